import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormCheck, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import { promoBriefWords } from "@/lib/core/i18n/messages/promo-brief";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { isTracked, metricName, metricsOf } from "@/lib/promos/metrics";
import { networkName } from "../../../../links/_links/names";
import { unitOf } from "../../../../money/_money/confirm-form";
import type { PromoDesk } from "../../../_promos/open";
import { contactField, networkField, networksOffered, typedOf } from "./form-values";
import { FieldsetError, KeptVersion } from "./kept-version";

type BriefFormProps = PromoDesk & { action: FormAction; people: readonly string[] };

/** The brief, in the order in which it is thought through: the task, the people, the networks, the dates, the report. */
export function BriefForm({ desk, promo, action, people }: BriefFormProps) {
  const { locale, community, campaigns } = desk;
  const { kind } = promo;
  const t = promoBriefWords(locale);
  const optional = siteWords(locale)("optional");
  const saved = typedOf(promo, community.timeZone);
  const field = (name: string) => ({ name, defaultValue: saved[name] });
  const area = (name: string, rows: number) => ({ ...field(name), rows, maxLength: 3_000 });
  const moment = (name: string) => ({ ...field(name), type: "datetime-local" }) as const;
  const choices = campaigns.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form action={action} gap={5}>
      <KeptVersion version={promo.version} />
      <Part title={t("part.task")} lead={t("partLead.task")} first>
        <FormTextArea label={t("task")} hint={t(`taskHint.${kind}`)} {...area("task", 3)} />
        <FormTextArea label={t("problem")} hint={t("problemHint")} optional={optional} {...area("problem", 2)} />
        <div className="fields-two">
          <FormSelect
            label={t("metric")}
            hint={t(`metricHint.${kind}`)}
            {...field("metric")}
            options={[
              { value: "", label: t("noMetric") },
              ...metricsOf(kind).map((metric) => ({
                value: metric,
                label: t(isTracked(metric) ? "tracked" : "entered", { name: metricName(metric, locale) }),
              })),
            ]}
          />
          <FormField label={t("target")} hint={t("targetHint")} inputMode="numeric" {...field("metricTarget")} />
          <FormField label={t("metricBy")} {...moment("metricBy")} />
        </div>
      </Part>
      <Part title={t("part.people")} lead={t("partLead.people")}>
        <FormTextArea label={t("audience")} hint={t("audienceHint")} {...area("audience", 3)} />
        <FormTextArea label={t("keyMessage")} hint={t("keyMessageHint")} {...area("keyMessage", 2)} />
        <FormTextArea label={t("examples")} hint={t("examplesHint")} optional={optional} {...area("examples", 3)} />
      </Part>
      <Part title={t("part.where")} lead={t("partLead.where")}>
        <FieldsetError name="networks" />
        <datalist id="brief-people">
          {people.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <ul className="brief-networks">
          {networksOffered(promo).map((network) => (
            <li key={network} className="brief-network">
              <FormCheck name={networkField(network)} defaultChecked={saved[networkField(network)] === "on"}>
                {networkName(network, locale)}
              </FormCheck>
              <div className="brief-contact">
                <FormField
                  label={t("contact", { network: networkName(network, locale) })}
                  {...field(contactField(network))}
                  list="brief-people"
                  autoComplete="off"
                  maxLength={200}
                />
              </div>
            </li>
          ))}
        </ul>
        <div className="fields-two">
          <FormField
            label={t("otherNetwork")}
            hint={t("otherNetworkHint")}
            optional={optional}
            name="otherNetwork"
            autoCapitalize="none"
            autoComplete="off"
            maxLength={60}
          />
          <FormField
            label={t("otherContact")}
            hint={t("contactHint")}
            optional={optional}
            name="otherContact"
            list="brief-people"
            autoComplete="off"
            maxLength={200}
          />
        </div>
      </Part>
      <Part title={t("part.when")} lead={t("partLead.when", { zone: community.timeZone })}>
        <div className="fields-two">
          <FormField label={t("contentBy")} hint={t("contentByHint")} {...moment("contentBy")} />
          <FormField
            label={t("budget")}
            hint={t("budgetHint")}
            inputMode="decimal"
            suffix={unitOf(promo.currency)}
            {...field("budgetMinor")}
          />
          <FormField label={t("starts")} hint={t("windowHint")} optional={optional} {...moment("startsAt")} />
          <FormField label={t("ends")} optional={optional} {...moment("endsAt")} />
        </div>
      </Part>
      {kind === "event" && (
        <Part title={t("part.event")}>
          <div className="fields-two">
            <FormField label={t("held")} optional={optional} {...moment("heldAt")} />
            <FormField label={t("place")} optional={optional} maxLength={300} {...field("place")} />
          </div>
          <FormField
            label={t("registerUrl")}
            optional={optional}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={500}
            placeholder="https://"
            {...field("registerUrl")}
          />
        </Part>
      )}
      <Part title={t("part.report")} lead={t("partLead.report")}>
        <FormTextArea label={t("reportFormat")} hint={t("reportFormatHint")} {...area("reportFormat", 3)} />
        <div className="fields-two">
          <FormField label={t("reportBy")} {...moment("reportBy")} />
        </div>
      </Part>
      <Part title={t("part.about")}>
        <div className="fields-two">
          <FormField label={t("name")} maxLength={200} required {...field("name")} />
          {kind === "initiative" && <FormSelect label={t("campaign")} {...field("campaignId")} options={choices} />}
          {kind === "achievement" && (
            <FormSelect
              label={t("quoted")}
              {...field("campaignId")}
              options={[{ value: "", label: t("noCampaign") }, ...choices]}
            />
          )}
        </div>
      </Part>
      <div className="brief-buttons row">
        <SubmitButton kind="quiet" name="next" value="save">
          {t("save")}
        </SubmitButton>
        <SubmitButton name="next" value="agree">
          {t("agree")}
        </SubmitButton>
      </div>
    </Form>
  );
}

type PartProps = { title: string; lead?: string; first?: boolean; children: ReactNode };

function Part({ title, lead, first, children }: PartProps) {
  return (
    <fieldset className="form-part" data-first={first || undefined}>
      <legend className="part-title">{title}</legend>
      {lead && <p className="muted small">{lead}</p>}
      {children}
    </fieldset>
  );
}
