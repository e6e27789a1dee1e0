"use client";

import { useActionState } from "react";
import { Disclosure } from "@/app/_ui/blocks";
import { FormNotice, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { blankForm } from "@/app/_web/form-state";
import type { LinkState } from "./actions";

type LinkFormProps = {
  action: (state: LinkState, form: FormData) => Promise<LinkState>;
  words: { title: string; lead: string; make: string; ready: string; open: string; again: string };
  open: boolean;
};

/** Asks for the address that links a chat, and leads there. Comes back unfolded, without JavaScript as well. */
export function LinkForm({ action, words, open }: LinkFormProps) {
  const [state, submit] = useActionState(action, blankForm as LinkState);
  return (
    <Disclosure summary={words.title} open={open || state !== blankForm}>
      <div className="stack" data-gap="3">
        <p className="muted small">{words.lead}</p>
        {state.address ? (
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
        ) : (
          <form action={submit} className="stack" data-gap="3">
            <FormNotice state={state} />
            <div>
              <SubmitButton kind="quiet">{words.make}</SubmitButton>
            </div>
          </form>
        )}
      </div>
    </Disclosure>
  );
}
