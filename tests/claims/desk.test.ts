import { expect, test } from "vitest";
import { claimBook } from "@/lib/claims/commands";
import { listClaimsOfBook, listHoldsEnding, listOpenHolds } from "@/lib/claims/desk";
import { listHandovers } from "@/lib/claims/handovers/queries";
import { confirmTransfer } from "@/lib/donations/transfers";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aTreasurer } from "@/tests/support/factories";
import { daysAfter, NOON } from "@/tests/support/times";

async function aHold() {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id);
  const [book, reader, organizer] = [await aListedBook(campaign), await aMember(id), await anOrganizer(id)];
  const order = { bookId: book.id, amountMinor: 30_000, method: "transfer", locale: "uk" } as const;
  const { claim } = await claimBook(reader, order, NOON);
  return { campaign, book, reader, organizer, claim };
}

test("organizers see which full holds end in time, and not those that have ended", async () => {
  const { campaign, organizer, claim } = await aHold();
  const codes = async (until: Date, now: Date) =>
    (await listHoldsEnding(organizer, campaign.id, until, now)).map(({ code }) => code);
  expect(await codes(daysAfter(NOON, 4), NOON)).toEqual([claim.code]);
  expect(await codes(daysAfter(NOON, 1), NOON)).toEqual([]);
  expect(await codes(daysAfter(NOON, 5), daysAfter(NOON, 4))).toEqual([]);
  expect(await listOpenHolds(organizer, campaign.id, daysAfter(NOON, 4))).toEqual([]);
});

test("the two who hand a book over are named with their contacts, from the day the money came", async () => {
  const { book, campaign, reader, organizer, claim } = await aHold();
  const treasurer = await aTreasurer(campaign.communityId);
  const part = { code: claim.code, amountMinor: 30_000 };
  const paidAt = daysAfter(NOON, 1);
  await confirmTransfer(treasurer, { reference: "M-1", amountMinor: 30_000, parts: [part] }, paidAt);

  const [handover] = await listHandovers(organizer, campaign.id, paidAt);
  expect(handover).toMatchObject({ taker: { email: reader.email }, openedAt: paidAt });
  expect(handover?.giver.email).toMatch(/@example\.org$/);
  expect(await listClaimsOfBook(organizer, book.id)).toMatchObject([{ code: claim.code, status: "confirmed" }]);
});

test("contacts are for organizers of the community alone", async () => {
  const { book, campaign, reader } = await aHold();
  const stranger = await anOrganizer((await aCommunity()).id);
  await expect(listHandovers(reader, campaign.id)).rejects.toMatchObject({ code: "identity.notAllowed" });
  await expect(listOpenHolds(reader, campaign.id, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
  expect(await listHandovers(stranger, campaign.id)).toEqual([]);
  expect(await listClaimsOfBook(stranger, book.id)).toEqual([]);
  expect(await listOpenHolds(stranger, campaign.id, NOON)).toEqual([]);
});
