import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Badge, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormTextArea } from "@/app/_web/form";
import { planWords } from "@/lib/core/i18n/messages/promo-plan";
import { momentText } from "@/lib/core/i18n/moment";
import type { ContingencyLine } from "@/lib/promos/contingency/queries";
import { isDue, isEverCounted } from "@/lib/promos/contingency/rules";
import { isMetric, isTracked, metricName, metricText } from "@/lib/promos/metrics";
import { numberText } from "../../../../_parts/links";
import { OneTap } from "../../../../_parts/one-tap";
import { deskHref } from "../../../../_parts/place";
import { nameOf } from "../../placements/_placements/names";
import { dropAction, settleAction } from "../actions";
import { LineForm, type PlanAround } from "./line-form";

const TONES = { waiting: "plain", fired: "wait", not_needed: "good" } as const;

/** One line: its condition, what to do, how it was judged, and what can be done with it now. */
export function Line({ line, ...around }: PlanAround & { line: ContingencyLine }) {
  const { desk, place, promo, placements } = around;
  const { locale, community, now } = desk;
  const t = planWords(locale);
  const metric = isMetric(line.metric) ? line.metric : null;
  const amount = (value: number) =>
    metric ? metricText(metric, value, promo.currency, locale) : numberText(value, locale);
  const name = metric ? metricName(metric, locale) : line.metric;
  const stage = `atStage.${line.stage}`;
  const when = line.checkAt
    ? t("at", { moment: momentText(line.checkAt, community.timeZone, locale, now) })
    : planWords.has(stage) && t(stage);
  const of = placements.find(({ id }) => id === line.placementId);
  const owner = line.owner ?? line.ownerName;
  const isCounted = metric !== null && isEverCounted(metric, promo, of);
  const lacksNumber = isCounted && !isTracked(metric) && isDue(line, promo.status, now); // what is tracked comes by itself
  return (
    <Card>
      <p className="row" data-gap="2">
        <Badge tone={TONES[line.status]}>{t(`status.${line.status}`)}</Badge>
        <strong>{t("if", { metric: name, threshold: amount(line.threshold) })}</strong>
        {of && <span>{t("of", { placement: of.title || of.content })}</span>}
        <span>{when}</span>
      </p>
      <p className="keeps-lines">
        {t("doThen", { action: t(`action.${line.action}`) })}
        {line.what && `: ${line.what}`}
      </p>
      {(owner || line.prepared) && (
        <p className="small muted">
          {owner && t("owner", { name: owner })}
          {owner && line.prepared && " · "}
          {line.prepared && line.preparedId && (
            <Anchor href={deskHref(place, `promos/${promo.id}/placements/${line.preparedId}`)}>
              {t("prepared", { name: nameOf({ title: line.preparedTitle ?? "", content: line.prepared }, locale) })}
            </Anchor>
          )}
        </p>
      )}
      {line.value !== null && <p className="small muted">{t("wasThen", { value: amount(line.value) })}</p>}
      {line.status === "waiting" && !isCounted && (
        <Notice tone="wait">
          <p>{t("neverCounted")}</p>
        </Notice>
      )}
      {lacksNumber && (
        <Notice tone="wait">
          <p>
            {t("numberNeeded")} <Anchor href={deskHref(place, `promos/${promo.id}/numbers`)}>{t("enterNumber")}</Anchor>
          </p>
        </Notice>
      )}
      {line.status === "fired" && (
        <Form action={settleAction.bind(null, place, line.id)}>
          <FormTextArea
            label={t("outcome")}
            hint={t("outcomeHint")}
            name="outcome"
            rows={2}
            maxLength={1_000}
            defaultValue={line.outcome}
            required
          />
          <div>
            <SubmitButton size="small">{t("settle")}</SubmitButton>
          </div>
        </Form>
      )}
      {line.status === "waiting" && (
        <>
          <LineForm {...around} line={line} />
          <OneTap action={dropAction.bind(null, place)} fields={{ line: line.id }} kind="plain" about={name}>
            {t("remove")}
          </OneTap>
        </>
      )}
    </Card>
  );
}
