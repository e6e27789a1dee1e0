import { claimByToken } from "@/lib/claims/queries";
import { donationByToken } from "@/lib/donations/pledge";
import { donationOfClaim } from "@/lib/donations/receipts";

/** Which private page a token opens: of a claim, or of a donation without one. */
export type PrivatePage = "claim" | "donation";

/** The donation that a private page shows, and the holder of its link; nothing while a claim has no money, or for no such link. */
export async function donationOfPage(page: PrivatePage, token: string) {
  if (page === "donation") {
    const found = await donationByToken(token);
    return found && { actor: found.actor, ref: found.ref };
  }
  const found = await claimByToken(token);
  const ref = found && (await donationOfClaim(found.ref));
  return found && ref && { actor: found.actor, ref };
}
