"use client";

import { useActionState, useId } from "react";
import { CopyButton } from "@/app/_ui/copy-button";
import { Field, FieldError } from "@/app/_ui/field";
import { FormNotice, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { blankForm } from "@/app/_web/form-state";
import type { WebhookState } from "../actions";

type AddFormProps = {
  action: (state: WebhookState, form: FormData) => Promise<WebhookState>;
  groups: readonly { legend: string; events: readonly { name: string; label: string; ticked: boolean }[] }[];
  words: { url: string; urlHint: string; submit: string; made: string; copy: string; copied: string };
};

/** Asks for an address and what it is told, and shows the new secret this once. */
export function AddForm({ action, groups, words }: AddFormProps) {
  const [state, submit] = useActionState(action, blankForm as WebhookState);
  const errorId = useId();
  const wasSent = Object.keys(state.values).length > 0;
  const eventsError = state.fieldErrors.events;
  return (
    <form action={submit} className="stack" noValidate>
      {state.secret ? (
        <Notice tone="good">
          <div className="secret">
            <p>{words.made}</p>
            <code>{state.secret}</code>
            <CopyButton key={state.secret} text={state.secret} label={words.copy} done={words.copied} />
          </div>
        </Notice>
      ) : (
        <FormNotice state={state} />
      )}
      <Field
        key={state.secret}
        label={words.url}
        hint={words.urlHint}
        name="url"
        type="url"
        inputMode="url"
        placeholder="https://"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
        defaultValue={state.values.url}
        error={state.fieldErrors.url}
        required
      />
      {groups.map(({ legend, events }, nth) => (
        <fieldset key={legend} className="field" aria-describedby={eventsError ? errorId : undefined}>
          <legend>{legend}</legend>
          <div className="chips">
            {events.map(({ name, label, ticked }) => (
              <label key={name} className="chip">
                <input type="checkbox" name={name} defaultChecked={wasSent ? name in state.values : ticked} />
                {label}
              </label>
            ))}
          </div>
          {nth === groups.length - 1 && <FieldError id={errorId}>{eventsError}</FieldError>}
        </fieldset>
      ))}
      <div>
        <SubmitButton>{words.submit}</SubmitButton>
      </div>
    </form>
  );
}
