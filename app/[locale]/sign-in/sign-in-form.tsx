"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Field } from "@/app/_ui/field";
import { Anchor } from "@/app/_ui/link";
import { FormNotice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { useLeaving, useRounds } from "@/app/_web/form";
import { blankForm } from "@/app/_web/form-state";
import { CodeStep, type CodeStepWords } from "@/app/[locale]/_code/code-step";
import type { SignInState } from "./actions";

type Words = CodeStepWords & Record<"email" | "emailHint" | "send" | "otherAddress", string>;

type SignInFormProps = {
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
  /** This page without anything typed. */
  startOver: string;
  words: Words;
  inboxHint: ReactNode;
};

/** The address, then the code. Both steps are one form, so that it works without JavaScript and keeps the address out of addresses. */
export function SignInForm(props: SignInFormProps) {
  const [round, startAgain] = useRounds();
  return <OneSignIn key={round} {...props} startAgain={startAgain} />;
}

function OneSignIn({ action, startOver, words, inboxHint, startAgain }: SignInFormProps & { startAgain: () => void }) {
  const [state, submit] = useActionState<SignInState, FormData>(action, blankForm);
  const { values, fieldErrors, sentTo } = state;
  const form = useRef<HTMLFormElement>(null);
  const noteSent = useLeaving(state, startAgain);
  useEffect(() => {
    if (state !== blankForm) form.current?.querySelector<HTMLInputElement>("input:not([type=hidden])")?.focus();
  }, [state]);

  if (sentTo === undefined)
    return (
      <form ref={form} action={submit} onSubmit={noteSent} className="stack" noValidate>
        <FormNotice state={state} />
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
        />
        <SubmitButton size="large" wide>
          {words.send}
        </SubmitButton>
      </form>
    );

  return (
    <form ref={form} action={submit} onSubmit={noteSent} className="stack" noValidate>
      <CodeStep
        words={words}
        state={state}
        email={sentTo}
        inboxHint={inboxHint}
        change={
          <Anchor className="button" data-kind="plain" data-size="small" href={startOver}>
            {words.otherAddress}
          </Anchor>
        }
      />
    </form>
  );
}
