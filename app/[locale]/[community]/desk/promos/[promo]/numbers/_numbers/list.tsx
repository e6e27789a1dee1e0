import { Card, Disclosure } from "@/app/_ui/blocks";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { numberWords } from "@/lib/core/i18n/messages/promo-numbers";
import { momentText } from "@/lib/core/i18n/moment";
import type { PromoNumber } from "@/lib/promos/numbers/queries";
import { numberText } from "../../../../_parts/links";
import { OneTap } from "../../../../_parts/one-tap";
import type { Desk } from "../../../../_parts/open";
import type { Place } from "../../../../_parts/place";
import { removeAction } from "../actions";

/** What was written down, a card for each time somebody did, with the way to take a number back. */
export function NumberList({ desk, place, numbers }: { desk: Desk; place: Place; numbers: PromoNumber[] }) {
  const { locale, community, now } = desk;
  const t = numberWords(locale);
  const metricWord = (metric: string) => {
    const word = `name.${metric}`;
    return numberWords.has(word) ? t(word) : metric;
  };
  return (
    <section className="stack" data-gap="3" aria-labelledby="numbers-list">
      <h2 id="numbers-list">{t("list.title")}</h2>
      {numbers.length === 0 && <p className="muted">{t("list.none")}</p>}
      <div className="number-entries">
        {together(numbers).map((entry) => {
          const [first] = entry;
          const { id, content, title, at, authorName, source, note, screenshotId } = first;
          return (
            <Card key={id}>
              <h3 className="task-title">{title || content || t("list.promo")}</h3>
              <p className="small muted">
                {[
                  momentText(at, community.timeZone, locale, now),
                  authorName !== null && nameOf(locale, authorName),
                  source,
                  note,
                ]
                  .filter(Boolean)
                  .join(" · ")}
                {screenshotId && (
                  <>
                    {" · "}
                    <a href={`/api/desk/${community.slug}/screenshots/${screenshotId}`}>{t("list.screenshot")}</a>
                  </>
                )}
              </p>
              <dl className="report-numbers">
                {entry.map(({ id, metric, value }) => (
                  <div key={id}>
                    <dt>{metricWord(metric)}</dt>
                    <dd>{numberText(value, locale)}</dd>
                  </div>
                ))}
              </dl>
              <Disclosure summary={t("list.remove")} plain>
                <div className="row" data-gap="2">
                  {entry.map(({ id, metric }) => (
                    <OneTap key={id} action={removeAction.bind(null, place)} fields={{ reading: id }}>
                      {metricWord(metric)}
                    </OneTap>
                  ))}
                </div>
              </Disclosure>
            </Card>
          );
        })}
      </div>
    </section>
  );
}

type Entry = [PromoNumber, ...PromoNumber[]];

/** Numbers of one thing that were written down with one press. They come in that order. */
function together(numbers: readonly PromoNumber[]): Entry[] {
  const entries: Entry[] = [];
  const markOf = ({ placementId, at, createdAt }: PromoNumber) =>
    [placementId, at.getTime(), createdAt.getTime()].join(" ");
  for (const number of numbers) {
    const last = entries.at(-1);
    if (last && markOf(last[0]) === markOf(number)) last.push(number);
    else entries.push([number]);
  }
  return entries;
}
