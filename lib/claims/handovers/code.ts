import { keyedHash } from "@/lib/identity/secrets";

/** The four digits a taker says when the book changes hands: the same for the same claim, stored nowhere. */
export function takerCode(communityId: string, claimId: string): string {
  const drawn = Number.parseInt(keyedHash("handover", `${communityId}:${claimId}`).slice(0, 12), 16);
  return String(drawn % 10_000).padStart(4, "0");
}
