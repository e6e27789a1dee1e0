import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db, one } from "@/db/client";
import { claims, donations, paymentAttempts } from "@/db/schema";
import { fulfil } from "@/lib/donations/card/fulfil";
import { linkToken } from "@/lib/identity/links";
import { type Clock, openFakeStripe } from "../donations/cards/stage";
import { expectSound } from "../donations/stage";
import type { FakeStripe } from "../fakes/stripe/start";
import { aListedBook } from "../support/factories";
import { aSale, ask, guest, type Sale } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

const clock: Clock = { now: new Date() };
let stripe: FakeStripe;
let sale: Sale;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());
beforeEach(async () => {
  clock.now = new Date();
  sale = await aSale({ cards: "stripe" });
});

const CARD = { ...guest, amountMinor: 40_000, method: "card" };
const bookAddress = async () => `${sale.k}/books/${(await aListedBook(sale.campaign)).code}`;
async function claimed(body: object = CARD) {
  const answer = await ask("POST", `${await bookAddress()}/claims`, { body });
  return { ...answer.body, at: `/claims/${answer.body.token}` };
}
const sessionOf = (url: string) => new URL(url).pathname.split("/").at(-1) ?? "";
const attempts = () =>
  db
    .select()
    .from(paymentAttempts)
    .where(eq(paymentAttempts.communityId, sale.community.id))
    .orderBy(paymentAttempts.id);
async function hearOf({ communityId, id: attemptId }: { communityId: string; id: string }) {
  await fulfil({ communityId, attemptId });
}

describe("a claim paid by card", () => {
  test("answers with the payment page at once, and is confirmed by the provider's word", async () => {
    const claim = await claimed();
    expect(claim).toMatchObject({ state: "held", payment: { method: "card", code: claim.code, amountMinor: 40_000 } });
    const url = stripe.session(sessionOf(claim.payment.checkoutUrl))?.url;
    expect(claim.payment.checkoutUrl).toBe(url);

    stripe.pay(sessionOf(claim.payment.checkoutUrl));
    expect((await ask("GET", claim.at)).body.state).toBe("held");
    await hearOf(one(await attempts()));
    expect((await ask("GET", claim.at)).body).toMatchObject({ state: "confirmed", payment: { checkoutUrl: null } });
    const again = await ask("POST", `${claim.at}/checkout`);
    expect([again.status, again.body.code]).toEqual([409, "donations.alreadyPaid"]);
    await expectSound(sale.community.id);
  });

  test("meant for a transfer can be paid by card as well; a second call finds the same page", async () => {
    const claim = await claimed({ ...CARD, method: "transfer" });
    expect(claim.payment.checkoutUrl).toBeNull();
    const first = await ask("POST", `${claim.at}/checkout`);
    const second = await ask("POST", `${claim.at}/checkout`, { body: { lateChoice: "refund" } });
    expect(first.status).toBe(200);
    expect(second.body.url).toBe(first.body.url);
    expect((await ask("GET", claim.at)).body.payment.checkoutUrl).toBe(first.body.url);
    const other = await ask("POST", `${claim.at}/checkout`, { body: { lateChoice: "keep" } });
    expect(other.body.url).not.toBe(first.body.url);
    expect((await attempts()).map(({ status, lateChoice }) => [status, lateChoice])).toEqual([
      ["expired", "refund"],
      ["open", "keep"],
    ]);
  });

  test("is let go only after its page has been closed; one that was paid meanwhile stays", async () => {
    const left = await claimed();
    expect((await ask("POST", `${left.at}/cancel`)).body.state).toBe("cancelled");
    expect(stripe.session(sessionOf(left.payment.checkoutUrl))?.status).toBe("expired");

    const paid = await claimed({ ...CARD, email: "paid@example.com" });
    stripe.pay(sessionOf(paid.payment.checkoutUrl));
    const refused = await ask("POST", `${paid.at}/cancel`);
    expect([refused.status, refused.body.code]).toEqual([409, "claims.notAllowedNow"]);
    expect((await ask("GET", paid.at)).body.state).toBe("confirmed");
  });

  test("holds the book when the provider is silent, and its page can be asked for later", async () => {
    stripe.faults.set({ serverError: 1 });
    const claim = await claimed();
    expect(claim).toMatchObject({ state: "held", payment: { checkoutUrl: null } });
    const silent = await ask("POST", `${claim.at}/checkout`);
    expect([silent.status, silent.body.code]).toEqual([409, "donations.providerSilent"]);
    stripe.faults.clear();
    expect((await ask("POST", `${claim.at}/checkout`)).status).toBe(200);
  });
});

describe("a donation without a book", () => {
  test("is promised, paid by card and confirmed", async () => {
    const body = { ...CARD, publicName: " Соломія " };
    const { status, body: made } = await ask("POST", `${sale.k}/donations`, { body });
    expect(status).toBe(201);
    expect(made).toMatchObject({
      token: expect.stringMatching(/^[\w-]{43}$/),
      code: expect.stringMatching(/^BK-\w{5}$/),
      state: "pledged",
      publicName: "Соломія",
      receivedMinor: null,
    });
    stripe.pay(sessionOf(made.payment.checkoutUrl));
    await hearOf(one(await attempts()));
    const seen = await ask("GET", `/donations/${made.token}`);
    expect(seen.body).toMatchObject({ state: "confirmed", receivedMinor: 40_000, payment: { checkoutUrl: null } });
    expect(seen.text).not.toContain(guest.email);
    expect((await ask("GET", `${sale.k}/totals`)).body.raisedMinor).toBe(40_000);
    await expectSound(sale.community.id);
  });

  test("by transfer says where to, and can be paid by card after all", async () => {
    const asked = { token: sale.tokens.member, body: { amountMinor: 5_000 } };
    const { body: made } = await ask("POST", `${sale.k}/donations`, asked);
    const { jarUrl } = sale.campaign;
    expect(made.payment).toMatchObject({ method: "transfer", jarUrl, amountMinor: 5_000, checkoutUrl: null });
    const { body } = await ask("POST", `/donations/${made.token}/checkout`);
    expect(stripe.session(sessionOf(body.url))?.amount_total).toBe(5_000);
  });

  test("says who promises: a guest's name, e-mail and consent, or a token", async () => {
    const { status, body } = await ask("POST", `${sale.k}/donations`, { body: { amountMinor: 40_000 } });
    expect([status, Object.keys(body.errors).sort()]).toEqual([422, ["consent", "email", "name"]]);
    const cash = await ask("POST", `${sale.k}/donations`, { body: { ...CARD, method: "cash" } });
    expect(cash.body.code).toBe("donations.cashNotAllowed");
  });

  test("has a page of its own; a claim's donation is on its claim's, and nothing else is there", async () => {
    const claim = await claimed();
    const { donationId } = one(await attempts());
    for (const token of [linkToken("donation", sale.community.id, donationId), claim.token, "x", "a".repeat(43)]) {
      const { status, body } = await ask("GET", `/donations/${token}`);
      expect([status, body.code]).toEqual([404, "donations.notFound"]);
      expect((await ask("POST", `/donations/${token}/checkout`)).status).toBe(404);
    }
  });
});

describe("what cannot be paid leaves nothing behind", () => {
  const rows = async () => {
    const communityId = sale.community.id;
    const [[held], [promised], tried] = await Promise.all([
      db.select({ rows: count() }).from(claims).where(eq(claims.communityId, communityId)),
      db.select({ rows: count() }).from(donations).where(eq(donations.communityId, communityId)),
      attempts(),
    ]);
    return { claims: held?.rows, donations: promised?.rows, attempts: tried.length };
  };
  const NONE = { claims: 0, donations: 0, attempts: 0 };

  test.each([0, -40_000, 1e15, 400.5, 4_999, "40000", null])("an amount of %s", async (amountMinor) => {
    const cheap = await aListedBook(sale.campaign, { minimumMinor: 100 });
    for (const at of [`${sale.k}/books/${cheap.code}/claims`, `${sale.k}/donations`]) {
      const { status } = await ask("POST", at, { body: { ...CARD, amountMinor } });
      expect(status, at).toBe(422);
    }
    expect(await rows()).toEqual(NONE);
  });

  test("an amount in another currency", async () => {
    for (const at of [`${await bookAddress()}/claims`, `${sale.k}/donations`]) {
      const { status, body } = await ask("POST", at, { body: { ...CARD, currency: "EUR" } });
      expect([status, body.code]).toEqual([422, "donations.currencyMismatch"]);
      expect((await ask("POST", at, { body: { ...CARD, currency: "hryvnia" } })).status).toBe(422);
    }
    expect(await rows()).toEqual(NONE);
    expect((await ask("POST", `${sale.k}/donations`, { body: { ...CARD, currency: "UAH" } })).status).toBe(201);
  });

  test("another community's book, or campaign", async () => {
    const other = await aSale({ cards: "stripe" });
    const theirs = await aListedBook(other.campaign);
    const at = `${sale.k}/books/${theirs.code}/claims`;
    expect((await ask("POST", at, { body: CARD })).body.code).toBe("catalog.notFound");
    const mixed = `${sale.c}/campaigns/${other.campaign.slug}/donations`;
    expect((await ask("POST", mixed, { body: CARD })).status).toBe(404);
    expect((await ask("POST", mixed, { token: other.tokens.member, body: CARD })).status).toBe(401);
    expect(await rows()).toEqual(NONE);
  });

  test("a campaign without cards, or one that is over", async () => {
    sale = await aSale();
    for (const at of [`${await bookAddress()}/claims`, `${sale.k}/donations`])
      expect((await ask("POST", at, { body: CARD })).body.code).toBe("donations.cardsOff");
    expect(await rows()).toEqual(NONE);
    sale = await aSale({ cards: "stripe", closesAt: new Date(Date.now() - 1000) });
    for (const at of [`${await bookAddress()}/claims`, `${sale.k}/donations`])
      expect((await ask("POST", at, { body: CARD })).body.code).toBe("catalog.campaignClosed");
    expect(await rows()).toEqual(NONE);
  });
});

test("so many payment pages an hour are asked for, and no more", async () => {
  const claim = await claimed({ ...CARD, method: "transfer" });
  for (let nth = 0; nth < 20; nth++) expect((await ask("POST", `${claim.at}/checkout`)).status).toBe(200);
  expect((await ask("POST", `${claim.at}/checkout`)).status).toBe(429);
  expect(await attempts()).toHaveLength(1);
});
