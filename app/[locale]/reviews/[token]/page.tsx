import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card, Empty } from "@/app/_ui/blocks";
import { Badge, Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { momentText } from "@/lib/core/i18n/moment";
import { type Review, reviewByToken } from "@/lib/promos/placements/reviews";
import { linkAddress } from "@/lib/promos/placements/verdicts";
import { History } from "../../[community]/desk/promos/[promo]/placements/_placements/history";
import { nameOf, placeOf, STATUS_TONE } from "../../[community]/desk/promos/[promo]/placements/_placements/names";
import { PostLook } from "../../[community]/desk/promos/[promo]/placements/_placements/post-look";
import { AnswerForm } from "./_review/answer-form";

export const instant = false;

type Props = PageProps<"/[locale]/reviews/[token]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: placementWords(await localeOf(params))("links.title"), robots: { index: false, follow: false } };
}

/** What somebody without an account is asked to look at: each placement as it will appear, and the answer below it. */
export default async function Page({ params, searchParams }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const { done } = await searchParams;
  const review = await reviewByToken(token, new Date());
  if (!review) notFound();
  const t = placementWords(locale);
  const path = `/reviews/${token}`;
  if (review.isOver)
    return (
      <Shell locale={locale} path={path}>
        <Body width="text">
          <Empty title={t("review.over")}>{t("review.overText")}</Empty>
        </Body>
      </Shell>
    );
  const { promo, community, items } = review;
  const thanks = (["thanksApprove", "thanksChanges", "thanksComment"] as const).find((each) => each === done);
  return (
    <Shell locale={locale} path={path}>
      <Body width="text" gap={5}>
        <header className="stack" data-gap="2">
          <p className="muted small">{community.name}</p>
          <h1>{t("review.title", { promo: promo.name })}</h1>
          <p className="muted">{t("review.lead")}</p>
        </header>
        {thanks && <Notice tone="good">{t(`review.${thanks}`)}</Notice>}
        {items.length === 0 && <Empty title={t("review.none")}>{t("review.noneText")}</Empty>}
        {items.map((item) => (
          <Reviewed key={item.placement.id} locale={locale} token={token} item={item} timeZone={community.timeZone} />
        ))}
        <p className="muted small">{t("review.private")}</p>
      </Body>
    </Shell>
  );
}

type Item = Extract<Review, { isOver: false }>["items"][number];

function Reviewed({ locale, token, item, timeZone }: { locale: Locale; token: string; item: Item; timeZone: string }) {
  const t = placementWords(locale);
  const { placement, spec, media, text, link, said } = item;
  const { status, scheduledAt } = placement;
  return (
    <Card raised gap={4}>
      <div className="stack" data-gap="1">
        <h2>{nameOf(placement, locale)}</h2>
        <p className="row small muted" data-gap="2">
          <Badge tone={STATUS_TONE[status]}>{t(`status.${status}`)}</Badge>
          {placeOf(placement, locale)}
          <span>
            {scheduledAt ? t("review.when", { at: momentText(scheduledAt, timeZone, locale) }) : t("review.noWhen")}
          </span>
        </p>
      </div>
      <PostLook
        {...{ locale, spec, media, text }}
        sticker={placement.sticker}
        address={link && linkAddress(link.code)}
        mediaHref={(id, size) => `/api/reviews/${token}/${id}${size === "whole" ? "?size=whole" : ""}`}
      />
      {said.some(({ note, reviewer }) => note || reviewer) && (
        <section className="stack" data-gap="2">
          <h3 className="task-title">{t("review.said")}</h3>
          <History {...{ locale, timeZone }} events={said} />
        </section>
      )}
      {status !== "in_review" && <p className="muted">{t("review.done", { status: t(`status.${status}`) })}</p>}
      <AnswerForm {...{ locale, token, placement }} />
    </Card>
  );
}
