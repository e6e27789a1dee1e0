import { createHmac, generateKeyPairSync, sign as signWith } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerWebhook } from "@/app/_cli/webhooks";
import { sql } from "@/db/client";
import { env } from "@/lib/core/env";
import type { FakeStripe } from "../../fakes/stripe/start";
import { NOON } from "../../support/times";
import { expectSound, statusOf } from "../stage";
import { handleEventsAt } from "./settle";
import { aCardStage, aCheckout, type Clock, openFakeStripe, WEBHOOK_SECRET } from "./stage";

const MINUTE_S = 60;
const BODY_MAX = 256 * 1024;
const clock: Clock = { now: NOON };
let stripe: FakeStripe;
let told = 0;
/** As the product's own server, which then has Next handle what came; here that is done by hand, to see what is stored first. */
const server = createServer((request, response) => {
  if (!answerWebhook(request, response, () => told++)) response.writeHead(404).end();
});
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await stripe.close();
});
beforeEach(() => {
  clock.now = NOON;
});

const nowS = () => Math.floor(Date.now() / 1000);
const sign = (body: string, { secret = WEBHOOK_SECRET, atS = nowS() } = {}) =>
  `t=${atS},v1=${createHmac("sha256", secret).update(`${atS}.${body}`).digest("hex")}`;

async function send(body: string | Uint8Array<ArrayBuffer>, signature: string | null) {
  const headers = { "content-type": "application/json", ...(signature !== null && { "stripe-signature": signature }) };
  return (await fetch(`${origin()}/api/stripe/webhook`, { method: "POST", body, headers })).status;
}

/** Everything that a webhook could change, of all communities. */
async function everything() {
  const [row] = await sql`
    select (select count(*)::int from provider_events) as events,
      (select md5(string_agg(a::text, '' order by id)) from payment_attempts a) as attempts,
      (select md5(string_agg(d::text, '' order by id)) from donations d) as donations,
      (select md5(string_agg(c::text, '' order by id)) from claims c) as claims,
      (select count(*)::int from ledger_entries) as ledger, (select count(*)::int from refunds) as refunds`;
  return row;
}

/** A payment that Stripe has told of, and nobody has heard yet. */
async function aPaidSession() {
  const { campaign, communityId } = await aCardStage();
  const paying = await aCheckout(stripe, campaign);
  const before = stripe.events().length;
  stripe.pay(paying.sessionId);
  const event = stripe
    .events()
    .slice(before)
    .find(({ type }) => type === "checkout.session.completed");
  const { body, headers } = stripe.webhookOf(event?.id ?? "");
  return { ...paying, communityId, body, signature: headers["stripe-signature"] };
}

describe("Stripe's webhook", () => {
  test("that holds is stored once, however often it comes, and acted on", async () => {
    const { body, signature, ref, communityId } = await aPaidSession();
    const stored = async () => (await everything())?.events;
    const before = await stored();
    told = 0;
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(body, signature)));
    expect(answers).toEqual([200, 200, 200, 200, 200]);
    expect(await stored()).toBe(before + 1);
    expect(told).toBe(5);
    await handleEventsAt(clock.now);
    expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    await expectSound(communityId);
  });

  test.each<{ what: string; status: number; of(body: string): [string | Uint8Array<ArrayBuffer>, string | null] }>([
    { what: "without a signature", status: 400, of: (body) => [body, null] },
    { what: "with an empty signature", status: 400, of: (body) => [body, ""] },
    { what: "with a signature of no shape", status: 400, of: (body) => [body, "t=,v1=zz,v0"] },
    { what: "signed with another secret", status: 400, of: (body) => [body, sign(body, { secret: "whsec_theirs" })] },
    {
      what: "signed more than five minutes ago",
      status: 400,
      of: (body) => [body, sign(body, { atS: nowS() - 5 * MINUTE_S - 5 })],
    },
    { what: "altered by one byte", status: 400, of: (body) => [body.replace('"paid"', '"Paid"'), sign(body)] },
    { what: "altered by a space at its end", status: 400, of: (body) => [`${body} `, sign(body)] },
    {
      what: "with the time of its signature moved",
      status: 400,
      of: (body) => [body, sign(body, { atS: nowS() - 1000 }).replace(/^t=\d+/, `t=${nowS()}`)],
    },
    { what: "that is no JSON, though signed", status: 400, of: () => ["no json", sign("no json")] },
    { what: "that is empty, though signed", status: 400, of: () => ["", sign("")] },
    {
      what: "that is longer than 256 KB, though signed",
      status: 413,
      of: () => {
        const long = JSON.stringify({ id: "evt_long", object: "event", type: "x", filler: "x".repeat(BODY_MAX) });
        return [long, sign(long)];
      },
    },
  ])("$what is refused with $status and changes nothing", async ({ status, of }) => {
    const { body } = await aPaidSession();
    const before = await everything();
    expect(await send(...of(body))).toBe(status);
    await handleEventsAt(clock.now);
    expect(await everything()).toEqual(before);
  });

  test.each<{ what: string; object: (attempt: { id: string; communityId: string }) => object }>([
    { what: "an attempt nobody knows", object: () => ({ metadata: { attempt: crypto.randomUUID() } }) },
    { what: "an attempt whose id is no id", object: () => ({ metadata: { attempt: "'; drop table claims; --" } }) },
    { what: "a payment that is not ours", object: () => ({ payment_intent: "pi_of_another_shop", metadata: {} }) },
    { what: "nothing we know", object: () => ({ id: "prod_1", object: "product" }) },
    { what: "our attempt, with a lie about it", object: ({ id }) => ({ metadata: { attempt: id }, amount_total: 1 }) },
  ])("signed about $what is stored and has no effect", async ({ object }) => {
    const { campaign } = await aCardStage();
    const open = await aCheckout(stripe, campaign); // not paid, whatever an event says
    const before = await everything();
    const id = `evt_${crypto.randomUUID()}`;
    const told = { object: { payment_status: "paid", status: "complete", ...object(open.attempt) } };
    const body = JSON.stringify({ id, object: "event", type: "checkout.session.completed", data: told });
    expect(await send(body, sign(body))).toBe(200);
    await handleEventsAt(clock.now);
    expect(await everything()).toEqual({ ...before, events: before?.events + 1 });
    expect(await statusOf(open.ref)).toEqual({ claim: "held", donation: "pledged" });
  });

  test("that names another community's attempt is about that attempt alone", async () => {
    const theirs = await aPaidSession();
    const { campaign, communityId } = await aCardStage();
    const ours = await aCheckout(stripe, campaign);
    const id = `evt_${crypto.randomUUID()}`;
    const told = { object: { metadata: { attempt: theirs.attempt.id, community: communityId } } };
    const body = JSON.stringify({ id, object: "event", type: "checkout.session.completed", data: told });
    expect(await send(body, sign(body))).toBe(200);
    await handleEventsAt(clock.now);
    expect(await statusOf(ours.ref)).toEqual({ claim: "held", donation: "pledged" });
    expect(await statusOf(theirs.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  });

  test("is only ever posted, and nothing else is there", async () => {
    for (const method of ["GET", "PUT", "DELETE", "HEAD"])
      expect((await fetch(`${origin()}/api/stripe/webhook`, { method })).status).toBe(405);
    expect((await fetch(`${origin()}/api/stripe/webhooks`, { method: "POST" })).status).toBe(404);
  });

  test("is not there where cards are not set up", async () => {
    const { body, signature } = await aPaidSession();
    const { STRIPE_WEBHOOK_SECRET } = env;
    Object.assign(env, { STRIPE_WEBHOOK_SECRET: undefined });
    expect(await send(body, signature)).toBe(404);
    Object.assign(env, { STRIPE_WEBHOOK_SECRET });
  });
});

describe("the webhook of plata by mono", () => {
  const bank = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = Buffer.from(bank.publicKey.export({ type: "spki", format: "pem" })).toString("base64");
  const keys = createServer((_, response) => response.end(JSON.stringify({ key })));
  beforeAll(async () => {
    await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
    Object.assign(env, { MONO_ACQUIRING_TOKEN: "a merchant of these tests", MONO_API_URL: url });
  });
  afterAll(() => {
    keys.close();
    Object.assign(env, { MONO_ACQUIRING_TOKEN: undefined, MONO_API_URL: undefined });
  });

  const invoice = JSON.stringify({
    invoiceId: "p2_of_nobody",
    status: "success",
    amount: 40_000,
    ccy: 980,
    modifiedDate: "2026-03-02T12:05:00Z",
    reference: crypto.randomUUID(),
  });
  const signed = (body: string, { privateKey } = bank) =>
    signWith("sha256", Buffer.from(body), privateKey).toString("base64");
  async function tell(body: string, signature: string | null) {
    const headers = { ...(signature !== null && { "x-sign": signature }) };
    return (await fetch(`${origin()}/api/mono/webhook`, { method: "POST", body, headers })).status;
  }

  test("that holds is stored once, and one about an invoice nobody knows has no effect", async () => {
    const before = await everything();
    expect(await tell(invoice, signed(invoice))).toBe(200);
    expect(await tell(invoice, signed(invoice))).toBe(200);
    await handleEventsAt(clock.now);
    expect(await everything()).toEqual({ ...before, events: before?.events + 1 });
  });

  const long = JSON.stringify({ ...JSON.parse(invoice), filler: "x".repeat(BODY_MAX) });
  test.each<{ what: string; status: number; body: string; signature: string | null }>([
    { what: "without a signature", status: 400, body: invoice, signature: null },
    { what: "with a signature of no shape", status: 400, body: invoice, signature: "zz" },
    { what: "signed with another key", status: 400, body: invoice, signature: signed(invoice, stranger) },
    {
      what: "altered by one byte",
      status: 400,
      body: invoice.replace("success", "succesS"),
      signature: signed(invoice),
    },
    { what: "that is no JSON, though signed", status: 400, body: "no json", signature: signed("no json") },
    { what: "that is no invoice, though signed", status: 400, body: "[]", signature: signed("[]") },
    { what: "that is longer than 256 KB, though signed", status: 413, body: long, signature: signed(long) },
  ])("$what is refused with $status and changes nothing", async ({ status, body, signature }) => {
    const before = await everything();
    expect(await tell(body, signature)).toBe(status);
    await handleEventsAt(clock.now);
    expect(await everything()).toEqual(before);
  });
});
