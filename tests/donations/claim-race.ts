import { cancelClaim, claimBook, receiveBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { Refusal } from "@/lib/core/refusal";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { aMember } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer } from "./stage";

const AT_ONCE = 12;

/**
 * So many claims, each with twelve random acts of people and the clock at the same moment. What is thrown beside refusals is a fault.
 */
export async function raceForClaims(claimCount: number) {
  const { communityId, campaign, organizer, treasurer } = await aStage({ maxOpenClaims: 1000 });
  const rival = await aMember(communityId);
  const faults: unknown[] = [];

  const tried = (work: Promise<unknown>) =>
    work.catch((error) => {
      if (!(error instanceof Refusal)) faults.push(error);
    });

  for (let nth = 0; nth < claimCount; nth++) {
    const { claimant, ref, code, bookId } = await aClaim(campaign);
    const wish = { bookId, amountMinor: 50_000, method: "transfer", locale: "uk" } as const;
    const reason = "Перевірка";
    const acts: ((now: Date) => Promise<unknown>)[] = [
      (now) => submitProof(claimant, ref, { receipt: "1" }, now),
      (now) => confirmTransfer(treasurer, aTransfer(code, 41_000), now),
      (now) => confirmTransfer(treasurer, aTransfer(code, 41_000), now),
      (now) => recordCash(organizer, { code, amountMinor: 42_000 }, now),
      (now) => undoConfirmation(treasurer, { code, reason }, now),
      (now) => rejectProof(treasurer, { code, reason }, now),
      (now) => cancelClaim(claimant, ref, undefined, now),
      (now) => cancelClaim(organizer, ref, reason, now),
      (now) => expireOverdueClaims(now),
      (now) => claimBook(rival, wish, now),
      (now) => decideWithoutBook(organizer, { code, decision: "keep" }, now),
      (now) => decideWithoutBook(organizer, { code, decision: "refund" }, now),
      (now) => receiveBook(claimant, ref, now),
    ];
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => {
        const act = acts[Math.floor(Math.random() * acts.length)];
        const now = Math.random() < 0.5 ? hoursAfter(NOON, 1) : daysAfter(NOON, 4); // in time, or too late
        return act && tried(act(now));
      }),
    );
  }

  return { communityId, campaignId: campaign.id, treasurer, faults };
}
