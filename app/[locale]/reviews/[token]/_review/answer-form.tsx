import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormChoices, FormField, FormTextArea } from "@/app/_web/form";
import type { Placement } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { answer } from "../actions";

type AnswerFormProps = { locale: Locale; token: string; placement: Placement };

/** Approves, asks for changes or says a word, with a name. */
export function AnswerForm({ locale, token, placement }: AnswerFormProps) {
  const t = placementWords(locale);
  const answers =
    placement.status === "in_review" ? (["approve", "request_changes", "comment"] as const) : (["comment"] as const);
  return (
    <Form
      key={`${placement.version} ${placement.status}`}
      action={answer.bind(null, locale, token)}
      checkFields={deskWords(locale)("checkFields")}
      gap={3}
    >
      <input type="hidden" name="placement" value={placement.id} />
      <input type="hidden" name="version" value={placement.version} />
      <FormChoices
        legend={t("review.answer")}
        name="answer"
        chosen={answers.length === 1 ? "comment" : undefined}
        options={answers.map((value) => ({ value, label: t(`review.${value}`) }))}
      />
      <FormTextArea
        label={t("review.note")}
        hint={t("review.noteHint")}
        optional={siteWords(locale)("optional")}
        name="note"
        rows={3}
      />
      <FormField label={t("review.name")} name="name" autoComplete="name" maxLength={100} required />
      <div>
        <SubmitButton size="large">{t("review.send")}</SubmitButton>
      </div>
    </Form>
  );
}
