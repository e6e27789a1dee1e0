import { Badge } from "@/app/_ui/notice";
import type { listLine } from "@/lib/claims/waiting/queries";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { momentText } from "@/lib/core/i18n/moment";
import type { Desk } from "../../_parts/open";

type BookLineProps = { desk: Desk; line: Awaited<ReturnType<typeof listLine>> };

/** Who waits for a book, in their order. */
export function BookLine({ desk: { locale, community, now }, line }: BookLineProps) {
  const t = waitWords(locale);
  const time = (at: Date) => momentText(at, community.timeZone, locale, now);
  return (
    <section className="stack" aria-labelledby="line">
      <h2 id="line">{t("desk.title")}</h2>
      {line.length === 0 && <p className="muted">{t("desk.none")}</p>}
      {line.length > 0 && (
        <ol className="history">
          {line.map(({ id, personName, createdAt, offerEndsAt, verifiedAt }) => (
            <li key={id}>
              <p>{nameOf(locale, personName)}</p>
              <p>{t("desk.since", { time: time(createdAt) })}</p>
              {offerEndsAt && <Badge tone="wait">{t("desk.offered", { time: time(offerEndsAt) })}</Badge>}
              {!verifiedAt && <p>{t("desk.unverified")}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
