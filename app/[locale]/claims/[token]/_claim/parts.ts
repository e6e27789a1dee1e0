import type { ClaimView } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import type { MoneyOfClaim } from "@/lib/donations/of-claim";

/** What each part of the page is made from. */
export type PartProps = { locale: Locale; token: string; claim: ClaimView; money: MoneyOfClaim };
