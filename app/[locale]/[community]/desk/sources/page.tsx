import type { Metadata } from "next";
import { Empty, Facts } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import type { Link } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { formatMoney } from "@/lib/core/money";
import { listReadings } from "@/lib/promos/numbers/readings";
import { listEnteredLeads } from "@/lib/referrals/leads";
import { listLinks } from "@/lib/referrals/links";
import { sourceDays, sourceFunnel } from "@/lib/reports/source-days";
import { type CampaignSources, campaignSources } from "@/lib/reports/sources";
import { DeskFrame } from "../_parts/frame";
import { numberText, sourcesCsvHref } from "../_parts/links";
import { type Desk, openCampaignDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { HopPath } from "../links/_links/hop-path";
import { pathFrom } from "../links/_links/names";
import { DayChart } from "./_sources/day-chart";
import { EnteredLeads } from "./_sources/entered-leads";
import { SourceFilter } from "./_sources/filter";
import { Funnel } from "./_sources/funnel";
import { chosenQuery, readChosen } from "./_sources/query";
import { Readings } from "./_sources/readings";
import { SourceTable } from "./_sources/source-table";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/sources">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskSourceWords(await localeOf(params))("title"), robots: { index: false } };
}

/** Where people, books and money came from. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "sources.see", "sources");
  const { locale, campaign, actor, place, query } = desk;
  const t = deskSourceWords(locale);
  if (!campaign)
    return (
      <DeskFrame desk={desk} section="sources" title={t("title")} choosesCampaign>
        {null}
      </DeskFrame>
    );

  const chosen = readChosen(query);
  const [sources, days, funnel, links, entered, readings] = await Promise.all([
    campaignSources(actor, campaign.id, chosen),
    sourceDays(actor, campaign.id, chosen),
    sourceFunnel(actor, campaign.id, chosen),
    listLinks(actor, campaign.id),
    listEnteredLeads(actor, campaign.id),
    listReadings(actor, campaign.id),
  ]);
  const isBlank = links.length === 0 && sources.rows.every(isEmpty);
  return (
    <DeskFrame
      desk={desk}
      section="sources"
      title={t("title")}
      choosesCampaign
      actions={
        <>
          <ButtonLink kind="quiet" size="small" href={deskHref(place, "links")}>
            {t("links")}
          </ButtonLink>
          {!isBlank && (
            <a
              className="button"
              data-kind="quiet"
              data-size="small"
              href={sourcesCsvHref(campaign, chosenQuery(chosen))}
              download
            >
              {t("csv")}
            </a>
          )}
        </>
      }
    >
      {isBlank ? (
        <Empty
          title={t("empty")}
          action={<ButtonLink href={deskHref(place, "links/new")}>{deskLinkWords(locale)("make")}</ButtonLink>}
        >
          {t("emptyText")}
        </Empty>
      ) : (
        <>
          <SourceFilter locale={locale} place={place} chosen={chosen} />
          {chosen.isWrong && <Notice tone="wait">{t("badDates")}</Notice>}
          <Totals desk={desk} sources={sources} />
          <div className="source-pictures">
            <DayChart locale={locale} found={days} />
            <Funnel locale={locale} funnel={funnel} />
          </div>
          <SourceTable locale={locale} place={place} sources={sources} />
          <Paths desk={desk} campaign={campaign} links={links} sources={sources} />
        </>
      )}
      <EnteredLeads desk={desk} links={links} entered={entered} />
      <Readings desk={desk} links={links} readings={readings} />
    </DeskFrame>
  );
}

const isEmpty = ({ clicks, botClicks, leadsTracked, leadsEntered, claims, raisedMinor }: CampaignSources["totals"]) =>
  clicks + botClicks + leadsTracked + leadsEntered === 0 && claims === 0 && raisedMinor === 0;

function Totals({ desk: { locale }, sources: { totals, currency } }: { desk: Desk; sources: CampaignSources }) {
  const t = deskSourceWords(locale);
  const count = (value: number | null) => (value === null ? t("hidden") : numberText(value, locale));
  const { clicks, leadsTracked, leadsEntered, exchanged, raisedMinor } = totals;
  return (
    <Facts
      items={[
        { name: t("figures.clicks"), value: count(clicks) },
        {
          name: `${t("figures.leads")} (${count(leadsTracked)} + ${count(leadsEntered)})`,
          value: count(leadsTracked + leadsEntered),
        },
        { name: t("figures.exchanged"), value: count(exchanged) },
        {
          name: t("figures.raised"),
          value: raisedMinor === null ? t("hidden") : formatMoney(raisedMinor, currency, locale),
        },
      ]}
    />
  );
}

type PathsProps = { desk: Desk; campaign: PublicCampaign; links: readonly Link[]; sources: CampaignSources };

/** The ways that have more than one step, from their beginning. */
function Paths({ desk: { locale, place }, campaign, links, sources }: PathsProps) {
  const t = deskSourceWords(locale);
  const ends = new Set(links.map(({ hopOf }) => hopOf));
  const paths = links.filter(({ id, hopOf }) => hopOf && !ends.has(id)).map((link) => pathFrom(link, links));
  if (paths.length === 0) return null;
  const clicks = new Map(sources.rows.flatMap(({ linkId, clicks: count }) => (linkId ? [[linkId, count]] : [])));
  return (
    <section className="stack" data-gap="2" aria-labelledby="source-paths">
      <h2 id="source-paths">{t("paths")}</h2>
      <p className="muted small">{t("pathsLead")}</p>
      {paths.map((steps) => (
        <HopPath key={steps[0]?.id} {...{ locale, place, campaign, steps, clicks }} />
      ))}
    </section>
  );
}
