"use client";

import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { useTried } from "@/app/_web/form";

/** What is known of a typed ISBN: what is wrong with it, or how many copies of the book the campaign has. */
export type IsbnCheck = { error?: string; note?: string; copyOf?: string };

type IsbnFieldProps = {
  check: (typed: string) => Promise<IsbnCheck>;
  initial?: string;
  words: { label: string; hint: string; optional: string; check: string };
};

/**
 * An ISBN that is looked at as soon as it is typed. Without JavaScript the button sends the form for the same answer, which keeps
 * all that was typed; with it nothing is sent but the ISBN, so chosen photos stay.
 */
export function IsbnField({ check, initial, words }: IsbnFieldProps) {
  const tried = useTried("isbn");
  const triedCopy = useTried("copyOf");
  const [seen, setSeen] = useState<{ typed: string; answer: IsbnCheck }>();

  async function look(typed: string) {
    if (typed.trim() === "" || typed === seen?.typed) return;
    setSeen({ typed, answer: await check(typed).catch(() => ({})) }); // sending the form asks again
  }

  return (
    <div className="stack" data-gap="2">
      <Field
        name="isbn"
        label={words.label}
        optional={words.optional}
        hint={words.hint}
        defaultValue={tried.value ?? initial}
        error={seen ? seen.answer.error : tried.error}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        onBlur={(event) => look(event.currentTarget.value)}
      />
      <input type="hidden" name="copyOf" value={seen?.answer.copyOf ?? triedCopy.value ?? ""} />
      <p className="small" role="status">
        {seen?.answer.note}
      </p>
      <div>
        <Button
          type="submit"
          name="step"
          value="isbn"
          kind="quiet"
          size="small"
          onClick={(event) => {
            event.preventDefault();
            const field = event.currentTarget.form?.elements.namedItem("isbn");
            if (field instanceof HTMLInputElement) look(field.value);
          }}
        >
          {words.check}
        </Button>
      </div>
    </div>
  );
}
