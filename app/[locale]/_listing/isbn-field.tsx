"use client";

import { useRef, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { useTried } from "@/app/_web/form";

/** What is known of a typed ISBN: what is wrong with it, or how many copies of the book the campaign has. */
export type IsbnCheck = { error?: string; note?: string; copyOf?: string };

type IsbnFieldProps = {
  check: (typed: string) => Promise<IsbnCheck>;
  /** Where to ask what the book is; `&isbn=` is added. */
  editions: string;
  initial?: string;
  words: {
    label: string;
    hint: string;
    optional: string;
    check: string;
    looking: string;
    /** `{title}` stands for the title. */
    found: string;
    notFound: string;
  };
};

type Edition = Record<string, string>;

/**
 * An ISBN that is looked at as soon as it is typed; what the book is comes into the fields that are still empty, and nobody waits
 * for it. Without JavaScript the button sends the form for the same answer, which keeps all that was typed; with it nothing is
 * sent but the ISBN, so chosen photos stay.
 */
export function IsbnField({ check, editions, initial, words }: IsbnFieldProps) {
  const tried = useTried("isbn");
  const triedCopy = useTried("copyOf");
  const [seen, setSeen] = useState<{ typed: string; answer: IsbnCheck }>();
  const [book, setBook] = useState<string>();
  const asked = useRef("");
  const filled = useRef<Edition>({});

  async function look(field: HTMLInputElement) {
    const typed = field.value;
    if (typed.trim() === "" || typed === asked.current) return;
    asked.current = typed;
    const edition = findEdition(`${editions}&isbn=${encodeURIComponent(typed)}`);
    const answer = await check(typed).catch((): IsbnCheck => ({})); // sending the form asks again
    if (asked.current !== typed) return;
    setSeen({ typed, answer });
    setBook(answer.error ? undefined : words.looking);
    const found = await edition;
    if (asked.current !== typed) return;
    if (found?.title && field.form) fill(field.form, found, filled.current);
    if (!answer.error) setBook(found?.title ? words.found.replace("{title}", found.title) : words.notFound);
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
        onBlur={(event) => void look(event.currentTarget)}
      />
      <input type="hidden" name="copyOf" value={seen?.answer.copyOf ?? triedCopy.value ?? ""} />
      <div role="status" className="small">
        {seen?.answer.note && <p>{seen.answer.note}</p>}
        {book && <p>{book}</p>}
      </div>
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
            if (field instanceof HTMLInputElement) void look(field);
          }}
        >
          {words.check}
        </Button>
      </div>
    </div>
  );
}

/** A field nobody sees, for what only a library or a table says. */
export function QuietField({ name, initial }: { name: string; initial: string }) {
  const { value } = useTried(name);
  return <input type="hidden" name={name} defaultValue={value ?? initial} />;
}

async function findEdition(address: string): Promise<Edition | undefined> {
  const answer = await fetch(address).catch(() => undefined);
  return answer?.ok ? answer.json().catch(() => undefined) : undefined;
}

/** Fills what is empty or was filled by the last ISBN; what a person typed stays. */
function fill(form: HTMLFormElement, edition: Edition, before: Edition): void {
  for (const [name, value] of Object.entries(edition)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    if (field.value !== "" && field.value !== before[name]) continue;
    field.value = value;
    if (field.value !== value) field.value = ""; // no such choice
    before[name] = value;
  }
}
