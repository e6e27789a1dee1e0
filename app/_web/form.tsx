"use client";

import { type ComponentProps, createContext, type ReactNode, use, useActionState, useEffect, useRef } from "react";
import { Choices } from "@/app/_ui/choices";
import { CheckField, Field, Select, TextArea } from "@/app/_ui/field";
import { FileField } from "@/app/_ui/file-field";
import { Notice, type Tone } from "@/app/_ui/notice";
import { blankForm, type FormState } from "./form-state";

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

const Tried = createContext<FormState>(blankForm);

type FormProps = {
  action: FormAction;
  children: ReactNode;
  /** Said above the form when some of its fields are wrong: the fields say what. */
  checkFields?: string;
  /** Said with every "no": what the browser could not keep. */
  lost?: string;
  gap?: number;
  /** For fields that stand outside the form and belong to it. */
  id?: string;
};

/**
 * A form around one server action: its fields below keep what was typed and say what is wrong with it, and how the try went is
 * said on top. Works before JavaScript and without it. Fields may come from a server component.
 */
export function Form({ action, children, checkFields, lost, gap = 4, id }: FormProps) {
  const [state, submit] = useActionState(action, blankForm);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => leadToTrouble(form.current, state), [state]);

  const hasErrors = Object.keys(state.fieldErrors).length > 0;
  const message = hasErrors && checkFields ? checkFields : state.message;
  return (
    <form ref={form} id={id} action={submit} className="stack" data-gap={gap} noValidate>
      {message && (
        <Notice tone={toneOf(state)}>
          <p>{message}</p>
          {lost && !state.done && <p>{lost}</p>}
        </Notice>
      )}
      <Tried value={state}>{children}</Tried>
    </form>
  );
}

function toneOf({ done, asks }: FormState): Tone {
  if (done) return "good";
  return asks ? "wait" : "bad";
}

/** Whoever cannot see that something changed above is brought to it. */
function leadToTrouble(form: HTMLFormElement | null, { fieldErrors, message }: FormState): void {
  if (Object.keys(fieldErrors).length > 0) form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  else if (message) form?.querySelector(".notice")?.scrollIntoView({ block: "nearest" });
}

type Named<Props> = Props & { name: string };

export function FormField({ defaultValue, ...rest }: Named<ComponentProps<typeof Field>>) {
  const { value, error } = useTried(rest.name);
  return <Field {...rest} defaultValue={value ?? defaultValue} error={error} />;
}

export function FormTextArea({ defaultValue, ...rest }: Named<ComponentProps<typeof TextArea>>) {
  const { value, error } = useTried(rest.name);
  return <TextArea {...rest} defaultValue={value ?? defaultValue} error={error} />;
}

export function FormSelect({ defaultValue, ...rest }: Named<ComponentProps<typeof Select>>) {
  const { value, error } = useTried(rest.name);
  // React puts a select back to its first default after a try, so a new one is made.
  return <Select key={value} {...rest} defaultValue={value ?? defaultValue} error={error} />;
}

export function FormChoices({ chosen, ...rest }: ComponentProps<typeof Choices>) {
  const { value, error } = useTried(rest.name);
  return <Choices key={value} {...rest} chosen={value ?? chosen} error={error} />;
}

export function FormCheck({ defaultChecked, ...rest }: Named<ComponentProps<typeof CheckField>>) {
  const { value, error, wasSent } = useTried(rest.name);
  return <CheckField {...rest} defaultChecked={wasSent ? value !== undefined : defaultChecked} error={error} />;
}

export function FormFile(props: Named<ComponentProps<typeof FileField>>) {
  const { error } = useTried(props.name);
  return <FileField {...props} error={error} />;
}

/** What the last try of the form around says about one of its fields. */
export function useTried(name: string) {
  const { values, fieldErrors } = use(Tried);
  const inside = Object.keys(fieldErrors).find((field) => field.startsWith(`${name}.`)); // one of several in the same field
  const error = fieldErrors[name] ?? (inside && fieldErrors[inside]);
  return { value: values[name], error, wasSent: Object.keys(values).length > 0 };
}
