import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import { contingencyAction } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { planWords } from "@/lib/core/i18n/messages/promo-plan";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { ContingencyLine } from "@/lib/promos/contingency/queries";
import { isEverCounted, STAGES } from "@/lib/promos/contingency/rules";
import { metricName, metricsOf } from "@/lib/promos/metrics";
import type { PublishedPlacement } from "@/lib/promos/numbers/queries";
import type { FoundPromo } from "@/lib/promos/queries";
import type { Desk } from "../../../../_parts/open";
import type { Place } from "../../../../_parts/place";
import { localText } from "../../../../_parts/times";
import { lineAction } from "../actions";
import { NumberOf } from "./number-of";

export type PlanAround = {
  desk: Desk;
  place: Place;
  promo: FoundPromo;
  placements: PublishedPlacement[];
  staff: { id: string; name: string }[];
};

/** A new line of the plan, or one that still waits. */
export function LineForm({ desk, place, promo, placements, staff, line }: PlanAround & { line?: ContingencyLine }) {
  const { locale, community } = desk;
  const { timeZone } = community;
  const t = planWords(locale);
  const optional = siteWords(locale)("optional");
  const named = placements.map(({ id, title, content }) => ({ value: id, label: title || content }));
  const metrics = metricsOf(promo.kind).filter((metric) => isEverCounted(metric, promo));
  const measured = placements.map((placement) => ({
    value: placement.id,
    label: placement.title || placement.content,
    metrics: metrics.filter((metric) => isEverCounted(metric, promo, placement)),
  }));
  return (
    <Form
      action={lineAction.bind(null, place, { promo: promo.id, ...(line && { line: line.id }) })}
      checkFields={deskWords(locale)("checkFields")}
    >
      <FormDisclosure summary={t(line ? "edit" : "add")} plain gap={4}>
        <div className="fields-two">
          <NumberOf
            metric={{
              label: t("fields.metric"),
              chosen: line?.metric ?? promo.metric ?? undefined,
              options: metrics.map((metric) => ({ value: metric, label: metricName(metric, locale) })),
            }}
            placement={{
              label: t("fields.placementId"),
              none: t("fields.placementNone"),
              chosen: line?.placementId ?? undefined,
              options: measured.filter(({ metrics }) => metrics.length > 0),
            }}
          />
          <FormField
            label={t("fields.threshold")}
            hint={t("fields.thresholdHint")}
            name="threshold"
            inputMode="numeric"
            autoComplete="off"
            maxLength={13}
            defaultValue={line ? String(line.threshold) : undefined}
            required
          />
          <FormSelect
            label={t("fields.action")}
            name="action"
            defaultValue={line?.action}
            options={contingencyAction.enumValues.map((action) => ({ value: action, label: t(`action.${action}`) }))}
          />
          <FormField
            label={t("fields.checkAt")}
            hint={t("fields.checkAtHint", { zone: timeZone })}
            name="checkAt"
            type="datetime-local"
            defaultValue={line?.checkAt ? localText(line.checkAt, timeZone) : undefined}
          />
          <FormSelect
            label={t("fields.stage")}
            name="stage"
            defaultValue={line?.stage ?? ""}
            options={[
              { value: "", label: t("fields.noStage") },
              ...STAGES.map((stage) => ({ value: stage, label: t(`atStage.${stage}`) })),
            ]}
          />
          <FormSelect
            label={t("fields.ownerId")}
            name="ownerId"
            defaultValue={line?.ownerId ?? ""}
            options={[
              { value: "", label: t("fields.ownerNobody") },
              ...staff.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <FormField
            label={t("fields.ownerName")}
            optional={optional}
            name="ownerName"
            maxLength={200}
            defaultValue={line?.ownerName}
          />
          <FormSelect
            label={t("fields.preparedId")}
            name="preparedId"
            defaultValue={line?.preparedId ?? ""}
            options={[{ value: "", label: t("fields.preparedNone") }, ...named]}
          />
        </div>
        <FormTextArea
          label={t("fields.what")}
          hint={t("fields.whatHint")}
          optional={optional}
          name="what"
          rows={2}
          maxLength={500}
          defaultValue={line?.what}
        />
        <div>
          <SubmitButton size="small">{t("save")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}
