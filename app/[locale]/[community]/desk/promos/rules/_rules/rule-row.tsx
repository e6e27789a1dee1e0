import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField, FormSelect } from "@/app/_web/form";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { dateText } from "@/lib/core/i18n/moment";
import { typeNames } from "@/lib/promos/check/media";
import { LEVELS, LINKS, type Rule, type RuleName } from "@/lib/promos/check/specs";
import { OneTap } from "../../../_parts/one-tap";
import type { Place } from "../../../_parts/place";
import { dropRule, saveRule } from "../actions";

type RuleRowProps = {
  locale: Locale;
  place: Place;
  at: { network: string; format: string };
  name: RuleName;
  rule: Rule;
  isOwn: boolean;
  today: string;
};

/** One rule: its value, how strictly it holds, where it is from; and the form to put one's own in its place. */
export function RuleRow({ locale, place, at, name, rule, isOwn, today }: RuleRowProps) {
  const t = placementWords(locale);
  const { value, level, source, checkedOn, unit } = rule;
  const which = { ...at, rule: name };
  return (
    <li className="rule-row">
      <div className="stack" data-gap="1">
        <p>
          <strong>{t(`rule.names.${name}`)}:</strong> {valueText(name, value, locale)}{" "}
          {unit && unit !== "graphemes" && <span className="small muted">({t(`check.counted.${unit}`)})</span>}
        </p>
        <p className="row small muted" data-gap="2">
          <Badge tone={level === "hard" ? "bad" : "plain"}>{t(`rule.levels.${level}`)}</Badge>
          {isOwn && <Badge tone="good">{t("rule.own")}</Badge>}
          <span>
            {t("check.source", {
              source: source[locale],
              date: dateText(new Date(`${checkedOn}T12:00:00Z`), "UTC", locale),
            })}
          </span>
        </p>
      </div>
      <Form action={saveRule.bind(null, place)} checkFields={deskWords(locale)("checkFields")} gap={3}>
        <FormDisclosure
          plain
          gap={3}
          summary={
            <>
              {t("rule.change")}
              <span className="hidden-text">: {t(`rule.names.${name}`)}</span>
            </>
          }
        >
          {Object.entries(which).map(([field, content]) => (
            <input key={field} type="hidden" name={field} value={content} />
          ))}
          <div className="fields-two">
            <ValueField locale={locale} name={name} value={value} />
            <FormSelect
              label={t("rule.level")}
              name="level"
              defaultValue={level}
              options={LEVELS.map((each) => ({ value: each, label: t(`rule.levels.${each}`) }))}
            />
            <FormField
              label={t("rule.source")}
              name="source"
              defaultValue={isOwn ? source[locale] : ""}
              maxLength={500}
              required
            />
            <FormField
              label={t("rule.checkedOn")}
              name="checkedOn"
              type="date"
              defaultValue={isOwn ? checkedOn : today}
              required
            />
          </div>
          <div>
            <SubmitButton size="small">{t("rule.save")}</SubmitButton>
          </div>
        </FormDisclosure>
      </Form>
      {isOwn && (
        <OneTap action={dropRule.bind(null, place)} fields={which} kind="plain" about={t(`rule.names.${name}`)}>
          {t("rule.restore")}
        </OneTap>
      )}
    </li>
  );
}

function ValueField({ locale, name, value }: { locale: Locale; name: RuleName; value: Rule["value"] }) {
  const t = placementWords(locale);
  const label = t("rule.value");
  if (name === "links")
    return (
      <FormSelect
        label={label}
        name="value"
        defaultValue={String(value)}
        options={LINKS.map((each) => ({ value: each, label: t(`rule.links.${each}`) }))}
      />
    );
  if (typeof value === "boolean")
    return (
      <FormSelect
        label={label}
        name="value"
        defaultValue={String(value)}
        options={[
          { value: "true", label: t("rule.yes") },
          { value: "false", label: t("rule.no") },
        ]}
      />
    );
  const isList = Array.isArray(value);
  return (
    <FormField
      label={label}
      hint={isList ? t("rule.valueHint") : undefined}
      name="value"
      inputMode={isList ? "text" : "decimal"}
      defaultValue={isList ? value.join(", ") : String(value)}
      required
    />
  );
}

function valueText(name: RuleName, value: Rule["value"], locale: Locale): string {
  const t = placementWords(locale);
  if (name === "links") return t(`rule.links.${LINKS.find((each) => each === value) ?? "plain"}`);
  if (name === "mediaTypes" && Array.isArray(value)) return typeNames(value);
  if (typeof value === "boolean") return t(value ? "rule.yes" : "rule.no");
  if (typeof value === "number") return new Intl.NumberFormat(FORMAT_TAG[locale]).format(value);
  return Array.isArray(value) ? value.join(", ") : value;
}
