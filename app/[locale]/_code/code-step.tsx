import type { ReactNode } from "react";
import { Field } from "@/app/_ui/field";
import { FormNotice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { FormState } from "@/app/_web/form-state";

export type CodeStepWords = Record<"sent" | "codeTitle" | "code" | "enter" | "again", string>;

type CodeStepProps = {
  words: CodeStepWords;
  state: FormState;
  email: string;
  inboxHint: ReactNode;
  /** How to type something else instead: a button of the form, or a link. */
  change: ReactNode;
};

/** The second step of coming in: the code that was sent to an address, which the form takes along. */
export function CodeStep({ words, state: { values, fieldErrors, ...state }, email, inboxHint, change }: CodeStepProps) {
  return (
    <>
      <h2>{words.codeTitle}</h2>
      <p role="status">{words.sent.replace("{email}", email)}</p>
      {inboxHint}
      <FormNotice state={state} />
      <input type="hidden" name="email" value={email} />
      <Field
        key="code"
        name="code"
        label={words.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        defaultValue={values.code}
        error={fieldErrors.code}
      />
      <SubmitButton size="large" wide name="step" value="enter">
        {words.enter}
      </SubmitButton>
      <div className="row">
        <SubmitButton kind="plain" size="small" name="step" value="again">
          {words.again}
        </SubmitButton>
        {change}
      </div>
    </>
  );
}
