import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, one } from "@/db/client";
import { type Campaign, claims, donations, messages, paymentAttempts } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { confirmClaim } from "@/lib/claims/steps";
import { withdrawBook } from "@/lib/claims/withdraw";
import { underWay } from "@/lib/privacy/under-way";
import { anAttempt } from "../messages/support";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";

let campaign: Campaign;
let communityId: string;

beforeEach(async () => {
  communityId = (await aCommunity()).id;
  campaign = await aCampaign(communityId);
});

async function aHeldBook() {
  const giver = await aMember(communityId);
  const reader = await aMember(communityId);
  const book = await aListedBook(campaign, { giverId: giver.personId });
  const { claim } = await claimBook(
    reader,
    { bookId: book.id, amountMinor: 30_000, method: "transfer", locale: "uk" },
    NOON,
  );
  return { giver, reader, book, claim };
}
const told = async (personId: string) =>
  (
    await db
      .select({ kind: messages.kind, payload: messages.payload })
      .from(messages)
      .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId)))
  ).filter(({ kind }) => kind === "book_withdrawn" || kind === "claim_cancelled");

test("a book whose card payment can still come is not free, though its hold has run out", async () => {
  const { giver, reader, book, claim } = await aHeldBook();
  const at = daysAfter(NOON, 30);
  const money = { communityId, pledgedMinor: 30_000, currency: "UAH", method: "card" } as const;
  const donation = one(
    await db
      .insert(donations)
      .values({ ...money, campaignId: campaign.id, claimId: claim.id, donorId: reader.personId, code: claim.code })
      .returning(),
  );
  await anAttempt(donation, "open");
  const hand = { actor: giver, code: book.code };
  await expect(withdrawBook(hand, undefined, at)).rejects.toThrow("catalog.holderNeedsReason");
  await expect(withdrawBook(hand, "Загубилася", at)).rejects.toThrow("claims.paymentOpen");
  expect((await underWay({ communityId, personId: reader.personId }, at)).map(({ kind }) => kind)).toEqual(["claim"]);
  expect((await underWay({ communityId, personId: giver.personId }, at)).map(({ kind }) => kind)).toEqual(["given"]);
  await db.update(paymentAttempts).set({ status: "failed" }).where(eq(paymentAttempts.donationId, donation.id));
  await withdrawBook(hand, undefined, at);
  expect(await underWay({ communityId, personId: giver.personId }, at)).toEqual([]);
});

test("a free book is withdrawn at once, and twice is the same as once", async () => {
  const giver = await aMember(communityId);
  const book = await aListedBook(campaign, { giverId: giver.personId });
  const hand = { actor: giver, code: book.code };
  expect((await withdrawBook(hand, undefined, NOON)).status).toBe("withdrawn");
  expect((await withdrawBook(hand, undefined, NOON)).status).toBe("withdrawn");
});

test("a reserved book needs a reason, which its holder reads once", async () => {
  const { giver, reader, book, claim } = await aHeldBook();
  const hand = { actor: giver, code: book.code };
  await expect(withdrawBook(hand, undefined, NOON)).rejects.toThrow("catalog.holderNeedsReason");
  await withdrawBook(hand, "Книга промокла", NOON);
  const [after] = await db.select({ status: claims.status }).from(claims).where(eq(claims.id, claim.id));
  expect(after?.status).toBe("cancelled");
  expect(await told(reader.personId)).toEqual([
    { kind: "book_withdrawn", payload: expect.objectContaining({ reason: "Книга промокла" }) },
  ]);
});

test("a hold that has run out needs no reason", async () => {
  const { giver, book } = await aHeldBook();
  expect((await withdrawBook({ actor: giver, code: book.code }, undefined, hoursAfter(NOON, 73))).status).toBe(
    "withdrawn",
  );
});

test("an exchanged book stays, and a stranger finds nothing to withdraw", async () => {
  const { giver, reader, book, claim } = await aHeldBook();
  await expect(withdrawBook({ actor: reader, code: book.code }, "бо", NOON)).rejects.toThrow("catalog.notFound");
  await expect(
    withdrawBook({ actor: await anOrganizer((await aCommunity()).id), code: book.code }, "бо", NOON),
  ).rejects.toThrow("catalog.notFound");
  await db.transaction((tx) => confirmClaim(tx, { communityId, claimId: claim.id }, giver, NOON));
  await expect(withdrawBook({ actor: giver, code: book.code }, "бо", NOON)).rejects.toThrow("catalog.exchangedAlready");
});
