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
    const part = await back(money, { amountMinor: 15_000, reason: "Книга пошкоджена" });
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
  ])("of %s is refused and changes nothing", async (_, body, status, code) => {
    const { money } = await aPaidClaim();
    const refused = await back(money, body);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(await raised()).toBe(40_000);
  });

  test("with a key is made once, however often it is sent; without one the second finds less", async () => {
    const { money } = await aPaidClaim();
    const headers = { "idempotency-key": `refund-${nth++}` };
    const body = { amountMinor: 30_000, reason: "Донор передумав" };
    const [first, again] = [await back(money, body, { headers }), await back(money, body, { headers })];
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    expect(await raised()).toBe(10_000);
    expect((await back(money, body)).body.code).toBe("donations.refundTooLarge");
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
