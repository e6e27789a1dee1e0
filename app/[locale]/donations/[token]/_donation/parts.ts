import type { Back } from "@/app/[locale]/donations/_pay/back";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import type { MoneyOfDonation } from "@/lib/donations/of-donation";
import type { PlainDonationView } from "@/lib/donations/pledge";
import type { CampaignTotals } from "@/lib/reports/totals";

/** What each part of the page is made from. */
export type PartProps = {
  locale: Locale;
  token: string;
  donation: PlainDonationView;
  money: MoneyOfDonation;
  campaign: PublicCampaign;
  totals: CampaignTotals;
  back: Back | undefined;
};
