import type { DeskBookInFull } from "@/lib/catalog/desk-book";
import type { claimHistoryOf } from "@/lib/claims/desk";
import { actingWords } from "@/lib/core/i18n/messages/desk-acting";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { momentText } from "@/lib/core/i18n/moment";
import type { Desk } from "../../_parts/open";

type BookHistoryProps = {
  desk: Desk;
  events: DeskBookInFull["events"];
  claimEvents: Awaited<ReturnType<typeof claimHistoryOf>>;
};

/** What happened to a listing and to its claims, the last thing first. */
export function BookHistory({ desk: { locale, community, now }, events, claimEvents }: BookHistoryProps) {
  const t = deskBookWords(locale);
  const told = [
    ...events.map(({ event, ...row }) => ({ ...row, text: t(`history.${event}`) })),
    ...claimEvents.map(({ event, claimantName: name, ...row }) => ({
      ...row,
      text: actingWords(locale)(`event.${event}`, { name: nameOf(locale, name) }),
    })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  if (told.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history">{t("history.title")}</h2>
      <ol className="history">
        {told.toReversed().map(({ id, text, reason, at: moment, by }) => {
          const at = momentText(moment, community.timeZone, locale, now);
          return (
            <li key={id}>
              <p>{text}</p>
              <p>{by === null ? t("history.bySystem", { at }) : t("history.by", { name: nameOf(locale, by), at })}</p>
              {reason && <p>{t("history.reason", { reason })}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
