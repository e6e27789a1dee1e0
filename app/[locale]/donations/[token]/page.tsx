import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { DataLink } from "@/app/[locale]/_data/data-link";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { backOf, backPath } from "@/app/[locale]/donations/_pay/back";
import { findCampaign } from "@/lib/catalog/queries";
import { donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { formatMoney } from "@/lib/core/money";
import { moneyOfDonation } from "@/lib/donations/of-donation";
import { type DonationRef, donationByToken, findPlainDonation } from "@/lib/donations/pledge";
import { campaignTotals } from "@/lib/reports/totals";
import { Confirmed, Settled, Standing } from "./_donation/outcomes";
import { Pledged } from "./_donation/pledged";
import { STAGE_LOOK, stageOf } from "./_donation/stage";
import { askProvider } from "./ask";

export const instant = false;

type Params = PageProps<"/[locale]/donations/[token]">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const t = donationWords(await localeOf(params));
  return { title: t("pageTitle"), robots: { index: false, follow: false } };
}

/**
 * The private page of a donation without a claim, and where donors come back to from the payment page. The address is not believed:
 * the provider is asked. A claim's donation is shown on the claim's own page.
 */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const back = backOf(await searchParams);
  const found = await donationByToken(token);
  if (!found) notFound();
  if (back) await askProvider(found.ref);
  if (found.claimToken) {
    const page = `/${locale}/claims/${found.claimToken}`;
    redirect((back ? backPath(page, back) : page) as Route);
  }

  const view = await viewOf(found.ref, new Date());
  if (!view) notFound();
  const { donation, money, campaign } = view;
  const t = donationWords(locale);
  const stage = stageOf(donation, money, back?.from === "paid");
  const amount = formatMoney(money.receivedMinor ?? donation.pledgedMinor, donation.currency, locale);
  const parts = { ...view, locale, token, back };
  return (
    <Shell locale={locale} path={`/donations/${token}`} community={donation.communitySlug}>
      <Body width="text">
        <header className="stack" data-gap="2">
          <p className="muted small">{t("title")}</p>
          <h1>{t("heading", { amount })}</h1>
          <p className="row">
            <Badge {...STAGE_LOOK[stage]}>{t(`badge.${stage === "waiting" ? "processing" : stage}`)}</Badge>
            <Anchor className="small" href={`/${locale}${campaignPath(campaign)}`}>
              {t("campaign", { campaign: campaign.name })}
            </Anchor>
          </p>
        </header>
        {stage === "confirmed" && <Confirmed {...parts} />}
        {(stage === "pledged" || stage === "waiting" || stage === "processing") && <Pledged {...parts} stage={stage} />}
        {(stage === "reported" || stage === "failed") && <Standing {...parts} stage={stage} />}
        {(stage === "goingBack" || stage === "refunded" || stage === "disputed") && (
          <Settled {...parts} stage={stage} />
        )}
        <p className="muted small">{t("private")}</p>
        <DataLink locale={locale} at={{ kind: "donations", token }} />
      </Body>
    </Shell>
  );
}

async function viewOf(ref: DonationRef, now: Date) {
  const donation = await findPlainDonation(ref);
  const [money, campaign, totals] = await Promise.all([
    moneyOfDonation(ref),
    findCampaign(donation.communitySlug, donation.campaignSlug),
    campaignTotals(ref.communityId, donation.campaignId, now),
  ]);
  return campaign && { donation, money, campaign, totals };
}
