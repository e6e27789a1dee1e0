"use client";

import { useActionState } from "react";
import { FormNotice, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { blankForm } from "@/app/_web/form-state";
import type { LinkState } from "./actions";

type LinkFormProps = {
  action: (state: LinkState, form: FormData) => Promise<LinkState>;
  words: { make: string; ready: string; open: string; again: string };
};

/** Asks for the address that links a chat, and leads there. */
export function LinkForm({ action, words }: LinkFormProps) {
  const [state, submit] = useActionState(action, blankForm as LinkState);
  if (state.address)
    return (
      <Notice tone="good">
        <div className="stack" data-gap="2">
          <p>{words.ready}</p>
          <div>
            <a className="button" href={state.address} rel="noopener noreferrer">
              {words.open}
            </a>
          </div>
          <p className="muted small">{words.again}</p>
        </div>
      </Notice>
    );
  return (
    <form action={submit} className="stack" data-gap="3">
      <FormNotice state={state} />
      <div>
        <SubmitButton kind="quiet">{words.make}</SubmitButton>
      </div>
    </form>
  );
}
