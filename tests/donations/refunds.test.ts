import { describe, expect, test } from "vitest";
import { receiveBook } from "@/lib/claims/commands";
import { recordCash, undoConfirmation } from "@/lib/donations/commands";
import { readCursor } from "@/lib/donations/cursor";
import type { DeskState } from "@/lib/donations/input";
import { deskDonations, findDonation } from "@/lib/donations/queries";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignTotals } from "@/lib/reports/totals";
import { aTreasurer } from "../support/factories";
import { hoursAfter, minutesAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer, expectSound, ledgerOf, statusOf, toldTo } from "./stage";

type Stage = Awaited<ReturnType<typeof aStage>>;

async function aPaidClaim({ campaign, treasurer }: Stage, amountMinor = 40_000) {
  const claim = await aClaim(campaign, { amountMinor });
  await confirmTransfer(treasurer, aTransfer(claim.code, amountMinor), NOON);
  return claim;
}
const later = hoursAfter(NOON, 1);
const back = ({ treasurer }: Pick<Stage, "treasurer">, code: string, more: object = {}, now = later) =>
  refundDonation(treasurer, { code, reason: "Донор передумав", ...more }, now);
const codesIn = async ({ campaign, treasurer }: Stage, state: DeskState, now = later) => {
  const { items } = await deskDonations(treasurer, campaign.id, { state, q: undefined, limit: 20 }, now);
  return items.map(({ code }) => code);
};

describe("money sent back by a person", () => {
  test("is recorded at once: the ledger gets a row of who, when and why, the book is free, the donor is told", async () => {
    const stage = await aStage();
    const { communityId, campaign, treasurer } = stage;
    const paid = await aPaidClaim(stage);
    await back(stage, paid.code);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    expect(await ledgerOf(communityId)).toEqual([
      { kind: "donation", from: "donors", to: "fund", amountMinor: 40_000 },
      { kind: "refund", from: "fund", to: "donors", amountMinor: 40_000 },
    ]);
    expect(await findDonation(treasurer, paid.code, later)).toMatchObject({
      standingMinor: 0,
      refundableMinor: 0,
      confirmation: { amountMinor: 40_000, account: "fund" },
      refunds: [{ status: "done", cause: "person", reason: "Донор передумав", at: later }],
    });
    expect(await campaignTotals(communityId, campaign.id, later)).toMatchObject({ raisedMinor: 0, booksAvailable: 1 });
    expect((await toldTo(paid.claimant)).filter((kind) => kind.includes("refund"))).toHaveLength(1);
    await expectSound(communityId);
  });

  test("in parts leaves the rest and the book, and the book that was handed over stays handed over", async () => {
    const stage = await aStage();
    const { communityId, campaign } = stage;
    const paid = await aPaidClaim(stage);
    await receiveBook(paid.claimant, paid.ref, NOON);
    await back(stage, paid.code, { amountMinor: 1 });
    expect(await campaignTotals(communityId, campaign.id, later)).toMatchObject({ raisedMinor: 39_999 });
    await back(stage, paid.code, { seenMinor: 39_999 });
    expect(await statusOf(paid.ref)).toEqual({ claim: "fulfilled", donation: "refunded" });
    await expectSound(communityId);
  });

  test("of cash is the same, and what was refunded cannot be undone as well", async () => {
    const stage = await aStage();
    const { communityId, campaign, organizer, treasurer } = stage;
    const claim = await aClaim(campaign);
    await recordCash(organizer, { code: claim.code, amountMinor: 40_000 }, NOON);
    await back(stage, claim.code, { amountMinor: 10_000 });
    await expect(undoConfirmation(treasurer, { code: claim.code, reason: "Помилка" }, later)).rejects.toMatchObject({
      code: "donations.refundInstead",
    });
    await expectSound(communityId);
  });

  test("is refused without permission, reason, money, or with too much of it, and then nothing has changed", async () => {
    const stage = await aStage();
    const { communityId, campaign, organizer } = stage;
    const paid = await aPaidClaim(stage);
    const unpaid = await aClaim(campaign);
    const stranger = (await aStage()).treasurer;
    const tries: [() => Promise<unknown>, string][] = [
      [() => back({ treasurer: organizer }, paid.code), "identity.notAllowed"],
      [() => back({ treasurer: stranger }, paid.code), "donations.notFound"],
      [() => back(stage, "BK-22222"), "donations.notFound"],
      [() => back(stage, unpaid.code), "donations.notAllowedNow"],
      [() => back(stage, paid.code, { reason: " " }), "donations.reasonNeeded"],
      [() => back(stage, paid.code, { amountMinor: 40_001 }), "donations.refundTooLarge"],
      [() => back(stage, paid.code, { amountMinor: -1 }), "donations.amountNeeded"],
      [() => back(stage, paid.code, { amountMinor: 0.5 }), "donations.amountNeeded"],
      [() => back(stage, paid.code, { amountMinor: 1e15 }), "donations.amountTooLarge"],
      [() => back(stage, paid.code, { seenMinor: 39_999 }), "donations.changedMeanwhile"],
    ];
    for (const [attempt, code] of tries) await expect(attempt()).rejects.toMatchObject({ code });
    expect((await ledgerOf(communityId)).map(({ kind }) => kind)).toEqual(["donation"]);
    await expectSound(communityId);
  });

  test("by several treasurers and clicks at once goes back as often as there is money, and never twice for one click", async () => {
    const stage = await aStage();
    const { communityId } = stage;
    const people = [stage.treasurer, await aTreasurer(communityId), await aTreasurer(communityId)];
    const all = await aPaidClaim(stage);
    const whole = await Promise.allSettled(people.map((treasurer) => back({ treasurer }, all.code)));
    expect(whole.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const part = await aPaidClaim(stage);
    const more = { amountMinor: 10_000, seenMinor: 40_000 };
    const clicks = await Promise.allSettled(
      [...people, ...people].map((treasurer) => back({ treasurer }, part.code, more)),
    );
    expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await findDonation(stage.treasurer, part.code, later))?.standingMinor).toBe(30_000);
    await expectSound(communityId);
  });
});

test("the desk lists what went back by the latest refund, in whole and in part, page by page", async () => {
  const stage = await aStage();
  const { campaign, treasurer } = stage;
  const [whole, part, untouched] = [await aPaidClaim(stage), await aPaidClaim(stage), await aPaidClaim(stage)];
  await back(stage, part.code, { amountMinor: 5_000 }, minutesAfter(NOON, 1));
  await back(stage, whole.code, {}, minutesAfter(NOON, 2));
  expect(await codesIn(stage, "with_refund")).toEqual([whole.code, part.code]);
  await back(stage, part.code, { amountMinor: 5_000 }, minutesAfter(NOON, 3));
  expect(await codesIn(stage, "with_refund")).toEqual([part.code, whole.code]);
  expect(await codesIn(stage, "refunded")).toEqual([whole.code]);
  expect(await codesIn(stage, "refund_failed")).toEqual([]);
  expect(await codesIn(stage, "confirmed")).not.toContain(whole.code);
  expect(await codesIn(stage, "confirmed")).toContain(untouched.code);

  const ask = { state: "with_refund" as const, q: undefined, limit: 1 };
  const first = await deskDonations(treasurer, campaign.id, ask, later);
  const after = readCursor(first.nextCursor ?? "");
  const second = await deskDonations(treasurer, campaign.id, { ...ask, after }, later);
  expect([...first.items, ...second.items].map(({ code }) => code)).toEqual([part.code, whole.code]);
  expect(second.nextCursor).toBeNull();
  const found = await deskDonations(treasurer, campaign.id, { ...ask, q: whole.code, limit: 5 }, later);
  expect(found.items.map(({ code }) => code)).toEqual([whole.code]);
});
