import { Disclosure } from "@/app/_ui/blocks";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { momentText } from "@/lib/core/i18n/moment";
import type { promoHistory } from "@/lib/promos/queries";
import type { PromoDesk } from "./open";

/** What happened to a promo, the newest first. */
export function History({
  desk: { locale, community, now },
  rows,
}: PromoDesk & { rows: Awaited<ReturnType<typeof promoHistory>> }) {
  const t = promoWords(locale);
  return (
    <Disclosure summary={t("overview.history")}>
      <ol className="history">
        {rows.map(({ id, event, fromStatus, reason, actorName, at }) => (
          <li key={id}>
            <p>{t(`event.${fromStatus === null ? "made" : event}`)}</p>
            <p>
              {momentText(at, community.timeZone, locale, now)} ·{" "}
              {actorName === null ? t("overview.system") : nameOf(locale, actorName)}
            </p>
            {reason && <p>{t("overview.why", { reason })}</p>}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
