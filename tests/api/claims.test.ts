import { and, desc, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { claims, messages } from "@/db/schema";
import { aListedBook, aMember } from "../support/factories";
import { aSale, ask, guest, type Sale, tokenOf } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

let sale: Sale;
beforeEach(async () => {
  sale = await aSale();
});

async function bookAddress() {
  return `${sale.k}/books/${(await aListedBook(sale.campaign)).code}`;
}
async function claimed(body: object = {}) {
  const { body: claim } = await ask("POST", `${await bookAddress()}/claims`, {
    body: { ...guest, amountMinor: 40_000, method: "transfer", ...body },
  });
  return { ...claim, at: `/claims/${claim.token}` };
}
async function mailedCode() {
  const [message] = await db
    .select({ payload: messages.payload })
    .from(messages)
    .where(and(eq(messages.communityId, sale.community.id), eq(messages.kind, "claim_code")))
    .orderBy(desc(messages.createdAt))
    .limit(1);
  return String(message?.payload.code);
}
const minutesLeft = (expiresAt: string) => (Date.parse(expiresAt) - Date.now()) / 60_000;

describe("claiming through the API", () => {
  test("a guest holds the book for half an hour and learns how to pay", async () => {
    const at = await bookAddress();
    const body = { ...guest, amountMinor: 40_000, phone: "+380 67 123 45 67", method: "transfer", visitor: "x" };
    const { status, body: claim } = await ask("POST", `${at}/claims`, { body });
    expect(status).toBe(201);
    expect(claim).toMatchObject({
      token: expect.stringMatching(/^[\w-]{43}$/),
      code: expect.stringMatching(/^BK-\w{5}$/),
      state: "held",
      isVerified: false,
      payment: { method: "transfer", code: claim.code, amountMinor: 40_000, jarUrl: sale.campaign.jarUrl, iban: null },
    });
    expect(minutesLeft(claim.expiresAt)).toBeCloseTo(30, 0);
    expect((await ask("GET", at)).body.state).toBe("reserved");
    expect((await ask("GET", `/claims/${claim.token}`)).body).toMatchObject({ code: claim.code, state: "held" });
  });

  test("a member's token says who claims, and holds for three days", async () => {
    const asked = { token: sale.tokens.member, body: { amountMinor: 30_000 } };
    const { body } = await ask("POST", `${await bookAddress()}/claims`, asked);
    expect(body.isVerified).toBe(true);
    expect(minutesLeft(body.expiresAt) / 60).toBeCloseTo(72, 0);
  });

  test("the second person is refused; the same person finds the same claim", async () => {
    const at = `${await bookAddress()}/claims`;
    const first = await ask("POST", at, { body: { ...guest, amountMinor: 40_000 } });
    const second = await ask("POST", at, { body: { ...guest, email: "other@example.com", amountMinor: 40_000 } });
    expect([second.status, second.body.code]).toEqual([409, "claims.bookTaken"]);
    const again = await ask("POST", at, { body: { ...guest, amountMinor: 40_000 } });
    expect([again.status, again.body.token]).toEqual([201, first.body.token]);
  });

  test("what is wrong is said by field, in the language asked for", async () => {
    const at = `${await bookAddress()}/claims`;
    const empty = await ask("POST", at, {
      body: { amountMinor: 40_000 },
      headers: { "accept-language": "en-GB,en;q=0.9" },
    });
    expect(empty.body).toMatchObject({
      status: 422,
      errors: { name: "Fill in this field.", consent: "We cannot keep these details without your consent." },
    });
    const barter = await ask("POST", at, { body: { ...guest, amountMinor: "400", method: "barter" } });
    expect(Object.keys(barter.body.errors).sort()).toEqual(["amountMinor", "method"]);
    const little = await ask("POST", at, { body: { ...guest, amountMinor: 100 } });
    expect([little.status, little.body.code]).toEqual([422, "claims.belowMinimum"]);
    expect(little.body.detail).toContain("300");
    const cash = await ask("POST", at, { body: { ...guest, amountMinor: 40_000, method: "cash" } });
    expect(cash.body.code).toBe("claims.cashNotAllowed");
  });

  test("one's own book, a sixth unpaid claim, a book that is not there and a campaign that is over are refused", async () => {
    const own = await aListedBook(sale.campaign, { giverId: sale.people.member.personId });
    const asked = { token: sale.tokens.member, body: { amountMinor: 40_000 } };
    expect((await ask("POST", `${sale.k}/books/${own.code}/claims`, asked)).body.code).toBe("claims.ownBook");
    for (let nth = 0; nth < 5; nth++)
      expect((await ask("POST", `${await bookAddress()}/claims`, asked)).status).toBe(201);
    expect((await ask("POST", `${await bookAddress()}/claims`, asked)).body.code).toBe("claims.tooManyOpen");
    expect((await ask("POST", `${sale.k}/books/zzzzzzz/claims`, asked)).status).toBe(404);
    const over = await aSale({ closesAt: new Date(Date.now() - 1000) });
    const late = await aListedBook(over.campaign);
    const { body } = await ask("POST", `${over.k}/books/${late.code}/claims`, {
      body: { ...guest, amountMinor: 40_000 },
    });
    expect(body.code).toBe("catalog.campaignClosed");
  });
});

describe("a claim's private link", () => {
  test("the e-mailed code makes the full hold; a wrong one does not", async () => {
    const { at } = await claimed();
    const code = await mailedCode();
    const wrong = await ask("POST", `${at}/verify`, { body: { code: code === "000000" ? "111111" : "000000" } });
    expect([wrong.status, wrong.body.code]).toEqual([422, "identity.codeWrong"]);
    expect((await ask("POST", `${at}/verify`, { body: { code: "12" } })).body.errors).toHaveProperty("code");
    const right = await ask("POST", `${at}/verify`, { body: { code: `${code.slice(0, 3)} ${code.slice(3)}` } });
    expect(right.body.isVerified).toBe(true);
    expect(minutesLeft(right.body.expiresAt) / 60).toBeCloseTo(24, 0);
    expect((await ask("POST", `${at}/verify`, { body: { code } })).status).toBe(200);
  });

  test("a fresh code can be asked for, until it is typed", async () => {
    const { at } = await claimed();
    const first = await mailedCode();
    expect((await ask("POST", `${at}/resend`)).status).toBe(200);
    expect((await ask("POST", `${at}/verify`, { body: { code: await mailedCode() } })).status).toBe(200);
    expect((await ask("POST", `${at}/resend`)).body.code).toBe("claims.notAllowedNow");
    expect(first).toMatch(/^\d{6}$/);
    const { at: other } = await claimed({ email: "many@example.com" });
    for (let nth = 0; nth < 5; nth++) await ask("POST", `${other}/resend`);
    const tooMany = await ask("POST", `${other}/resend`);
    expect([tooMany.status, tooMany.body.code]).toEqual([429, "identity.tooMany"]);
    expect(Number(tooMany.headers.get("retry-after"))).toBeGreaterThan(60);
  });

  test("the claimant lets the book go, once and for all", async () => {
    const { at } = await claimed();
    expect((await ask("POST", `${at}/cancel`)).body).toMatchObject({ state: "cancelled", expiresAt: null });
    expect((await ask("POST", `${at}/cancel`)).body.state).toBe("cancelled");
    expect((await ask("POST", `${at}/resend`)).body.code).toBe("claims.notAllowedNow");
  });

  test("a receipt's number or a picture stops the clock; nothing, or something else, is refused", async () => {
    const { at } = await claimed();
    expect((await ask("POST", `${at}/proof`, { body: {} })).body.code).toBe("donations.proofEmpty");
    const text = new FormData();
    text.set("file", new Blob(["just text"]), "proof.png");
    expect((await ask("POST", `${at}/proof`, { body: text })).body.code).toBe("donations.proofUnreadable");
    expect(
      (await ask("POST", `${at}/proof`, { body: "receipt=1", headers: { "content-type": "text/plain" } })).status,
    ).toBe(415);

    const picture = await sharp({ create: { width: 60, height: 90, channels: 3, background: "#111" } })
      .png()
      .toBuffer();
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(picture)]), "proof.png");
    const shown = await ask("POST", `${at}/proof`, { body: form });
    expect(shown.body).toMatchObject({ state: "reported", expiresAt: null });
    expect((await ask("POST", `${at}/proof`, { body: { receipt: "2200-1" } })).status).toBe(200);
  });

  test("opens its claim only, and nothing when it is not one", async () => {
    for (const token of ["x", "a".repeat(43), "%D1%8F"]) {
      const { status, body } = await ask("GET", `/claims/${token}`);
      expect([status, body.code]).toEqual([404, "claims.notFound"]);
    }
    const { at } = await claimed();
    const seen = await ask("GET", at);
    expect(seen.headers.get("cache-control")).toBe("no-store");
    expect(seen.text).not.toContain(guest.email);
  });
});

describe("handing over", () => {
  test("an organizer, the giver or the reader says the book was received; twice is the same", async () => {
    const book = await aListedBook(sale.campaign, { giverId: sale.people.member.personId });
    const { body } = await ask("POST", `${sale.k}/books/${book.code}/claims`, {
      body: { ...guest, amountMinor: 40_000 },
    });
    const at = `${sale.k}/handovers/${body.code}/received`;
    expect((await ask("POST", at, { token: sale.tokens.organizer })).body.code).toBe("claims.notAllowedNow");
    await db.update(claims).set({ status: "confirmed", expiresAt: null }).where(eq(claims.code, body.code));
    const stranger = await tokenOf(await aMember(sale.community.id));
    expect((await ask("POST", at, { token: stranger })).body.code).toBe("claims.notFound");
    expect((await ask("POST", at)).status).toBe(401);
    expect((await ask("POST", at, { token: sale.tokens.member })).body.state).toBe("fulfilled");
    expect((await ask("POST", at, { token: sale.tokens.organizer })).body.state).toBe("fulfilled");
    expect((await ask("GET", `${sale.k}/books/${book.code}`)).body.state).toBe("handed_over");
  });
});
