"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Field } from "@/app/_ui/field";
import { FormNotice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { useLeaving, useRounds } from "@/app/_web/form";
import { blankForm } from "@/app/_web/form-state";
import { CodeStep, type CodeStepWords } from "@/app/[locale]/_code/code-step";
import type { JoinState } from "./actions";

type Words = CodeStepWords & Record<"name" | "nameHint" | "email" | "emailHint" | "send" | "change", string>;

type JoinFormProps = {
  action: (state: JoinState, form: FormData) => Promise<JoinState>;
  words: Words;
  inboxHint: ReactNode;
};

/** Name and address, then the code. Both steps are one form, so that it works without JavaScript. */
export function JoinForm(props: JoinFormProps) {
  const [round, startOver] = useRounds();
  return <OneJoin key={round} {...props} startOver={startOver} />;
}

function OneJoin({ action, words, inboxHint, startOver }: JoinFormProps & { startOver: () => void }) {
  const [state, submit] = useActionState<JoinState, FormData>(action, blankForm);
  const { values, fieldErrors, sentTo } = state;
  const form = useRef<HTMLFormElement>(null);
  const noteSent = useLeaving(state, startOver);
  useEffect(() => {
    if (state !== blankForm)
      form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"], input:not([type=hidden])')?.focus();
  }, [state]);

  if (!sentTo)
    return (
      <form ref={form} action={submit} onSubmit={noteSent} className="stack" noValidate>
        <FormNotice state={state} />
        <Field
          key="name"
          name="name"
          label={words.name}
          hint={words.nameHint}
          autoComplete="name"
          maxLength={120}
          defaultValue={values.name}
          error={fieldErrors.name}
          required
        />
        <Field
          key="email"
          name="email"
          type="email"
          label={words.email}
          hint={words.emailHint}
          autoComplete="email"
          inputMode="email"
          maxLength={254}
          defaultValue={values.email}
          error={fieldErrors.email}
          required
        />
        <SubmitButton size="large" wide>
          {words.send}
        </SubmitButton>
      </form>
    );

  return (
    <form ref={form} action={submit} onSubmit={noteSent} className="stack" noValidate>
      <input type="hidden" name="name" value={sentTo.name} />
      <CodeStep
        words={words}
        state={state}
        email={sentTo.email}
        inboxHint={inboxHint}
        change={
          <SubmitButton kind="plain" size="small" name="step" value="change">
            {words.change}
          </SubmitButton>
        }
      />
    </form>
  );
}
