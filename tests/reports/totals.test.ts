import { expect, test } from "vitest";
import { receiveBook } from "@/lib/claims/commands";
import { recordCash } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { exportDonations } from "@/lib/reports/exports";
import { campaignTotals } from "@/lib/reports/totals";
import { aClaim, aStage, aTransfer, expectSound } from "../donations/stage";
import { aCampaign, aCommunity, aListedBook, aMember } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";

test("a campaign without books has zeros and no division by zero", async () => {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id);
  expect(await campaignTotals(id, campaign.id, NOON)).toEqual({
    booksListed: 0,
    booksAvailable: 0,
    booksReserved: 0,
    booksExchanged: 0,
    raisedMinor: 0,
    pledgedMinor: 0,
    averageMinor: 0,
    sellThrough: 0,
    donations: 0,
    donors: 0,
    currency: "UAH",
  });
});

test("books that are not shown are not counted", async () => {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id);
  for (const status of ["listed", "withdrawn", "rejected", "pending_review", "draft"] as const)
    await aListedBook(campaign, { status });
  expect(await campaignTotals(id, campaign.id, NOON)).toMatchObject({ booksListed: 1, booksAvailable: 1 });
});

test("another community's campaign is not there", async () => {
  const { id } = await aCommunity();
  const campaign = await aCampaign((await aCommunity()).id);
  await expect(campaignTotals(id, campaign.id, NOON)).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
});

/** Seven books: two exchanged, one given to its reader, one reported, one held, one whose hold ran out, one free. */
async function aBusyCampaign() {
  const stage = await aStage();
  const { campaign, treasurer, organizer } = stage;
  const paid = await aClaim(campaign, { amountMinor: 30_000 });
  await confirmTransfer(treasurer, aTransfer(paid.code, 33_000), NOON);
  const cash = await aClaim(campaign);
  await recordCash(organizer, { code: cash.code, amountMinor: 40_000 }, NOON);
  const received = await aClaim(campaign);
  await confirmTransfer(treasurer, aTransfer(received.code, 50_000), NOON);
  await receiveBook(received.claimant, received.ref, NOON);
  const reported = await aClaim(campaign, { amountMinor: 31_000 });
  await submitProof(reported.claimant, reported.ref, { receipt: "1" }, NOON);
  await aClaim(campaign, { amountMinor: 32_000, now: daysAfter(NOON, 3) });
  await aClaim(campaign, { amountMinor: 99_000, now: NOON });
  await aListedBook(campaign);
  return { ...stage, now: hoursAfter(NOON, 80) };
}

test("each book is available, reserved or exchanged; promised money is not raised; a hold that ran out is nothing", async () => {
  const { communityId, campaign, now } = await aBusyCampaign();
  expect(await campaignTotals(communityId, campaign.id, now)).toEqual({
    booksListed: 7,
    booksAvailable: 2,
    booksReserved: 2,
    booksExchanged: 3,
    raisedMinor: 123_000,
    pledgedMinor: 63_000,
    averageMinor: 41_000,
    sellThrough: 3 / 7,
    donations: 3,
    donors: 3,
    currency: "UAH",
  });
  await expectSound(communityId);
});

test("a refund goes out of the sum, and its donor out of the count", async () => {
  const { communityId, campaign, treasurer, organizer, now } = await aBusyCampaign();
  const before = await campaignTotals(communityId, campaign.id, now);
  const late = await aClaim(campaign);
  await aClaim(campaign, { bookId: late.bookId, now });
  await confirmTransfer(treasurer, aTransfer(late.code, 1_000), now);
  expect(await campaignTotals(communityId, campaign.id, now)).toMatchObject({ raisedMinor: 124_000, donors: 4 });
  await decideWithoutBook(organizer, { code: late.code, decision: "refund" }, now);
  expect(await campaignTotals(communityId, campaign.id, now)).toMatchObject({
    raisedMinor: before.raisedMinor,
    donations: before.donations,
    donors: before.donors,
  });
});

test("the export's received sums are the raised sum, and only those who may see money get it", async () => {
  const { communityId, campaign, treasurer, now } = await aBusyCampaign();
  let csv = "";
  for await (const piece of exportDonations(treasurer, campaign.id, now)) csv += piece;
  const [header = "", ...lines] = csv.trim().split("\r\n");
  expect(header.split(",").slice(0, 8)).toEqual([
    "code",
    "state",
    "donor",
    "book_code",
    "book_title",
    "method",
    "pledged",
    "received",
  ]);
  const received = lines.map((line) => Number(line.split(",")[7]));
  expect(received).toEqual([330, 400, 500, 0]);
  const { raisedMinor } = await campaignTotals(communityId, campaign.id, now);
  expect(received.reduce((sum, amount) => sum + amount, 0) * 100).toBe(raisedMinor);
  expect(csv).not.toContain("@example.org");

  const member = await aMember(communityId);
  expect(() => exportDonations(member, campaign.id, now)).toThrow("identity.notAllowed");
  const other = (await aStage()).treasurer;
  let nothing = "";
  for await (const piece of exportDonations(other, campaign.id, now)) nothing += piece;
  expect(nothing.trim().split("\r\n")).toHaveLength(1);
});
