import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { momentText } from "@/lib/core/i18n/moment";
import type { PlacementHistory } from "@/lib/promos/placements/queries";

type HistoryProps = { locale: Locale; timeZone: string; events: PlacementHistory };

/** What happened and what was said, in the order it is given. */
export function History({ locale, timeZone, events }: HistoryProps) {
  return (
    <ol className="placement-history">
      {events.map((event) => (
        <li key={event.id}>
          <p className="small">
            <strong>{whoOf(event, locale)}</strong> {whatOf(event, locale)}{" "}
            <span className="muted nowrap">{momentText(event.at, timeZone, locale)}</span>
          </p>
          {event.note && <p className="prose">{event.note}</p>}
        </li>
      ))}
    </ol>
  );
}

type Event = PlacementHistory[number];

function whoOf({ actor, reviewer, shareLabel }: Event, locale: Locale): string {
  const t = placementWords(locale);
  if (reviewer === null) return actor || t("history.system");
  const values = { name: reviewer || t("history.somebody"), label: shareLabel ?? "" };
  return shareLabel ? t("history.byLinkNamed", values) : t("history.byLink", values);
}

function whatOf({ event, fromStatus, version }: Event, locale: Locale): string {
  const t = placementWords(locale);
  if (event === "edit" && fromStatus === null) return t("history.made");
  if (event === "comment") return t("history.commentEvent");
  if (event === "approve" && version) return t("history.approveVersion", { version: version.version });
  return t(`history.${event}`);
}
