import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card, Crumbs, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { actorIn } from "@/app/_web/session";
import { campaignPath, givePath, pilePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { type Reviewed, reviewPile } from "@/lib/catalog/pile/list";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { takesBooks } from "@/lib/catalog/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can } from "@/lib/identity/actor";
import { CollectForm } from "./_pile/collect-form";
import { Finished } from "./_pile/finished";
import { PileReview } from "./_pile/review";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/[campaign]/give/pile">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: pileWords(await localeOf(params))("title"), robots: { index: false } };
}

/** Many books at once: collected, reviewed, and listed when that is confirmed. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();
  const query = textsOf(await searchParams);
  const actor = await actorIn(campaign.communityId);
  const t = pileWords(locale);
  const g = giveWords(locale);
  const search = new URLSearchParams(query).toString();

  return (
    <Shell locale={locale} path={`${pilePath(campaign)}${search && `?${search}`}`} community={community}>
      <Body width="text" gap={5}>
        <Crumbs
          label={siteWords(locale)("crumbs")}
          items={[{ name: campaign.name, href: `/${locale}${campaignPath(campaign)}` }, { name: t("title") }]}
        />
        {!takesBooks(campaign, can(actor, "campaigns.manage"), new Date()) ? (
          <Empty
            title={g("closedTitle")}
            action={<ButtonLink href={`/${locale}${campaignPath(campaign)}`}>{g("toCatalog")}</ButtonLink>}
          >
            {g("closedText")}
          </Empty>
        ) : can(actor, "catalog.list") ? (
          <MembersPile {...{ locale, campaign, actor, query }} />
        ) : (
          <NotYours {...{ locale, campaign, actor }} />
        )}
      </Body>
    </Shell>
  );
}

type PileProps = { locale: Locale; campaign: PublicCampaign; actor: Actor; query: Record<string, string> };

async function MembersPile({ locale, campaign, actor, query }: PileProps) {
  const name = query.pile ?? query.into;
  const opened = name ? await open(actor, campaign, name) : undefined;
  if (opened && "pile" in opened && query.pile) {
    const isFinished = opened.counts.listed > 0 && opened.counts.taken === 0 && opened.counts.invalid === 0;
    return isFinished && query.done ? (
      <Finished {...{ locale, campaign, added: Number(query.done) }} />
    ) : (
      <PileReview {...{ locale, campaign, query, name: query.pile, reviewed: opened }} />
    );
  }
  const reviewed = opened && "pile" in opened ? opened : undefined;
  return (
    <>
      {opened instanceof Refusal && <Notice tone="wait">{refusals(locale)(opened.code, opened.values)}</Notice>}
      {query.dropped && <Notice tone="good">{pileWords(locale)("dropped")}</Notice>}
      <CollectForm
        {...{ locale, campaign }}
        into={reviewed && name ? { name, rows: reviewed.rows.length } : undefined}
      />
    </>
  );
}

async function open(actor: Actor, campaign: PublicCampaign, name: string): Promise<Reviewed | Refusal> {
  try {
    return await reviewPile(actor, campaign, name);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Guests are told what they can do instead. */
function NotYours({ locale, campaign, actor }: Omit<PileProps, "query">) {
  const t = pileWords(locale);
  const isStranger = actor.kind === "person";
  const back = new URLSearchParams({ next: `/${locale}${pilePath(campaign)}` });
  return (
    <>
      <h1>{t("title")}</h1>
      <Card raised gap={4}>
        <h2>{t("guests.title")}</h2>
        <p>{t(isStranger ? "guests.stranger" : "guests.text")}</p>
        <div className="row">
          {!isStranger && <ButtonLink href={`/${locale}/sign-in?${back}`}>{t("guests.signIn")}</ButtonLink>}
          <ButtonLink kind="quiet" href={`/${locale}${givePath(campaign)}`}>
            {t("guests.one")}
          </ButtonLink>
        </div>
      </Card>
    </>
  );
}

function textsOf(query: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
