import type { ReactNode } from "react";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { planWords } from "@/lib/core/i18n/messages/promo-plan";
import { promoTodayWords } from "@/lib/core/i18n/messages/promo-today";
import { momentText } from "@/lib/core/i18n/moment";
import { isMetric, metricName, metricText } from "@/lib/promos/metrics";
import type { PromoTasks as Tasks } from "@/lib/promos/today";
import { OneTap } from "../_parts/one-tap";
import type { Desk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { Task, TaskList } from "../_parts/task-list";
import { networkName } from "../links/_links/names";
import { publish } from "../promos/[promo]/placements/actions";
import { rest, SHOWN } from "./rest";

/** Whether a promo needs somebody now. */
export const needsPromoWork = (tasks: Tasks): boolean => Object.values(tasks).some((list) => list.length > 0);

/** What promos need now: what cannot wait first. */
export function PromoTasks({ desk, tasks }: { desk: Desk; tasks: Tasks }) {
  const { locale, place, community, now } = desk;
  const t = promoTodayWords(locale);
  const moment = (at: Date) => momentText(at, community.timeZone, locale, now);
  const ofPromo = (id: string, part = "") => deskHref(place, ["promos", id, part].filter(Boolean).join("/"));
  const list = (title: string, all: readonly { promoId: string }[], rows: ReactNode[]) =>
    rows.length > 0 && (
      <TaskList title={title} {...rest(all, deskHref(place, "promos"), locale)}>
        {rows}
      </TaskList>
    );
  type Row = { key: string; title: ReactNode; meta: ReactNode; href: string; label: string; oneTap?: ReactNode };
  const task = ({ key, title, meta, href, label, oneTap }: Row) => {
    const link = (
      <ButtonLink href={href} kind="quiet" size="small">
        {label}
      </ButtonLink>
    );
    const action = oneTap ? (
      <div className="row" data-gap="2">
        {link}
        {oneTap}
      </div>
    ) : (
      link
    );
    return <Task key={key} title={title} meta={meta} action={action} />;
  };
  const placed = (
    all: Tasks["reviews"],
    meta: (placement: Tasks["reviews"][number]) => string,
    label: string,
    part?: "kit" | "numbers",
  ) =>
    all.slice(0, SHOWN).map((placement) => {
      const own = `placements/${placement.placementId}`;
      const href = ofPromo(placement.promoId, part === "numbers" ? "numbers" : part === "kit" ? `${own}/kit` : own);
      const title = `${networkName(placement.network, locale)}: ${placement.name}`;
      return task({
        key: placement.placementId,
        title,
        meta: (
          <>
            <Anchor href={ofPromo(placement.promoId)}>{placement.promo}</Anchor>
            {meta(placement) && ` · ${meta(placement)}`}
          </>
        ),
        href,
        label,
        oneTap: part === "kit" && (
          <OneTap
            action={publish.bind(null, place, { promo: placement.promoId, placement: placement.placementId })}
            fields={{}}
            about={title}
          >
            {t("posted")}
          </OneTap>
        ),
      });
    });
  const goneAt = new Map(tasks.numbers.map((placement) => [placement.placementId, placement.goneAt]));
  const when = (placement: Tasks["reviews"][number]) =>
    placement.scheduledAt ? t("planned", { moment: moment(placement.scheduledAt) }) : "";
  return (
    <section className="stack" aria-labelledby="promo-tasks">
      <h2 id="promo-tasks">{t("title")}</h2>
      {list(
        t("fired"),
        tasks.fired,
        tasks.fired.slice(0, SHOWN).map((line) => {
          const metric = isMetric(line.metric) ? line.metric : null;
          const amount = (value: number) => (metric ? metricText(metric, value, line.currency, locale) : String(value));
          return task({
            key: line.id,
            title: line.promo,
            meta: t("firedMeta", {
              metric: metric ? metricName(metric, locale) : line.metric,
              value: amount(line.value ?? 0),
              threshold: amount(line.threshold),
              what: line.what || planWords(locale)(`action.${line.action}`),
            }),
            href: ofPromo(line.promoId, "contingency"),
            label: t("settle"),
          });
        }),
      )}
      {list(
        t("numbers"),
        tasks.numbers,
        placed(
          tasks.numbers,
          ({ placementId, publishedAt }) => {
            const gone = goneAt.get(placementId);
            if (gone) return gone > now ? t("vanish", { moment: moment(gone) }) : t("gone");
            return publishedAt ? t("since", { moment: moment(publishedAt) }) : "";
          },
          t("write"),
          "numbers",
        ),
      )}
      {list(t("toPost"), tasks.toPost, placed(tasks.toPost, when, t("kit"), "kit"))}
      {list(t("reviews"), tasks.reviews, placed(tasks.reviews, when, t("open")))}
      {list(t("changes"), tasks.changes, placed(tasks.changes, when, t("open")))}
      {list(
        t("deadlines"),
        tasks.deadlines,
        tasks.deadlines.slice(0, SHOWN).map(({ promoId, promo, kind, at, unfinished }) =>
          task({
            key: promoId,
            title: promo,
            meta: t(at <= now ? `${kind}Late` : kind, { moment: moment(at), count: unfinished }),
            href: ofPromo(promoId, kind === "report" ? "report" : "placements"),
            label: t("open"),
          }),
        ),
      )}
      {list(
        t("meetings"),
        tasks.meetings,
        tasks.meetings.slice(0, SHOWN).map(({ id, promoId, promo, at, place: where }) =>
          task({
            key: id,
            title: promo,
            meta: [moment(at), where].filter(Boolean).join(" · "),
            href: ofPromo(promoId, "meetings"),
            label: t("agenda"),
          }),
        ),
      )}
    </section>
  );
}
