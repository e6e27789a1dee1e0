import type { Metadata } from "next";
import { Card, Pairs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge, Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { findBook } from "@/lib/catalog/queries";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { listLinks } from "@/lib/referrals/links";
import { DeskFrame } from "../../_parts/frame";
import { numberText } from "../../_parts/links";
import { OneTap } from "../../_parts/one-tap";
import { deskHref } from "../../_parts/place";
import { HopPath } from "../_links/hop-path";
import { Address, PostText, Preview, UtmTags } from "../_links/kit";
import { STATE_TONE } from "../_links/link-table";
import { clicksOf, openLink } from "../_links/load";
import { linkName, linkState, pathFrom, readTargetKind, targetName } from "../_links/names";
import { switchLink } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/links/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskLinkWords(await localeOf(params))("kit.link"), robots: { index: false } };
}

/** All that is needed to post a link, and how it does. */
export default async function Page(request: Props) {
  const { desk, link } = await openLink(request);
  const { locale, campaign, actor, place, now } = desk;
  const t = deskLinkWords(locale);
  const target = readTargetKind(link.target, campaign);
  const [clicks, links, book] = await Promise.all([
    clicksOf(actor, campaign),
    listLinks(actor, campaign.id),
    target.kind === "book" ? findBook(campaign.communityId, campaign.id, target.book, now) : undefined,
  ]);
  const state = linkState(link, now);
  const steps = pathFrom(link, links);
  const { clicks: people = 0, botClicks = 0 } = clicks.get(link.id) ?? {};
  const isOurs = link.target.startsWith("/");
  const name = book ? `${book.title}\u00A0· ${book.code}` : targetName(link.target, campaign, locale);
  return (
    <DeskFrame
      desk={desk}
      section="links"
      path={`links/${link.id}`}
      title={linkName(link, locale)}
      above={[{ name: t("title"), href: deskHref(place, "links") }]}
      actions={
        link.origin === "placed" && (
          <ButtonLink kind="quiet" size="small" href={deskHref(place, `links/${link.id}/edit`)}>
            {t("kit.edit")}
          </ButtonLink>
        )
      }
    >
      {state !== "active" && <Notice tone="wait">{t(state === "disabled" ? "kit.isOff" : "kit.isOver")}</Notice>}
      <div className="desk-sections">
        <Address locale={locale} link={link} />
        <Card>
          <h2 className="task-title">{t("kit.about")}</h2>
          <Pairs
            items={[
              { name: t("column.state"), value: <Badge tone={STATE_TONE[state]}>{t(`state.${state}`)}</Badge> },
              {
                name: t("column.clicks"),
                value: (
                  <span className="nums">
                    {numberText(people, locale)}
                    {botClicks > 0 && (
                      <span className="muted"> ({t("bots", { count: numberText(botClicks, locale) })})</span>
                    )}
                  </span>
                ),
              },
              {
                name: t("kit.whither"),
                value: isOurs ? (
                  <Anchor href={/^\/(uk|en)\//.test(link.target) ? link.target : `/${locale}${link.target}`}>
                    {name}
                  </Anchor>
                ) : (
                  <a href={link.target} rel="noopener noreferrer">
                    {name}
                  </a>
                ),
              },
              {
                name: t("kit.path"),
                value: steps.length > 1 && (
                  <HopPath
                    locale={locale}
                    place={place}
                    campaign={campaign}
                    steps={steps}
                    clicks={new Map([...clicks].map(([id, { clicks: count }]) => [id, count]))}
                  />
                ),
              },
              {
                name: t("kit.cost"),
                value: link.costMinor > 0 && formatMoney(link.costMinor, campaign.currency, locale),
              },
              {
                name: t("kit.expires"),
                value: link.expiresAt && momentText(link.expiresAt, campaign.timeZone, locale, now),
              },
              { name: t("column.made"), value: momentText(link.createdAt, campaign.timeZone, locale, now) },
            ].map(({ name: term, value }) => ({ name: term, value: value || null }))}
          />
          {link.origin === "shared" && <p className="muted small">{t("kit.shared")}</p>}
          {link.status === "active" && <p className="muted small">{t("kit.offText")}</p>}
          <OneTap
            action={switchLink.bind(null, { ...place, back: `links/${link.id}` })}
            fields={{ link: link.id, status: link.status === "active" ? "disabled" : "active" }}
            kind={link.status === "active" ? "danger" : "main"}
          >
            {t(link.status === "active" ? "kit.off" : "kit.on")}
          </OneTap>
        </Card>
        <PostText locale={locale} link={link} campaign={campaign} target={target} book={book} />
        <Preview locale={locale} link={link} campaign={campaign} />
        <UtmTags locale={locale} link={link} />
      </div>
    </DeskFrame>
  );
}
