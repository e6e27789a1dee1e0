import { Crumbs, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { MoreLink } from "@/app/_ui/more-link";
import { Body, Shell } from "@/app/_ui/shell";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { donorsWords } from "@/lib/core/i18n/messages/donors";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { countUnnamedDonors, listDonors } from "@/lib/reports/donors";
import { campaignPath, donorsPath } from "../../_catalog/paths";

type DonorListProps = { locale: Locale; campaign: PublicCampaign; from: number };

/** A part of the list of donors, from a place in it on. How many gave without a name stands at its end. */
export async function DonorList({ locale, campaign, from }: DonorListProps) {
  const { communityId, id: campaignId } = campaign;
  const [{ names, next }, unnamed] = await Promise.all([
    listDonors(communityId, campaignId, { from }),
    countUnnamedDonors(communityId, campaignId),
  ]);
  const t = donorsWords(locale);
  const home = `/${locale}${donorsPath(campaign)}`;
  return (
    <Shell locale={locale} path={placeOf(campaign, from)} community={campaign.communitySlug}>
      <Body width="text">
        <header className="stack" data-gap="3">
          <Crumbs
            label={siteWords(locale)("crumbs")}
            items={[{ name: campaign.name, href: `/${locale}${campaignPath(campaign)}` }]}
          />
          <h1>{t("heading")}</h1>
          {names.length > 0 && <p className="muted">{t("lead")}</p>}
        </header>
        {names.length > 0 ? (
          <>
            <ul className="donor-names">
              {names.map((name, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two people may be called the same, and the list never moves
                <li key={place}>{name}</li>
              ))}
            </ul>
            {next !== null && <MoreLink href={`/${locale}${placeOf(campaign, next)}`}>{t("more")}</MoreLink>}
            {next === null && unnamed > 0 && <p>{t("unnamed", { count: unnamed })}</p>}
          </>
        ) : from > 0 ? null : (
          <Empty
            title={t(unnamed > 0 ? "emptyNames" : "empty")}
            action={<ButtonLink href={`/${locale}${campaignPath(campaign)}`}>{t("toCatalog")}</ButtonLink>}
          >
            {unnamed > 0 ? t("onlyUnnamed", { count: unnamed }) : t("emptyText")}
          </Empty>
        )}
        {from > 0 && (
          <p>
            <Anchor href={home}>{t("back")}</Anchor>
          </p>
        )}
      </Body>
    </Shell>
  );
}

function placeOf(campaign: PublicCampaign, from: number): string {
  return from === 0 ? donorsPath(campaign) : `${donorsPath(campaign)}/more?from=${from}`;
}
