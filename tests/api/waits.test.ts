import { and, desc, eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { messages } from "@/db/schema";
import { newBookCode } from "@/lib/core/codes";
import { aListedBook } from "../support/factories";
import { aSale, ask, guest, type Sale } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

let sale: Sale;
beforeAll(async () => {
  sale = await aSale();
});
const contact = () => ({ ...guest, email: `line-${crypto.randomUUID()}@example.org` });

async function aPromisedBook() {
  const code = newBookCode();
  await aListedBook(sale.campaign, { code });
  const held = await ask("POST", `${sale.k}/books/${code}/claims`, { body: { ...contact(), amountMinor: 40_000 } });
  return { at: `${sale.k}/books/${code}`, claim: `/claims/${held.body.token}` };
}

async function codeSent(): Promise<string> {
  const [letter] = await db
    .select({ payload: messages.payload })
    .from(messages)
    .where(and(eq(messages.communityId, sale.community.id), eq(messages.kind, "wait_code")))
    .orderBy(desc(messages.id))
    .limit(1);
  return String(letter?.payload.code);
}

test("a guest stands in line, proves the address, is asked when the book comes free, and claims it", async () => {
  const { at, claim } = await aPromisedBook();
  const asked = await ask("POST", `${at}/wait`, { body: contact() });
  expect(asked).toMatchObject({ status: 201, body: { state: "waiting", isVerified: false, ahead: 0 } });
  const place = `/waits/${asked.body.token}`;
  expect((await ask("POST", `${place}/verify`, { body: { code: "000000" } })).body.code).toBe("identity.codeWrong");
  const verified = await ask("POST", `${place}/verify`, { body: { code: await codeSent() } });
  expect(verified).toMatchObject({ status: 200, body: { isVerified: true } });
  const early = await ask("POST", `${place}/claim`, { body: { amountMinor: 40_000 } });
  expect(early).toMatchObject({ status: 409, body: { code: "claims.notAllowedNow" } });

  await ask("POST", `${claim}/cancel`);
  expect((await ask("GET", place)).body).toMatchObject({ state: "offered" });
  expect((await ask("GET", at)).body.state).toBe("reserved");
  const other = await ask("POST", `${at}/claims`, { body: { ...contact(), amountMinor: 40_000 } });
  expect(other).toMatchObject({ status: 409, body: { code: "claims.bookOffered" } });
  const less = await ask("POST", `${place}/claim`, { body: { amountMinor: 1 } });
  expect(less.body.code).toBe("claims.belowMinimum");

  const taken = await ask("POST", `${place}/claim`, { body: { amountMinor: 40_000 } });
  expect(taken).toMatchObject({ status: 201, body: { state: "held", isVerified: true } });
  expect((await ask("GET", place)).body).toMatchObject({ state: "taken", offerEndsAt: null });
  expect((await ask("POST", `${place}/claim`, { body: { amountMinor: 40_000 } })).body.code).toBe(taken.body.code);
});

test("a free book has no line, and one leaves it at any time", async () => {
  const free = newBookCode();
  await aListedBook(sale.campaign, { code: free });
  const asked = await ask("POST", `${sale.k}/books/${free}/wait`, { token: sale.tokens.member, body: {} });
  expect(asked).toMatchObject({ status: 409, body: { code: "claims.bookFree" } });

  const { at } = await aPromisedBook();
  const inLine = await ask("POST", `${at}/wait`, { token: sale.tokens.member, body: {} });
  expect(inLine).toMatchObject({ status: 201, body: { isVerified: true } });
  const place = `/waits/${inLine.body.token}`;
  for (const _ of [1, 2]) expect((await ask("POST", `${place}/leave`)).body.state).toBe("left");
  expect((await ask("GET", `/waits/${"A".repeat(43)}`)).body.code).toBe("claims.waitNotFound");
});

test("an address that waits already is written to, and whoever types it is told no more", async () => {
  const { at } = await aPromisedBook();
  const who = contact();
  const { body } = await ask("POST", `${at}/wait`, { body: who });
  await ask("POST", `/waits/${body.token}/verify`, { body: { code: await codeSent() } });
  expect((await ask("POST", `${at}/wait`, { body: who })).body.code).toBe("claims.alreadyWaiting");
});
