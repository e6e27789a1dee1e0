"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Choices } from "@/app/_ui/choices";
import { Field } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { whoIsHere } from "@/app/_ui/who-is-here";
import { useTried } from "@/app/_web/form";

type AmountFieldProps = {
  legend: string;
  options: readonly { value: string; label: string }[];
  own: { label: string };
};

/** Chips with suggested amounts, and a field for another one that shows itself when it is wanted. */
export function AmountField({ legend, options, own }: AmountFieldProps) {
  const { value: choice } = useTried("choice");
  const { value, error } = useTried("own");
  const { error: wrong } = useTried("amount");
  return (
    <div className="amount">
      <Choices
        key={choice}
        legend={legend}
        name="choice"
        options={options}
        chosen={choice ?? options[0]?.value}
        error={choice === "own" ? undefined : wrong}
      />
      <div className="amount-own">
        <Field
          label={own.label}
          name="own"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={value}
          error={error ?? (choice === "own" ? wrong : undefined)}
        />
      </div>
    </div>
  );
}

/** What only guests fill in. Somebody signed in is known; until that is known, everyone is a guest. */
export function GuestOnly({ community, as, children }: { community: string; as?: string; children: ReactNode }) {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    whoIsHere(community).then((person) => isHere && setName(person?.name ?? null));
    return () => {
      isHere = false;
    };
  }, [community]);
  if (name === null) return children;
  return as ? <p className="small muted">{as.replace("{name}", name)}</p> : null;
}

type TakenHelpProps = { href: string; line: { text: string; submit: string }; children: ReactNode };

/** After a lost race: a place in line with what was typed already, and the way to books that are still free. */
export function TakenHelp({ href, line, children }: TakenHelpProps) {
  const { value } = useTried("taken");
  return value ? (
    <div className="stack" data-gap="2">
      <p>{line.text}</p>
      <div className="row">
        <SubmitButton kind="quiet" name="intent" value="wait">
          {line.submit}
        </SubmitButton>
        <a href={href}>{children}</a>
      </div>
    </div>
  ) : null;
}
