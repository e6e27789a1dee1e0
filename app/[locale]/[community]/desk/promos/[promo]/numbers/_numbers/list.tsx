import { Table } from "@/app/_ui/table";
import { numberWords } from "@/lib/core/i18n/messages/promo-numbers";
import { momentText } from "@/lib/core/i18n/moment";
import type { PromoNumber } from "@/lib/promos/numbers/queries";
import { numberText } from "../../../../_parts/links";
import { OneTap } from "../../../../_parts/one-tap";
import type { Desk } from "../../../../_parts/open";
import type { Place } from "../../../../_parts/place";
import { removeAction } from "../actions";

/** What was written down, with who did and the way to take it back. */
export function NumberList({ desk, place, numbers }: { desk: Desk; place: Place; numbers: PromoNumber[] }) {
  const { locale, community, now } = desk;
  const t = numberWords(locale);
  const nameOf = (metric: string) => {
    const word = `name.${metric}`;
    return numberWords.has(word) ? t(word) : metric;
  };
  return (
    <section className="stack" data-gap="3" aria-labelledby="numbers-list">
      <h2 id="numbers-list">{t("list.title")}</h2>
      {numbers.length === 0 ? (
        <p className="muted">{t("list.none")}</p>
      ) : (
        <Table
          caption={t("list.caption")}
          rows={numbers}
          rowKey={({ id }) => id}
          columns={[
            { name: t("list.of"), cell: ({ content }) => content ?? t("list.promo") },
            { name: t("list.metric"), cell: ({ metric }) => nameOf(metric) },
            { name: t("list.value"), align: "end", cell: ({ value }) => numberText(value, locale) },
            { name: t("list.at"), cell: ({ at }) => momentText(at, community.timeZone, locale, now) },
            {
              name: t("list.by"),
              cell: ({ authorName, source, note, screenshotId }) => (
                <>
                  {[authorName, source, note].filter(Boolean).join(" · ")}
                  {screenshotId && (
                    <>
                      {" "}
                      <a href={`/api/desk/${community.slug}/screenshots/${screenshotId}`}>{t("list.screenshot")}</a>
                    </>
                  )}
                </>
              ),
            },
            {
              name: t("list.remove"),
              cell: ({ id, metric }) => (
                <OneTap
                  action={removeAction.bind(null, place)}
                  fields={{ reading: id }}
                  kind="plain"
                  about={nameOf(metric)}
                >
                  {t("list.remove")}
                </OneTap>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
