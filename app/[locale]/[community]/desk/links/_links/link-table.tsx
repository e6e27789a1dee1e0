import { Anchor } from "@/app/_ui/link";
import { Badge, type Tone } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import type { Link } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { numberText } from "../../_parts/links";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import type { LinkClicks } from "./load";
import { type LinkState, linkName, linkState, targetName } from "./names";

export const STATE_TONE: Record<LinkState, Tone> = { active: "good", disabled: "plain", expired: "wait" };

type LinkTableProps = {
  desk: Desk;
  campaign: PublicCampaign;
  links: readonly Link[];
  clicks: ReadonlyMap<string, LinkClicks>;
};

/** Links as rows, each leading to what is needed to post it. */
export function LinkTable({ desk: { locale, place, now }, campaign, links, clicks }: LinkTableProps) {
  const t = deskLinkWords(locale);
  const byId = new Map(links.map((link) => [link.id, link]));
  const hasCosts = links.some(({ costMinor }) => costMinor > 0);
  return (
    <Table
      caption={t("caption")}
      rows={links}
      rowKey={({ id }) => id}
      columns={[
        {
          name: t("column.link"),
          cell: (link) => (
            <>
              <p className="table-name">
                <Anchor href={deskHref(place, `links/${link.id}`)}>{linkName(link, locale)}</Anchor>
              </p>
              <p className="muted">
                <span className="code">/r/{link.code}</span>
                {link.title && <> · {link.title}</>}
              </p>
            </>
          ),
        },
        {
          name: t("column.target"),
          cell: ({ target, hopOf }) => {
            const hop = hopOf && byId.get(hopOf);
            return (
              <>
                <p>{targetName(target, campaign, locale)}</p>
                {hop && <p className="muted">→ {linkName(hop, locale)}</p>}
              </>
            );
          },
        },
        {
          name: t("column.state"),
          cell: (link) => {
            const state = linkState(link, now);
            return (
              <div className="bulk" data-gap="1">
                <Badge tone={STATE_TONE[state]}>{t(`state.${state}`)}</Badge>
                {state === "active" && link.expiresAt && (
                  <span className="muted">
                    {t("until", { time: momentText(link.expiresAt, campaign.timeZone, locale, now) })}
                  </span>
                )}
              </div>
            );
          },
        },
        {
          name: t("column.clicks"),
          align: "end",
          cell: ({ id }) => {
            const { clicks: people = 0, botClicks = 0 } = clicks.get(id) ?? {};
            return (
              <>
                <p>{numberText(people, locale)}</p>
                {botClicks > 0 && <p className="muted">{t("bots", { count: numberText(botClicks, locale) })}</p>}
              </>
            );
          },
        },
        ...(hasCosts
          ? [
              {
                name: t("column.cost"),
                align: "end" as const,
                cell: ({ costMinor }: Link) =>
                  costMinor > 0 && <span className="nowrap">{formatMoney(costMinor, campaign.currency, locale)}</span>,
              },
            ]
          : []),
        {
          name: t("column.made"),
          align: "end",
          cell: ({ createdAt }) => momentText(createdAt, campaign.timeZone, locale, now),
        },
      ]}
    />
  );
}
