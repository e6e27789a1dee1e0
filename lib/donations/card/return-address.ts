import type { PaymentAttempt } from "@/db/schema";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { linkToken } from "@/lib/identity/links";

/** Where the donor comes back to: the donation's own private page, which finds the claim's. Derived, so that no secret is stored. */
export function returnAddress(
  { communityId, donationId }: Pick<PaymentAttempt, "communityId" | "donationId">,
  locale: Locale,
  came: "paid" | "left",
): string {
  const token = linkToken("donation", communityId, donationId);
  return `${env.APP_URL.replace(/\/+$/, "")}/${locale}/donations/${token}?from=${came}`;
}
