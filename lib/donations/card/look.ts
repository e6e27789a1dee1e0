import type { AttemptStatus } from "@/db/schema";
import type { DonationOutcome } from "../moves";
import type { DonationRef } from "../pledge";
import { lastPayment } from "./attempts";
import { ProviderFault } from "./fault";
import { fulfil } from "./fulfil";

const AGAIN_MS = 2_000;
const KEPT_MAX = 1_000;
const asked = new Map<string, { atMs: number; answer: Promise<DonationOutcome | undefined> }>();

/** Besides those by which money can come, one that we believe has run out: the donor who comes back from it may know better. */
const ASKED: AttemptStatus[] = ["created", "open", "processing", "expired"];

/**
 * Asks the provider how a donation's card payment stands, for the donor who looks at its page; nothing when it is decided already.
 * Whoever looks again within two seconds gets the same answer. The provider's silence is no answer and no fault.
 */
export async function lookAtPayment({ communityId, donationId }: DonationRef): Promise<DonationOutcome | undefined> {
  const attempt = await lastPayment(communityId, donationId);
  if (!attempt || !ASKED.includes(attempt.status)) return undefined;
  const atMs = performance.now();
  const last = asked.get(attempt.id);
  if (last && atMs - last.atMs < AGAIN_MS) return last.answer;
  if (asked.size >= KEPT_MAX) asked.clear();
  const answer = ask(communityId, attempt.id);
  asked.set(attempt.id, { atMs, answer });
  return answer;
}

async function ask(communityId: string, attemptId: string): Promise<DonationOutcome | undefined> {
  try {
    return (await fulfil({ communityId, attemptId }))?.outcome;
  } catch (error) {
    if (error instanceof ProviderFault) return undefined;
    throw error;
  }
}
