import { beforeEach, describe, expect, test, vi } from "vitest";
import { aListedBook } from "../support/factories";
import { aSale, ask, guest, type Sale } from "./caller";

const { revalidateTag } = vi.hoisted(() => ({ revalidateTag: vi.fn() }));
vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag, updateTag() {} }));

let sale: Sale;
let treasurer: { token: string };
beforeEach(async () => {
  sale = await aSale({ allowsCash: true });
  treasurer = { token: sale.tokens.treasurer };
});

let nth = 0;
async function aPaidClaim() {
  const book = await aListedBook(sale.campaign);
  const { body: claim } = await ask("POST", `${sale.k}/books/${book.code}/claims`, {
    body: { ...guest, email: `refunded-${nth++}@example.com`, amountMinor: 40_000 },
  });
  const money = `${sale.k}/donations/${claim.code}`;
  const body = { amountMinor: 40_000, reference: `RF-${claim.code}` };
  await ask("POST", `${money}/confirm`, { ...treasurer, body });
  return { code: claim.code as string, link: `/claims/${claim.token}`, money };
}
const raised = async () => (await ask("GET", `${sale.k}/totals`)).body.raisedMinor;
const back = (money: string, body: object, more: object = {}) =>
  ask("POST", `${money}/refund`, { ...treasurer, body, ...more });

describe("a refund", () => {
  test("of a part leaves the donation and its book; of all the rest, when no amount is said, ends both", async () => {
    const { money, link } = await aPaidClaim();
    const part = await back(money, { amountMinor: 15_000, reason: "Книга пошкоджена", seenMinor: 40_000 });
    expect([part.status, part.body]).toMatchObject([
      200,
      {
        state: "confirmed",
        hasBook: true,
        standingMinor: 25_000,
        refundableMinor: 25_000,
        refunds: [{ amountMinor: 15_000, status: "done", cause: "person", reason: "Книга пошкоджена", problem: null }],
      },
    ]);
    expect(await raised()).toBe(25_000);
    const rest = await back(money, { reason: "Донор передумав" });
    expect(rest.body).toMatchObject({ state: "refunded", hasBook: false, standingMinor: 0 });
    expect(await raised()).toBe(0);
    expect((await ask("GET", link)).body.state).toBe("refunded");
    expect(revalidateTag).toHaveBeenCalled();
    const list = await ask("GET", `${sale.k}/donations?state=with_refund`, treasurer);
    expect(list.body.items).toHaveLength(1);
  });

  test.each([
    ["more than is left", { amountMinor: 40_001, reason: "x" }, 422, "donations.refundTooLarge"],
    ["no reason", { amountMinor: 100 }, 422, "api.invalid"],
    ["a blank reason", { amountMinor: 100, reason: "  " }, 422, "api.invalid"],
    ["nothing", { amountMinor: 0, reason: "x" }, 422, "api.invalid"],
    ["less than nothing", { amountMinor: -100, reason: "x" }, 422, "api.invalid"],
    ["half a kopiyka", { amountMinor: 0.5, reason: "x" }, 422, "api.invalid"],
    ["an amount as text", { amountMinor: "100", reason: "x" }, 422, "api.invalid"],
    ["1e15", { amountMinor: 1e15, reason: "x" }, 422, "api.invalid"],
    ["what was seen, as text", { amountMinor: 100, reason: "x", seenMinor: "40000" }, 422, "api.invalid"],
  ])("of %s is refused and changes nothing", async (_, body, status, code) => {
    const { money } = await aPaidClaim();
    const refused = await back(money, { seenMinor: 40_000, ...body });
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(await raised()).toBe(40_000);
  });

  test("with a key is made once, however often it is sent", async () => {
    const { money } = await aPaidClaim();
    const headers = { "idempotency-key": `refund-${nth++}` };
    const body = { amountMinor: 30_000, reason: "Донор передумав" };
    const [first, again] = [await back(money, body, { headers }), await back(money, body, { headers })];
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    expect(await raised()).toBe(10_000);
  });

  test("of a part says what could be given back when it was looked at, so that sent again it finds less", async () => {
    const { money } = await aPaidClaim();
    const part = { amountMinor: 10_000, reason: "Донор передумав" };
    const unsure = await back(money, part, { headers: { "accept-language": "en" } });
    expect([unsure.status, unsure.body.code]).toEqual([422, "api.seenNeeded"]);
    expect(unsure.body.detail).toContain("seenMinor");
    expect((await back(money, part, { headers: { "accept-language": "uk" } })).body.detail).toContain("seenMinor");
    expect(await raised()).toBe(40_000);

    const { body: list } = await ask("GET", `${sale.k}/donations`, treasurer);
    const seen = { ...part, seenMinor: list.items[0].refundableMinor };
    expect((await back(money, seen)).status).toBe(200);
    const again = await back(money, seen);
    expect([again.status, again.body.code]).toEqual([409, "donations.changedMeanwhile"]);
    expect(await raised()).toBe(30_000);
  });

  test("of money that has not come is not possible", async () => {
    const book = await aListedBook(sale.campaign);
    const { body: claim } = await ask("POST", `${sale.k}/books/${book.code}/claims`, {
      body: { ...guest, email: `refunded-${nth++}@example.com`, amountMinor: 40_000 },
    });
    const refused = await back(`${sale.k}/donations/${claim.code}`, { reason: "x" });
    expect([refused.status, refused.body.code]).toEqual([409, "donations.notAllowedNow"]);
  });
});
