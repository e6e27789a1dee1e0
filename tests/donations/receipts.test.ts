import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { type DonationStatus, donations, type EntryKind, ledgerEntries, people } from "@/db/schema";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { type DonationRef, pledgeDonation, setPublicName } from "@/lib/donations/pledge";
import { donationOfClaim, receiptOf } from "@/lib/donations/receipts";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { aListedBook, aMember } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer, toldTo } from "./stage";

type Stage = Awaited<ReturnType<typeof aStage>>;
const REQUISITES = { iban: "UA213223130000026007233566001", edrpou: "39696398" };
const LATER = daysAfter(NOON, 5);

const ofClaim = async (ref: Parameters<typeof donationOfClaim>[0]) => {
  const found = await donationOfClaim(ref);
  if (!found) throw new Error("The claim has no donation");
  return found;
};

async function aPaidClaim(stage: Stage, now = NOON) {
  const claim = await aClaim(stage.campaign);
  await confirmTransfer(stage.treasurer, aTransfer(claim.code), now);
  return { ...claim, donation: await ofClaim(claim.ref) };
}

/** A donation without a book, paid by transfer. */
async function aPaidDonation({ campaign, treasurer }: Stage) {
  const donor = await aMember(campaign.communityId);
  const wish = { campaignId: campaign.id, amountMinor: 50_000, method: "transfer", locale: "uk" } as const;
  const { donation } = await pledgeDonation(donor, wish, NOON);
  await confirmTransfer(treasurer, aTransfer(donation.code, 50_000), NOON);
  return { donor, code: donation.code, donation: { communityId: donation.communityId, donationId: donation.id } };
}

/** Money that arrived after somebody else had taken the book. */
async function lateMoney({ campaign, treasurer }: Stage) {
  const late = await aClaim(campaign);
  await aClaim(campaign, { bookId: late.bookId, now: daysAfter(NOON, 4) });
  await confirmTransfer(treasurer, aTransfer(late.code), LATER);
  return late;
}

describe("a receipt", () => {
  test("says what was given for which book, to whom, when, and by what code", async () => {
    const stage = await aStage(REQUISITES);
    const { code, donation } = await aPaidClaim(stage, hoursAfter(NOON, 1));
    expect(await receiptOf(donation)).toEqual({
      code,
      method: "transfer",
      currency: "UAH",
      donorName: "Мальва Книгогляд",
      bookTitle: "Чистий Agile",
      campaign: { slug: stage.campaign.slug, name: "Charity Book Sale" },
      fund: { name: "Фонд «Повернись живим»", ...REQUISITES },
      community: { slug: expect.any(String), name: "Спільнота PM", timeZone: "Europe/Kyiv" },
      givenMinor: 40_000,
      givenAt: hoursAfter(NOON, 1),
      refundedMinor: 0,
      disputedMinor: 0,
      standsMinor: 40_000,
    });
  });

  test("is there only once money is, and not when that was entered by mistake", async () => {
    const stage = await aStage();
    const { ref, code, claimant } = await aClaim(stage.campaign);
    expect(await donationOfClaim(ref)).toBeUndefined();
    await confirmTransfer(stage.treasurer, aTransfer(code), NOON);
    const donation = await ofClaim(ref);
    await undoConfirmation(stage.treasurer, { code, reason: "Не той переказ" }, NOON);
    expect(await receiptOf(donation)).toBeUndefined();
    await confirmTransfer(stage.treasurer, aTransfer(code, 45_000, "M-2"), LATER);
    expect(await receiptOf(donation)).toMatchObject({ givenMinor: 45_000, givenAt: LATER, standsMinor: 45_000 });
    expect(await receiptOf({ ...donation, communityId: (await aStage()).communityId })).toBeUndefined();
    expect((await toldTo(claimant))[0]).toBe("claim_confirmed");
  });

  test("of a donation without a book names none", async () => {
    const { donation } = await aPaidDonation(await aStage());
    expect(await receiptOf(donation)).toMatchObject({ bookTitle: null, givenMinor: 50_000 });
  });

  test("names no book when the money came after it had gone, and the other one that was given instead", async () => {
    const stage = await aStage();
    const late = await lateMoney(stage);
    const donation = await ofClaim(late.ref);
    expect(await receiptOf(donation)).toMatchObject({ bookTitle: null, standsMinor: 40_000 });
    const other = await aListedBook(stage.campaign, { title: "Друга книга" });
    await decideWithoutBook(stage.treasurer, { code: late.code, decision: "other_book", bookId: other.id }, LATER);
    expect(await receiptOf(donation)).toMatchObject({ bookTitle: "Друга книга", code: late.code });
    expect(await donationOfClaim(late.ref)).toBeUndefined();
  });

  test("says what went back, a part or all", async () => {
    const stage = await aStage();
    const { code, donation } = await aPaidClaim(stage);
    await refundDonation(stage.treasurer, { code, amountMinor: 15_000, reason: "Помилка" }, LATER);
    expect(await receiptOf(donation)).toMatchObject({ givenMinor: 40_000, refundedMinor: 15_000, standsMinor: 25_000 });
    await refundDonation(stage.treasurer, { code, reason: "Передумали" }, LATER);
    expect(await receiptOf(donation)).toMatchObject({
      refundedMinor: 40_000,
      standsMinor: 0,
      bookTitle: null,
    });
  });

  test("of cash says so", async () => {
    const stage = await aStage();
    const { code, ref } = await aClaim(stage.campaign);
    await recordCash(stage.organizer, { code, amountMinor: 30_000 }, NOON);
    expect(await receiptOf(await ofClaim(ref))).toMatchObject({ method: "cash", givenMinor: 30_000 });
  });

  test("keeps what a bank holds back apart, until the dispute is over", async () => {
    const { donation } = await aPaidDonation(await aStage());
    await enter(donation, "dispute", "disputed");
    expect(await receiptOf(donation)).toMatchObject({ disputedMinor: 50_000, refundedMinor: 0, standsMinor: 0 });
    await setStatus(donation, "refunded");
    expect(await receiptOf(donation)).toMatchObject({ disputedMinor: 0, refundedMinor: 50_000, standsMinor: 0 });
    await enter(donation, "dispute_won", "confirmed");
    expect(await receiptOf(donation)).toMatchObject({ disputedMinor: 0, refundedMinor: 0, standsMinor: 50_000 });
  });

  test("knows no name of somebody erased", async () => {
    const { donation, donor } = await aPaidDonation(await aStage());
    await db.update(people).set({ email: null, erasedAt: NOON }).where(eq(people.id, donor.personId));
    expect(await receiptOf(donation)).toMatchObject({ donorName: null, givenMinor: 50_000 });
  });
});

describe("a donor without a book", () => {
  test("hears when their donation is taken back for another check, and when it is refused then", async () => {
    const stage = await aStage();
    const { donor, code } = await aPaidDonation(stage);
    await undoConfirmation(stage.treasurer, { code, reason: "Не той переказ" }, NOON);
    expect(await toldTo(donor)).toEqual(["claim_reopened_to_check", "donation_confirmed"]);
    await rejectProof(stage.treasurer, { code, reason: "Такого переказу немає" }, NOON);
    expect((await toldTo(donor))[0]).toBe("claim_rejected");
  });

  test("hears it of money whose book had gone, too", async () => {
    const stage = await aStage();
    const { claimant, code } = await lateMoney(stage);
    await undoConfirmation(stage.treasurer, { code, reason: "Не той переказ" }, LATER);
    expect(await toldTo(claimant)).toEqual([
      "claim_reopened_to_check",
      "donation_without_book",
      "claim_expired",
      "claim_held",
    ]);
  });
});

describe("the name in the list of donors", () => {
  const nameOf = async ({ donationId }: DonationRef) =>
    (await db.select({ name: donations.publicName }).from(donations).where(eq(donations.id, donationId)))[0]?.name;

  test("is the donor's to set, change and remove, with a book and without", async () => {
    const stage = await aStage();
    const claim = await aPaidClaim(stage);
    const plain = await aPaidDonation(stage);
    for (const [donor, donation] of [
      [claim.claimant, claim.donation],
      [plain.donor, plain.donation],
    ] as const) {
      expect(await nameOf(donation)).toBeNull();
      expect(await setPublicName(donor, donation, " Олена ")).toEqual({ campaignId: stage.campaign.id });
      expect(await nameOf(donation)).toBe("Олена");
      await setPublicName(donor, donation, null);
      expect(await nameOf(donation)).toBeNull();
    }
  });

  test("is nobody else's to set, not even the treasurer's", async () => {
    const stage = await aStage();
    const { donation } = await aPaidDonation(stage);
    for (const other of [stage.treasurer, await aMember(stage.communityId), (await aStage()).treasurer])
      await expect(setPublicName(other, donation, "Хтось")).rejects.toMatchObject({ code: "donations.notFound" });
    expect(await nameOf(donation)).toBeNull();
  });
});

const setStatus = ({ donationId }: DonationRef, status: DonationStatus) =>
  db.update(donations).set({ status }).where(eq(donations.id, donationId));

/** A row of the ledger as the card's provider would bring it. */
async function enter(ref: DonationRef, kind: EntryKind, status: DonationStatus) {
  const [donation] = await db.select().from(donations).where(eq(donations.id, ref.donationId));
  if (!donation) throw new Error("no donation");
  const { communityId, campaignId, id: donationId, currency, pledgedMinor: amountMinor } = donation;
  const [fromAccount, toAccount] = kind === "dispute" ? (["fund", "donors"] as const) : (["donors", "fund"] as const);
  const row = { communityId, campaignId, donationId, kind, fromAccount, toAccount, amountMinor, currency };
  await db.insert(ledgerEntries).values({ ...row, externalRef: uuidv7(), at: NOON });
  await setStatus(ref, status);
}
