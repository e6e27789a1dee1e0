import type { DeskBookInFull } from "@/lib/catalog/desk-book";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { momentText } from "@/lib/core/i18n/moment";
import type { Desk } from "../../_parts/open";

type BookHistoryProps = { desk: Desk; events: DeskBookInFull["events"] };

/** What happened to a listing, the last thing first. */
export function BookHistory({ desk: { locale, community, now }, events }: BookHistoryProps) {
  const t = deskBookWords(locale);
  if (events.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history">{t("history.title")}</h2>
      <ol className="history">
        {events.toReversed().map(({ id, event, reason, at: moment, by }) => {
          const at = momentText(moment, community.timeZone, locale, now);
          return (
            <li key={id}>
              <p>{t(`history.${event}`)}</p>
              <p>{by ? t("history.by", { name: by, at }) : t("history.bySystem", { at })}</p>
              {reason && <p>{t("history.reason", { reason })}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
