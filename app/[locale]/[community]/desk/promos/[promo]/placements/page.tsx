import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import { localeOf } from "@/app/_web/language";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { momentText } from "@/lib/core/i18n/moment";
import { type Calendar, loadCalendar } from "@/lib/promos/placements/calendar";
import { listReviewLinks } from "@/lib/promos/placements/reviews";
import { isOpen } from "@/lib/promos/placements/rules";
import { deskHref } from "../../../_parts/place";
import { networkName } from "../../../links/_links/names";
import { PromoFrame } from "../../_promos/frame";
import { openPromo, type PromoDesk } from "../../_promos/open";
import { nameOf, placeOf, STATUS_TONE } from "./_placements/names";
import { ReviewLinks } from "./_placements/review-links";
import { Week } from "./_placements/week";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/placements">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: placementWords(await localeOf(params))("title"), robots: { index: false } };
}

/** A promo's placements: the week around, all of them with what is wrong, and who reviews them. */
export default async function Page(request: Props) {
  const opened = await openPromo(request, "placements");
  const { desk, promo } = opened;
  const { locale, place, actor, query, community, now } = desk;
  const t = placementWords(locale);
  const week = /^\d{4}-\d{2}-\d{2}$/.test(query.week ?? "") && !Number.isNaN(Date.parse(query.week ?? ""));
  const [calendar, links] = await Promise.all([
    loadCalendar(actor, promo.id, { week: week ? mondayBefore(query.week ?? "") : undefined }, now),
    listReviewLinks(actor, promo.id, now),
  ]);
  const network = calendar.own.concat(calendar.week).find((item) => item.network === query.network)?.network;
  const make = <ButtonLink href={deskHref(place, `promos/${promo.id}/placements/new`)}>{t("new")}</ButtonLink>;
  return (
    <PromoFrame
      {...opened}
      tab="placements"
      actions={
        <>
          {isOpen(promo.status) && calendar.own.length > 0 && make}
          <ButtonLink kind="quiet" href={deskHref(place, "promos/rules")}>
            {t("rules")}
          </ButtonLink>
        </>
      }
    >
      {calendar.own.length === 0 ? (
        <Empty title={t("list.none")} action={isOpen(promo.status) && make}>
          {t("list.noneText")}
        </Empty>
      ) : (
        <>
          <Week {...{ locale, place, calendar, network }} promoId={promo.id} />
          <Own opened={opened} calendar={calendar} network={network} />
          <Slots opened={opened} calendar={calendar} />
          <ReviewLinks {...{ locale, place, links }} promoId={promo.id} timeZone={community.timeZone} />
        </>
      )}
    </PromoFrame>
  );
}

type PartProps = { opened: PromoDesk; calendar: Calendar };

function Own({ opened, calendar, network }: PartProps & { network: string | undefined }) {
  const { desk, promo } = opened;
  const { locale, place } = desk;
  const t = placementWords(locale);
  return (
    <section className="stack" aria-labelledby="all" data-gap="3">
      <h2 id="all">{t("list.all")}</h2>
      <Table
        caption={t("list.caption")}
        rows={network ? calendar.own.filter((item) => item.network === network) : calendar.own}
        rowKey={({ id }) => id}
        columns={[
          {
            name: t("list.name"),
            cell: (item) => (
              <>
                <Anchor href={deskHref(place, `promos/${promo.id}/placements/${item.id}`)}>
                  {nameOf(item, locale)}
                </Anchor>
                <p className="small muted">{placeOf(item, locale)}</p>
              </>
            ),
          },
          {
            name: t("list.when"),
            cell: ({ at }) =>
              at ? momentText(at, calendar.timeZone, locale) : <span className="muted">{t("list.noTime")}</span>,
          },
          {
            name: t("list.state"),
            cell: ({ status, isSpare }) => (
              <span className="row" data-gap="1">
                <Badge tone={STATUS_TONE[status]}>{t(`status.${status}`)}</Badge>
                {isSpare && <Badge>{t("spare")}</Badge>}
              </span>
            ),
          },
          {
            name: t("list.attention"),
            cell: ({ warnings }) =>
              warnings.length > 0 && (
                <span className="row" data-gap="1">
                  {warnings.map((warning) => (
                    <Badge key={warning} tone="wait" icon="warn">
                      {t(`warning.${warning}`)}
                    </Badge>
                  ))}
                </span>
              ),
          },
        ]}
      />
    </section>
  );
}

function Slots({ opened, calendar }: PartProps) {
  const { locale, now } = opened.desk;
  const t = placementWords(locale);
  return (
    <section className="stack" aria-labelledby="slots" data-gap="2">
      <h2 id="slots">{t("list.slots")}</h2>
      <ul className="stack" data-gap="1">
        {calendar.slots.map(({ network, leadHours, from }) => (
          <li key={network}>
            {t("list.slot", {
              network: networkName(network, locale),
              from: momentText(from, calendar.timeZone, locale, now),
              hours: leadHours,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Any day of a week may stand in the address. */
function mondayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
