import { beforeEach, describe, expect, test, vi } from "vitest";
import { aCampaign, aListedBook } from "../support/factories";
import { aSale, ask, guest, type Sale } from "./caller";

const { revalidateTag } = vi.hoisted(() => ({ revalidateTag: vi.fn() }));
vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag, updateTag() {} }));

let sale: Sale;
let treasurer: { token: string };
let organizer: { token: string };
beforeEach(async () => {
  sale = await aSale({ allowsCash: true });
  treasurer = { token: sale.tokens.treasurer };
  organizer = { token: sale.tokens.organizer };
});

let nth = 0;
async function aClaim(email = `donor-${nth++}@example.com`) {
  const book = await aListedBook(sale.campaign);
  const { body } = await ask("POST", `${sale.k}/books/${book.code}/claims`, {
    body: { ...guest, email, amountMinor: 40_000 },
  });
  return { ...body, bookId: book.id, bookCode: book.code, money: `${sale.k}/donations/${body.code}` };
}
const totals = async () => (await ask("GET", `${sale.k}/totals`)).body;

describe("the treasurer's list", () => {
  test("holds what waits first, can be narrowed to a state, and comes in pages", async () => {
    const held = await aClaim();
    const reported = await aClaim();
    await ask("POST", `/claims/${reported.token}/proof`, { body: { receipt: "778899" } });
    const { body } = await ask("GET", `${sale.k}/donations`, treasurer);
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual([reported.code, held.code]);
    expect(body.items[0]).toMatchObject({ state: "reported", proofs: [{ kind: "receipt", receipt: "778899" }] });
    const waiting = await ask("GET", `${sale.k}/donations?state=reported`, treasurer);
    expect(waiting.body.items).toHaveLength(1);
    const first = await ask("GET", `${sale.k}/donations?limit=1`, treasurer);
    const second = await ask("GET", `${sale.k}/donations?limit=1&cursor=${first.body.nextCursor}`, treasurer);
    expect([first.body.items[0].code, second.body.items[0].code]).toEqual([reported.code, held.code]);
    expect(second.body.nextCursor).toBeNull();
    expect((await ask("GET", `${sale.k}/donations?state=lost&cursor=xx`, treasurer)).status).toBe(422);
  });
});

describe("confirming", () => {
  test("counts in the totals at once; the same again answers the same; another donation with that reference is refused", async () => {
    const claim = await aClaim();
    const asked = { ...treasurer, body: { amountMinor: 45_000, reference: "FT 2026-001" } };
    const first = await ask("POST", `${claim.money}/confirm`, asked);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ state: "confirmed", hasBook: true, confirmation: { amountMinor: 45_000 } });
    expect(revalidateTag).toHaveBeenCalledWith(`book:${claim.bookId}`, { expire: 0 });
    const again = await ask("POST", `${claim.money}/confirm`, asked);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await totals()).toMatchObject({
      booksExchanged: 1,
      raisedMinor: 45_000,
      averageMinor: 45_000,
      donations: 1,
      pledgedMinor: 0,
    });

    const other = await aClaim();
    const reused = await ask("POST", `${other.money}/confirm`, {
      ...treasurer,
      body: { amountMinor: 45_000, reference: "ft2026-001" },
    });
    expect([reused.status, reused.body.code]).toEqual([409, "donations.referenceUsed"]);
    expect(reused.body.detail).toContain(claim.code);
    expect((await totals()).raisedMinor).toBe(45_000);
  });

  test("one transfer settles several codes, and its parts must add up", async () => {
    const [one, other] = [await aClaim(), await aClaim()];
    const parts = [
      { code: one.code, amountMinor: 30_000 },
      { code: other.code, amountMinor: 50_000 },
    ];
    const wrong = await ask("POST", `${one.money}/confirm`, {
      ...treasurer,
      body: { amountMinor: 90_000, reference: "A1", parts },
    });
    expect(wrong.body.code).toBe("donations.sumMismatch");
    const right = await ask("POST", `${one.money}/confirm`, {
      ...treasurer,
      body: { amountMinor: 80_000, reference: "A1", parts },
    });
    expect(right.body.confirmation.amountMinor).toBe(30_000);
    expect(await totals()).toMatchObject({ booksExchanged: 2, raisedMinor: 80_000 });
  });

  test("wants a reference and whole amounts", async () => {
    const claim = await aClaim();
    const { body } = await ask("POST", `${claim.money}/confirm`, {
      ...treasurer,
      body: { amountMinor: 0.5, reference: " " },
    });
    expect(Object.keys(body.errors).sort()).toEqual(["amountMinor", "reference"]);
    expect((await ask("POST", `${sale.k}/donations/BK-00000/confirm`, { ...treasurer, body })).body.code).toBe(
      "donations.notFound",
    );
  });

  test("a code is not found through another campaign's address", async () => {
    const claim = await aClaim();
    const { slug } = await aCampaign(sale.community.id);
    const elsewhere = `${sale.c}/campaigns/${slug}`;
    const body = { amountMinor: 40_000, reference: "X1" };
    const confirmed = await ask("POST", `${elsewhere}/donations/${claim.code}/confirm`, { ...treasurer, body });
    expect([confirmed.status, confirmed.body.code]).toEqual([404, "donations.notFound"]);
    await ask("POST", `${claim.money}/confirm`, { ...treasurer, body });
    const received = await ask("POST", `${elsewhere}/handovers/${claim.code}/received`, organizer);
    expect([received.status, received.body.code]).toEqual([404, "claims.notFound"]);
  });
});

describe("rejecting, taking back, cash and deciding", () => {
  test("a rejected proof frees the book and wants a reason", async () => {
    const claim = await aClaim();
    await ask("POST", `/claims/${claim.token}/proof`, { body: { receipt: "1" } });
    expect((await ask("POST", `${claim.money}/reject`, treasurer)).body.errors).toHaveProperty("reason");
    const asked = { ...treasurer, body: { reason: "Не той рахунок" } };
    expect((await ask("POST", `${claim.money}/reject`, asked)).body).toMatchObject({
      state: "failed",
      reason: "Не той рахунок",
    });
    expect((await ask("GET", `${sale.k}/books/${claim.bookCode}`)).body.state).toBe("available");
    expect((await ask("GET", `/claims/${claim.token}`)).body.state).toBe("rejected");
  });

  test("a confirmation is taken back as a new row", async () => {
    const claim = await aClaim();
    const body = { amountMinor: 40_000, reference: "U1" };
    expect((await ask("POST", `${claim.money}/undo`, { ...treasurer, body: { reason: "ще" } })).body.code).toBe(
      "donations.notAllowedNow",
    );
    await ask("POST", `${claim.money}/confirm`, { ...treasurer, body });
    const undone = await ask("POST", `${claim.money}/undo`, { ...treasurer, body: { reason: "Помилка в сумі" } });
    expect(undone.body).toMatchObject({ state: "reported", confirmation: null });
    expect((await totals()).raisedMinor).toBe(0);
  });

  test("cash is entered by an organizer, where the campaign allows it", async () => {
    const claim = await aClaim();
    const asked = { ...organizer, body: { amountMinor: 40_000 } };
    expect((await ask("POST", `${claim.money}/cash`, asked)).body).toMatchObject({
      state: "confirmed",
      method: "cash",
    });
    expect((await totals()).raisedMinor).toBe(40_000);
    sale = await aSale();
    const other = await aClaim();
    const refused = await ask("POST", `${other.money}/cash`, {
      token: sale.tokens.organizer,
      body: { amountMinor: 40_000 },
    });
    expect([refused.status, refused.body.code]).toEqual([422, "donations.cashNotAllowed"]);
  });

  test("money whose book had gone waits for a person, who may give another book", async () => {
    const late = await aClaim();
    expect((await ask("POST", `${late.money}/decide`, { ...organizer, body: { decision: "keep" } })).body.code).toBe(
      "donations.hasBook",
    );
    await ask("POST", `/claims/${late.token}/cancel`);
    await ask("POST", `${sale.k}/books/${late.bookCode}/claims`, {
      body: { ...guest, email: "quick@example.com", amountMinor: 40_000 },
    });
    const paid = await ask("POST", `${late.money}/confirm`, {
      ...treasurer,
      body: { amountMinor: 40_000, reference: "L1" },
    });
    expect(paid.body).toMatchObject({ state: "confirmed", hasBook: false, waitsForDecision: true });
    const waiting = await ask("GET", `${sale.k}/donations?state=without_book`, treasurer);
    expect(waiting.body.items).toHaveLength(1);

    const gift = await aListedBook(sale.campaign);
    const other = (bookCode?: string) =>
      ask("POST", `${late.money}/decide`, { ...organizer, body: { decision: "other_book", bookCode } });
    expect((await other()).body.code).toBe("donations.bookNeeded");
    expect((await other("zzzzzzz")).body.code).toBe("catalog.notFound");
    expect((await other(late.bookCode)).status).toBe(409);
    const given = await other(gift.code);
    expect(given.body).toMatchObject({
      decision: "other_book",
      hasBook: true,
      waitsForDecision: false,
      book: { code: gift.code },
    });
    expect(await totals()).toMatchObject({ booksExchanged: 1, raisedMinor: 40_000 });
  });
});
