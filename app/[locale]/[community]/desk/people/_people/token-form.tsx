"use client";

import { useActionState } from "react";
import { CopyButton } from "@/app/_ui/copy-button";
import { Field } from "@/app/_ui/field";
import { FormNotice, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { blankForm } from "@/app/_web/form-state";
import type { TokenState } from "../actions";

type TokenFormProps = {
  action: (state: TokenState, form: FormData) => Promise<TokenState>;
  words: { name: string; create: string; made: string; copy: string; copied: string };
};

/** Asks for a token, and shows the new one this once. */
export function TokenForm({ action, words }: TokenFormProps) {
  const [state, submit] = useActionState(action, blankForm as TokenState);
  return (
    <form action={submit} className="stack" noValidate>
      {state.token ? (
        <Notice tone="good">
          <div className="secret">
            <p>{words.made}</p>
            <code>{state.token}</code>
            <CopyButton key={state.token} text={state.token} label={words.copy} done={words.copied} />
          </div>
        </Notice>
      ) : (
        <FormNotice state={state} />
      )}
      <div className="line-form" data-fields="1">
        <Field
          key={state.token}
          label={words.name}
          name="name"
          maxLength={120}
          defaultValue={state.values.name}
          error={state.fieldErrors.name}
          required
        />
        <SubmitButton kind="quiet" size="small">
          {words.create}
        </SubmitButton>
      </div>
    </form>
  );
}
