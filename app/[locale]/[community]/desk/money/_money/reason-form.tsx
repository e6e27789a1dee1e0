import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormDisclosure, FormField } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";

type ReasonFormProps = {
  locale: Locale;
  action: FormAction;
  code: string;
  words: { open: string; hint: string; submit: string };
};

/** A step back, behind a line: it wants a reason that the donor reads. */
export function ReasonForm({ locale, action, code, words }: ReasonFormProps) {
  return (
    <Form action={action} gap={2} checkFields={deskWords(locale)("checkFields")}>
      <input type="hidden" name="code" value={code} />
      <FormDisclosure
        plain
        gap={2}
        summary={
          <>
            {words.open}
            <span className="hidden-text"> {code}</span>
          </>
        }
      >
        <div className="line-form" data-fields="1">
          <FormField label={deskWords(locale)("reason")} name="reason" maxLength={500} required />
          <SubmitButton kind="danger" size="small">
            {words.submit}
            <span className="hidden-text"> {code}</span>
          </SubmitButton>
        </div>
        <p className="hint">{words.hint}</p>
      </FormDisclosure>
    </Form>
  );
}
