import { expect, test } from "vitest";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignTotals } from "@/lib/reports/totals";
import { aCampaign, aMember, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer, expectSound, ledgerOf, statusOf, toldTo } from "./stage";

test("a confirmed transfer is posted to the ledger, and the book is the donor's", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, code } = await aClaim(campaign);
  await submitProof(claimant, ref, { receipt: "7F3A-11" }, NOON);
  const { parts } = await confirmTransfer(treasurer, aTransfer(code), hoursAfter(NOON, 1));

  expect(parts).toMatchObject([{ hasBook: true, donation: { status: "confirmed", method: "transfer" } }]);
  expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  expect(await ledgerOf(communityId)).toEqual([{ kind: "donation", from: "donors", to: "fund", amountMinor: 40_000 }]);
  expect((await toldTo(claimant)).slice(0, 2)).toEqual(["claim_confirmed", "claim_reported"]);
  await expectSound(communityId);
});

test("money that came without a proof is confirmed as well, more or less than promised", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { ref, code } = await aClaim(campaign, { amountMinor: 40_000 });
  await confirmTransfer(treasurer, aTransfer(code, 39_001), hoursAfter(NOON, 1));
  expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  expect(await campaignTotals(communityId, campaign.id, NOON)).toMatchObject({
    raisedMinor: 39_001,
    pledgedMinor: 0,
    booksExchanged: 1,
    donations: 1,
  });
});

test("one transfer settles several claims, each with its part", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const claims = [await aClaim(campaign), await aClaim(campaign), await aClaim(campaign)];
  const parts = claims.map(({ code }, nth) => ({ code, amountMinor: 30_000 + nth }));
  const { transfer } = await confirmTransfer(treasurer, { reference: "m 77", amountMinor: 90_003, parts }, NOON);
  expect(transfer).toMatchObject({ reference: "M77", amountMinor: 90_003, voidedAt: null });
  expect(await campaignTotals(communityId, campaign.id, NOON)).toMatchObject({
    raisedMinor: 90_003,
    booksExchanged: 3,
  });
  await expectSound(communityId);
});

test("parts that do not add up are refused, and nothing is kept of them", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { ref, code } = await aClaim(campaign);
  const other = await aClaim(campaign);
  const parts = [
    { code, amountMinor: 30_000 },
    { code: other.code, amountMinor: 9_999 },
  ];
  await expect(confirmTransfer(treasurer, { reference: "M1", amountMinor: 40_000, parts }, NOON)).rejects.toMatchObject(
    {
      code: "donations.sumMismatch",
    },
  );
  await expect(
    confirmTransfer(treasurer, { reference: "M1", amountMinor: 40_000, parts: [] }, NOON),
  ).rejects.toMatchObject({ code: "donations.sumMismatch" });
  expect(await statusOf(ref)).toEqual({ claim: "held", donation: null });
  expect(await ledgerOf(communityId)).toEqual([]);
});

test("the same transfer again answers the same, however its reference and code are typed", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { code } = await aClaim(campaign);
  const first = await confirmTransfer(treasurer, aTransfer(code, 40_000, "A–12 b"), NOON);
  const again = await confirmTransfer(
    await aTreasurer(communityId),
    aTransfer(code.toLowerCase().replace("bk-", " "), 40_000, "a-12B "),
    hoursAfter(NOON, 2),
  );
  expect(again.transfer).toEqual(first.transfer);
  expect(again.parts[0]?.donation).toEqual(first.parts[0]?.donation);
  expect(await ledgerOf(communityId)).toHaveLength(1);
});

test("a reference that counts for another donation, or for another amount, is refused with the code it counts for", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const [one, two] = [await aClaim(campaign), await aClaim(campaign)];
  await confirmTransfer(treasurer, aTransfer(one.code, 40_000, "REF"), NOON);
  for (const attempt of [aTransfer(two.code, 40_000, "ref"), aTransfer(one.code, 40_001, "REF")])
    await expect(confirmTransfer(treasurer, attempt, NOON)).rejects.toMatchObject({
      code: "donations.referenceUsed",
      values: { code: one.code },
    });
  expect(await statusOf(two.ref)).toEqual({ claim: "held", donation: null });
  expect(await ledgerOf(communityId)).toHaveLength(1);
});

test("a donation that is confirmed is not confirmed by a second reference", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { code } = await aClaim(campaign);
  await confirmTransfer(treasurer, aTransfer(code, 40_000, "R1"), NOON);
  await expect(confirmTransfer(treasurer, aTransfer(code, 40_000, "R2"), NOON)).rejects.toMatchObject({
    code: "donations.alreadyConfirmed",
    values: { code },
  });
  expect(await ledgerOf(communityId)).toHaveLength(1);
});

test("bad input is refused in words: no reference, no such code, a code twice, an amount out of reach", async () => {
  const { campaign, treasurer } = await aStage();
  const { code } = await aClaim(campaign);
  const refusalOf = (input: Parameters<typeof confirmTransfer>[1]) =>
    confirmTransfer(treasurer, input, NOON).catch((error) => error.code);
  expect(await refusalOf(aTransfer(code, 40_000, " \u200b "))).toBe("donations.referenceNeeded");
  expect(await refusalOf(aTransfer(code, 40_000, "9".repeat(101)))).toBe("donations.referenceNeeded");
  expect(await refusalOf(aTransfer("BK-22222"))).toBe("donations.notFound");
  expect(await refusalOf(aTransfer("nonsense"))).toBe("donations.notFound");
  expect(await refusalOf(aTransfer(code, 0))).toBe("donations.amountNeeded");
  expect(await refusalOf(aTransfer(code, 0.5))).toBe("donations.amountNeeded");
  expect(await refusalOf(aTransfer(code, -40_000))).toBe("donations.amountNeeded");
  expect(await refusalOf(aTransfer(code, 1_000_000_001))).toBe("donations.amountTooLarge");
  const twice = [
    { code, amountMinor: 1 },
    { code: code.toLowerCase(), amountMinor: 1 },
  ];
  expect(await refusalOf({ reference: "R", amountMinor: 2, parts: twice })).toBe("donations.codeTwice");
});

test("one transfer does not count for two campaigns", async () => {
  const { campaign, communityId, treasurer } = await aStage();
  const second = await aCampaign(communityId);
  const parts = [await aClaim(campaign), await aClaim(second)].map(({ code }) => ({ code, amountMinor: 40_000 }));
  await expect(confirmTransfer(treasurer, { reference: "R", amountMinor: 80_000, parts }, NOON)).rejects.toMatchObject({
    code: "donations.severalCampaigns",
  });
});

test("only a treasurer of this community confirms, rejects and undoes transfers", async () => {
  const { communityId, campaign, organizer, treasurer } = await aStage();
  const { claimant, code } = await aClaim(campaign);
  const stranger = (await aStage()).treasurer;
  const member = await aMember(communityId);
  const why = { code, reason: "Не той переказ" };
  for (const actor of [claimant, member, organizer]) {
    await expect(confirmTransfer(actor, aTransfer(code), NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(rejectProof(actor, why, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
  }
  await expect(confirmTransfer(stranger, aTransfer(code), NOON)).rejects.toMatchObject({ code: "donations.notFound" });
  await expect(rejectProof(stranger, why, NOON)).rejects.toMatchObject({ code: "donations.notFound" });
  await confirmTransfer(treasurer, aTransfer(code), NOON);
  await expect(undoConfirmation(organizer, why, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
  await expect(undoConfirmation(member, why, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
  await expect(undoConfirmation(stranger, why, NOON)).rejects.toMatchObject({ code: "donations.notFound" });
});

test("a confirmation is undone by a new row, once, and its reference may be entered again", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, code } = await aClaim(campaign);
  await confirmTransfer(treasurer, aTransfer(code, 40_000, "REF"), NOON);
  const reason = "Це переказ за іншу книгу";
  const undone = await undoConfirmation(treasurer, { code, reason }, hoursAfter(NOON, 1));
  expect(undone).toMatchObject({ hasBook: true, donation: { status: "reported" } });
  expect(await undoConfirmation(treasurer, { code, reason }, hoursAfter(NOON, 1))).toMatchObject({ hasBook: true });
  expect(await statusOf(ref)).toEqual({ claim: "reported", donation: "reported" });
  expect(await ledgerOf(communityId)).toEqual([
    { kind: "donation", from: "donors", to: "fund", amountMinor: 40_000 },
    { kind: "undo", from: "fund", to: "donors", amountMinor: 40_000 },
  ]);
  expect((await toldTo(claimant))[0]).toBe("claim_reopened_to_check");
  expect(await campaignTotals(communityId, campaign.id, NOON)).toMatchObject({ raisedMinor: 0, pledgedMinor: 40_000 });

  await confirmTransfer(treasurer, aTransfer(code, 41_000, "REF"), hoursAfter(NOON, 2));
  expect(await campaignTotals(communityId, campaign.id, NOON)).toMatchObject({ raisedMinor: 41_000, pledgedMinor: 0 });
  await expectSound(communityId);
});

test("of a transfer with one part undone the rest still stands, and the part can be given to the right code", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const [one, two, three] = [await aClaim(campaign), await aClaim(campaign), await aClaim(campaign)];
  const order = (first: string, second: string) => ({
    reference: "REF",
    amountMinor: 70_000,
    parts: [
      { code: first, amountMinor: 30_000 },
      { code: second, amountMinor: 40_000 },
    ],
  });
  const { transfer } = await confirmTransfer(treasurer, order(one.code, two.code), NOON);
  await undoConfirmation(treasurer, { code: two.code, reason: "Інший код" }, NOON);
  await expectSound(communityId);
  const again = await confirmTransfer(treasurer, order(one.code, three.code), NOON);
  expect(again.transfer.id).toBe(transfer.id);
  expect(await statusOf(three.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  expect(await statusOf(two.ref)).toEqual({ claim: "reported", donation: "reported" });
  expect(await campaignTotals(communityId, campaign.id, NOON)).toMatchObject({ raisedMinor: 70_000 });
  await expectSound(communityId);
});

test("a rejected proof frees the book, with a reason; the bank's word still brings it back", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, code } = await aClaim(campaign);
  await expect(rejectProof(treasurer, { code, reason: "Порожньо" }, NOON)).rejects.toMatchObject({
    code: "donations.notAllowedNow",
  });
  await submitProof(claimant, ref, { receipt: "1" }, NOON);
  await expect(rejectProof(treasurer, { code, reason: "  " }, NOON)).rejects.toMatchObject({
    code: "donations.reasonNeeded",
  });
  const reason = "На знімку інша сума";
  await rejectProof(treasurer, { code, reason }, NOON);
  expect(await rejectProof(treasurer, { code, reason }, NOON)).toMatchObject({ hasBook: false });
  expect(await statusOf(ref)).toEqual({ claim: "rejected", donation: "failed" });
  expect((await toldTo(claimant)).filter((kind) => kind === "claim_rejected")).toHaveLength(1);

  await confirmTransfer(treasurer, aTransfer(code), daysAfter(NOON, 1));
  expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  await expectSound(communityId);
});

test("cash is entered by an organizer, once, where the campaign takes it", async () => {
  const { communityId, campaign, organizer, treasurer } = await aStage();
  const { claimant, ref, code } = await aClaim(campaign);
  for (const actor of [claimant, treasurer])
    await expect(recordCash(actor, { code, amountMinor: 40_000 }, NOON)).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
  await recordCash(organizer, { code, amountMinor: 35_000, note: "Передано в касу" }, NOON);
  await recordCash(organizer, { code, amountMinor: 35_000, note: "Передано в касу" }, NOON);
  expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  expect(await ledgerOf(communityId)).toHaveLength(1);
  for (const again of [
    () => recordCash(organizer, { code, amountMinor: 36_000 }, NOON),
    () => confirmTransfer(treasurer, aTransfer(code, 35_000), NOON),
  ])
    await expect(again()).rejects.toMatchObject({ code: "donations.alreadyConfirmed" });

  await undoConfirmation(organizer, { code, reason: "Помилка в сумі" }, NOON);
  await recordCash(organizer, { code, amountMinor: 36_000 }, NOON);
  expect(await campaignTotals(communityId, campaign.id, NOON)).toMatchObject({ raisedMinor: 36_000 });
  await expectSound(communityId);
});

test("where the campaign takes no cash, none is entered", async () => {
  const { campaign, organizer } = await aStage({ allowsCash: false });
  const { code } = await aClaim(campaign);
  await expect(recordCash(organizer, { code, amountMinor: 40_000 }, NOON)).rejects.toMatchObject({
    code: "donations.cashNotAllowed",
  });
});
