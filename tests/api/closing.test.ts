import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { campaigns } from "@/db/schema";
import { newBookCode } from "@/lib/core/codes";
import { aListedBook } from "../support/factories";
import { aSale, ask, guest, type Sale } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

let sale: Sale;
beforeEach(async () => {
  sale = await aSale();
});
const asOrganizer = (method: string, path: string, body?: unknown) =>
  ask(method, `${sale.k}${path}`, { token: sale.tokens.organizer, body });

test("a campaign is closed with its sums, once, and takes nothing from then on", async () => {
  const book = await aListedBook(sale.campaign, { code: newBookCode() });
  const first = await asOrganizer("POST", "/close");
  expect([first.status, first.body]).toMatchObject([
    200,
    {
      status: "closed",
      closedTotals: { booksListed: 1, raisedMinor: 0, currency: "UAH" },
      totals: { booksListed: 1 },
      open: { holds: 0, proofs: 0, withoutBook: 0, waiting: 0, handovers: 0, reviews: 0 },
      thanks: { people: 1, sent: 0, failed: 0 }, // letters unless it says otherwise
    },
  ]);
  const second = await asOrganizer("POST", "/close", { sendThanks: false });
  expect([second.status, second.body]).toEqual([200, first.body]);
  const contact = { ...guest, email: "late@example.com", amountMinor: 40_000 };
  const claim = await ask("POST", `${sale.k}/books/${book.code}/claims`, { body: contact });
  expect([claim.status, claim.body.code]).toEqual([409, "catalog.campaignClosed"]);
});

test("it is opened again with a reason", async () => {
  await asOrganizer("POST", "/close", { sendThanks: false });
  const silent = await asOrganizer("POST", "/reopen");
  expect([silent.status, silent.body.code]).toEqual([422, "catalog.reasonNeeded"]);
  const opened = await asOrganizer("POST", "/reopen", { reason: "Ще тиждень" });
  expect([opened.status, opened.body]).toMatchObject([
    200,
    { status: "open", closedAt: null, closedTotals: null, thanks: null },
  ]);
});

test("a draft is neither closed nor opened, and bad input is told by field", async () => {
  await db.update(campaigns).set({ status: "draft" }).where(eq(campaigns.id, sale.campaign.id));
  const close = await asOrganizer("POST", "/close");
  expect([close.status, close.body.code]).toEqual([409, "catalog.draftStays"]);
  const reopen = await asOrganizer("POST", "/reopen", { reason: "Так" });
  expect([reopen.status, reopen.body.code]).toEqual([409, "catalog.notClosed"]);
  const wrong = await asOrganizer("POST", "/close", { sendThanks: "perhaps" });
  expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([422, ["sendThanks"]]);
});

test("what is left is listed page by page, with who gives it", async () => {
  for (const title of ["Перша", "Друга", "Третя"]) await aListedBook(sale.campaign, { title, code: newBookCode() });
  const first = await asOrganizer("GET", "/leftovers?limit=2");
  expect(first.body.items.map(({ title }: { title: string }) => title)).toEqual(["Перша", "Друга"]);
  expect(first.body.items[0]).toMatchObject({ giver: { name: "Мальва Книгогляд", phone: null }, minimumMinor: 30_000 });
  const rest = await asOrganizer("GET", `/leftovers?limit=2&cursor=${first.body.nextCursor}`);
  expect(rest.body.items.map(({ title }: { title: string }) => title)).toEqual(["Третя"]);
  expect(rest.body.nextCursor).toBeNull();
  for (const query of ["cursor=made-up", "limit=0", "limit=101"])
    expect((await asOrganizer("GET", `/leftovers?${query}`)).status, query).toBe(422);
});
