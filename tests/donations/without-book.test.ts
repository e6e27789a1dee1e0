import { expect, test } from "vitest";
import { cancelClaim } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { moneyOfClaim } from "@/lib/donations/of-claim";
import { pledgeDonation } from "@/lib/donations/pledge";
import { submitProof } from "@/lib/donations/proofs";
import { deskDonations } from "@/lib/donations/queries";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { campaignTotals } from "@/lib/reports/totals";
import { aCampaign, aListedBook, aMember } from "../support/factories";
import { daysAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer, expectSound, ledgerOf, statusOf, toldTo } from "./stage";

const LATER = daysAfter(NOON, 5);
type Stage = Awaited<ReturnType<typeof aStage>>;

/** Money that arrived after somebody else had taken the book. */
async function lateMoney({ campaign, treasurer }: Stage) {
  const late = await aClaim(campaign);
  const next = await aClaim(campaign, { bookId: late.bookId, now: daysAfter(NOON, 4) });
  await confirmTransfer(treasurer, aTransfer(late.code), LATER);
  return { late, next };
}

const listed = async (actor: PersonActor, campaignId: string) =>
  (await deskDonations(actor, campaignId, { state: "without_book", q: undefined, limit: 24 }, LATER)).items.map(
    ({ code }) => code,
  );

test("late money takes the book again while it is free", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { ref, code } = await aClaim(campaign);
  await expireOverdueClaims(daysAfter(NOON, 4));
  await confirmTransfer(treasurer, aTransfer(code), LATER);
  expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  expect(await listed(treasurer, campaign.id)).toEqual([]);
  await expectSound(communityId);
});

test("money whose book had gone counts, is told to its donor, and waits in a list for a person", async () => {
  const stage = await aStage();
  const { late, next } = await lateMoney(stage);
  expect(await statusOf(late.ref)).toEqual({ claim: "expired", donation: "confirmed" });
  expect(await statusOf(next.ref)).toEqual({ claim: "held", donation: null });
  expect((await toldTo(late.claimant))[0]).toBe("donation_without_book");
  expect(await listed(stage.organizer, stage.campaign.id)).toEqual([late.code]);
  expect(await campaignTotals(stage.communityId, stage.campaign.id, LATER)).toMatchObject({
    raisedMinor: 40_000,
    booksExchanged: 0,
    booksReserved: 1,
  });
  await expectSound(stage.communityId);
});

test("money of a claim that was cancelled waits in the list as well", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, code } = await aClaim(campaign);
  await cancelClaim(claimant, ref, undefined, NOON);
  await confirmTransfer(treasurer, aTransfer(code), LATER);
  expect(await statusOf(ref)).toEqual({ claim: "cancelled", donation: "confirmed" });
  expect(await listed(treasurer, campaign.id)).toEqual([code]);
  await expectSound(communityId);
});

test("kept, it leaves the list and stays in the sum", async () => {
  const stage = await aStage();
  const { late } = await lateMoney(stage);
  const decision = { code: late.code, decision: "keep" } as const;
  await decideWithoutBook(stage.treasurer, decision, LATER);
  expect(await decideWithoutBook(stage.organizer, decision, LATER)).toMatchObject({ donation: { decision: "keep" } });
  expect(await listed(stage.treasurer, stage.campaign.id)).toEqual([]);
  expect(await ledgerOf(stage.communityId)).toHaveLength(1);
  await expectSound(stage.communityId);
});

test("refunded, it is taken out of the sum by a new row, once", async () => {
  const stage = await aStage();
  const { late } = await lateMoney(stage);
  const decision = { code: late.code, decision: "refund", reason: "Повернули на картку" } as const;
  await decideWithoutBook(stage.organizer, decision, LATER);
  await decideWithoutBook(stage.organizer, decision, LATER);
  expect(await statusOf(late.ref)).toEqual({ claim: "expired", donation: "refunded" });
  expect(await ledgerOf(stage.communityId)).toEqual([
    { kind: "donation", from: "donors", to: "fund", amountMinor: 40_000 },
    { kind: "refund", from: "fund", to: "donors", amountMinor: 40_000 },
  ]);
  expect(await campaignTotals(stage.communityId, stage.campaign.id, LATER)).toMatchObject({
    raisedMinor: 0,
    donations: 0,
  });
  await expect(submitProof(late.claimant, late.ref, { receipt: "1" }, LATER)).rejects.toMatchObject({
    code: "donations.notAllowedNow",
  });
  // the transfer did come in: its reference stays used, and entering it again changes nothing
  await confirmTransfer(stage.treasurer, aTransfer(late.code), LATER);
  expect(await ledgerOf(stage.communityId)).toHaveLength(2);
  await expectSound(stage.communityId);
});

test("another free book is the donor's at once, and its giver hears of it", async () => {
  const stage = await aStage();
  const { late } = await lateMoney(stage);
  const giver = await aMember(stage.communityId);
  const book = await aListedBook(stage.campaign, { giverId: giver.personId });
  const decision = { code: late.code, decision: "other_book", bookId: book.id } as const;
  const given = await decideWithoutBook(stage.organizer, decision, LATER);
  expect(given).toMatchObject({
    hasBook: true,
    claim: { bookId: book.id, status: "confirmed", claimantId: late.claimant.personId, pledgeMinor: 40_000 },
    donation: { status: "confirmed", decision: "other_book", claimId: given.claim?.id ?? "", code: late.code },
  });
  const again = await decideWithoutBook(stage.organizer, decision, LATER);
  expect(again.claim?.id).toBe(given.claim?.id ?? "");
  expect(await listed(stage.treasurer, stage.campaign.id)).toEqual([]);
  expect((await toldTo(late.claimant))[0]).toBe("claim_confirmed");
  expect(await toldTo(giver)).toEqual(["book_found_reader"]);
  expect(await moneyOfClaim({ communityId: stage.communityId, claimId: late.claim.id })).toMatchObject({
    otherClaimId: given.claim?.id ?? "",
  });
  expect(await moneyOfClaim({ communityId: stage.communityId, claimId: given.claim?.id ?? "" })).toMatchObject({
    receivedMinor: 40_000,
  });
  expect(await campaignTotals(stage.communityId, stage.campaign.id, LATER)).toMatchObject({ booksExchanged: 1 });
  await expectSound(stage.communityId);

  // both codes pay for the one book now
  await undoConfirmation(stage.treasurer, { code: late.code, reason: "Перевіряємо" }, LATER);
  expect(await statusOf({ communityId: stage.communityId, claimId: given.claim?.id ?? "" })).toMatchObject({
    claim: "reported",
  });
  await confirmTransfer(stage.treasurer, aTransfer(given.claim?.code ?? "", 40_000, "NEW"), LATER);
  expect(await ledgerOf(stage.communityId)).toHaveLength(3);
  await expectSound(stage.communityId);
});

test("a book that is taken, the donor's own, of another campaign or of another community is not given", async () => {
  const stage = await aStage();
  const { late, next } = await lateMoney(stage);
  const give = (bookId?: string) =>
    decideWithoutBook(stage.organizer, { code: late.code, decision: "other_book", bookId }, LATER).catch(
      (error) => error.code,
    );
  expect(await give()).toBe("donations.bookNeeded");
  expect(await give(next.bookId)).toBe("claims.bookTaken");
  expect(await give((await aListedBook(stage.campaign, { giverId: late.claimant.personId })).id)).toBe(
    "claims.ownBook",
  );
  expect(await give((await aListedBook(stage.campaign, { status: "withdrawn" })).id)).toBe("catalog.notListed");
  expect(await give((await aListedBook(await aCampaign(stage.communityId))).id)).toBe("catalog.notFound");
  expect(await give((await aListedBook((await aStage()).campaign)).id)).toBe("catalog.notFound");
  expect(await listed(stage.treasurer, stage.campaign.id)).toEqual([late.code]);
});

test("there is nothing to decide while the money has a book, or has not come", async () => {
  const { campaign, treasurer } = await aStage();
  const { claimant, ref, code } = await aClaim(campaign);
  const keep = () => decideWithoutBook(treasurer, { code, decision: "keep" }, LATER).catch((error) => error.code);
  expect(await keep()).toBe("donations.hasBook");
  await cancelClaim(claimant, ref, undefined, NOON);
  expect(await keep()).toBe("donations.notAllowedNow");
});

test("members, donors and another community's staff decide nothing", async () => {
  const stage = await aStage();
  const { late } = await lateMoney(stage);
  const keep = { code: late.code, decision: "keep" } as const;
  for (const actor of [late.claimant, await aMember(stage.communityId)])
    await expect(decideWithoutBook(actor, keep, LATER)).rejects.toMatchObject({ code: "identity.notAllowed" });
  const { organizer } = await aStage();
  await expect(decideWithoutBook(organizer, keep, LATER)).rejects.toMatchObject({ code: "donations.notFound" });
});

test("a late proof that is not good is rejected, its donor hears of it, and the book stays with its reader", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const late = await aClaim(campaign);
  const next = await aClaim(campaign, { bookId: late.bookId, now: daysAfter(NOON, 4) });
  await submitProof(late.claimant, late.ref, { receipt: "1" }, LATER);
  await rejectProof(treasurer, { code: late.code, reason: "Переказу немає" }, LATER);
  expect(await statusOf(late.ref)).toEqual({ claim: "expired", donation: "failed" });
  expect((await toldTo(late.claimant))[0]).toBe("claim_rejected");
  expect(await statusOf(next.ref)).toMatchObject({ claim: "held" });
  await expectSound(communityId);
});

test("money given without a book waits for a check again when its confirmation is undone", async () => {
  const { campaign, treasurer, communityId } = await aStage();
  const donor = await aMember(communityId);
  const wish = { campaignId: campaign.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
  const { donation } = await pledgeDonation(donor, wish, NOON);
  await confirmTransfer(treasurer, aTransfer(donation.code), NOON);
  await undoConfirmation(treasurer, { code: donation.code, reason: "Не та сума" }, LATER);
  const pageOf = async (state: "reported" | undefined) =>
    (await deskDonations(treasurer, campaign.id, { state, q: undefined, limit: 24 }, LATER)).items.map(
      ({ code }) => code,
    );
  expect(await pageOf("reported")).toEqual([donation.code]);
  expect(await pageOf(undefined)).toEqual([donation.code]);
});
