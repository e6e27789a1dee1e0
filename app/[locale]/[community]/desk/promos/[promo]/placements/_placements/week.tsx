import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import type { Calendar, CalendarItem } from "@/lib/promos/placements/calendar";
import { dayFrom } from "@/lib/promos/placements/calendar-rules";
import { deskHref, type Place } from "../../../../_parts/place";
import { clockTime } from "../../../../_parts/times";
import { networkName } from "../../../../links/_links/names";
import { nameOf, placeOf, STATUS_TONE } from "./names";

type WeekProps = { locale: Locale; place: Place; promoId: string; calendar: Calendar; network: string | undefined };

/** A week of the community's posts, a day beside the other; on a phone the days with anything in them, one below the other. */
export function Week({ locale, place, promoId, calendar, network }: WeekProps) {
  const t = placementWords(locale);
  const { monday, days, timeZone, week, own } = calendar;
  const address = (query: Record<string, string | undefined>) =>
    deskHref(place, `promos/${promoId}/placements`, { network, week: monday, ...query });
  const networks = [...new Set([...own, ...week].map((item) => item.network))].sort();
  const shown = network ? week.filter((item) => item.network === network) : week;
  const nameOfDay = new Intl.DateTimeFormat(FORMAT_TAG[locale], {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  const [first = new Date()] = days;
  return (
    <section className="stack" aria-labelledby="week" data-gap="3">
      <div className="row" data-ends>
        <h2 id="week">
          {t("list.week", {
            from: new Intl.DateTimeFormat(FORMAT_TAG[locale], { timeZone, day: "numeric", month: "long" }).format(
              first,
            ),
          })}
        </h2>
        <p className="row" data-gap="2">
          <Anchor className="button" data-kind="quiet" data-size="small" href={address({ week: dayFrom(monday, -7) })}>
            ← <span className="hidden-text">{t("list.previous")}</span>
          </Anchor>
          <Anchor className="button" data-kind="quiet" data-size="small" href={address({ week: dayFrom(monday, 7) })}>
            → <span className="hidden-text">{t("list.next")}</span>
          </Anchor>
        </p>
      </div>
      {networks.length > 1 && (
        <nav aria-label={t("list.networks")} className="chips">
          {["", ...networks].map((each) => (
            <Anchor
              key={each}
              className="chip"
              href={address({ network: each })}
              aria-current={each === (network ?? "") ? "true" : undefined}
            >
              {each === "" ? t("list.allNetworks") : networkName(each, locale)}
            </Anchor>
          ))}
        </nav>
      )}
      <ol className="week">
        {days.slice(0, 7).map((day, nth) => {
          const until = days[nth + 1];
          const items = shown.filter(({ at }) => at && at >= day && until && at < until);
          return (
            <li key={day.toISOString()} data-empty={items.length === 0 || undefined}>
              <h3 className="small">{nameOfDay.format(day)}</h3>
              {items.length === 0 && <p className="small muted">{t("list.nothing")}</p>}
              {items.length > 0 && (
                <ul>
                  {items.map((item) => (
                    <Item key={item.id} {...{ locale, place, promoId, item, timeZone }} />
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
      <p className="small muted">{t("list.zone", { zone: timeZone })}</p>
    </section>
  );
}

type ItemProps = { locale: Locale; place: Place; promoId: string; item: CalendarItem; timeZone: string };

function Item({ locale, place, promoId, item, timeZone }: ItemProps) {
  const t = placementWords(locale);
  const { at, warnings, status, promo } = item;
  return (
    <li className="week-item" data-warned={warnings.length > 0 || undefined}>
      <span className="small nums">{at && clockTime(at, timeZone, locale)}</span>
      <Anchor href={deskHref(place, `promos/${item.promoId}/placements/${item.id}`)}>{nameOf(item, locale)}</Anchor>
      <span className="small muted">{placeOf(item, locale)}</span>
      {item.promoId !== promoId && <span className="small muted">{t("list.otherPromo", { promo: promo.name })}</span>}
      <span className="row" data-gap="1">
        <Badge tone={STATUS_TONE[status]}>{t(`status.${status}`)}</Badge>
        {item.isSpare && <Badge>{t("spare")}</Badge>}
      </span>
      {warnings.map((warning) => (
        <Badge key={warning} tone="wait" icon="warn">
          {t(`warning.${warning}`)}
        </Badge>
      ))}
    </li>
  );
}
