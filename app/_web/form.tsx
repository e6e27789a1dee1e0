"use client";

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  use,
  useActionState,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Disclosure } from "@/app/_ui/blocks";
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
  /** Said with a "no" when files had been chosen: browsers do not keep them. */
  lost?: string;
  gap?: number;
  /** For fields that stand outside the form and belong to it. */
  id?: string;
};

/**
 * A form around one server action: its fields below keep what was typed and say what is wrong with it, and how the try went is
 * said on top. Works before JavaScript and without it. Fields may come from a server component.
 */
export function Form(props: FormProps) {
  const [round, startOver] = useRounds();
  return <OneForm key={round} {...props} startOver={startOver} />;
}

function OneForm({
  action,
  children,
  checkFields,
  lost,
  gap = 4,
  id,
  startOver,
}: FormProps & { startOver: () => void }) {
  const [state, submit] = useActionState(action, blankForm);
  const form = useRef<HTMLFormElement>(null);
  const noteSent = useLeaving(state, startOver);
  useEffect(() => leadToTrouble(form.current, state), [state]);

  const message = hasErrors(state) && checkFields ? checkFields : state.message;
  return (
    <form ref={form} id={id} action={submit} onSubmit={noteSent} className="stack" data-gap={gap} noValidate>
      {message && (
        <Notice tone={toneOf(state)}>
          <p>{message}</p>
          {lost && state.lostFiles && <p>{lost}</p>}
        </Notice>
      )}
      <Tried value={state}>{children}</Tried>
    </form>
  );
}

type FormDisclosureProps = {
  summary: ReactNode;
  /** Unfolded from the start. */
  open?: boolean | undefined;
  plain?: boolean;
  gap?: number;
  children: ReactNode;
};

/** Part of a form behind a line. A refused try comes back unfolded. */
export function FormDisclosure({ summary, open = false, plain, gap, children }: FormDisclosureProps) {
  const state = use(Tried);
  return (
    <Disclosure summary={summary} plain={plain} open={open || isRefused(state)}>
      <div className="stack" data-gap={gap}>
        {children}
      </div>
    </Disclosure>
  );
}

/** A number to key a form with, and the way to a new one. */
export function useRounds(): [number, () => void] {
  const [round, setRound] = useState(0);
  const startOver = useCallback(() => setRound((before) => before + 1), []);
  return [round, startOver];
}

/**
 * A page that is left stays alive behind the next one, and its forms with it. One that led on by being sent must not come
 * back filled: it starts over. Answers what to call when the form is sent.
 */
export function useLeaving(state: FormState, startOver: () => void): () => void {
  const isSent = useRef(false);
  useEffect(() => {
    if (state) isSent.current = false; // answered, and still here
  }, [state]);
  useLayoutEffect(
    () => () => {
      if (isSent.current) startOver();
      isSent.current = false;
    },
    [startOver],
  );
  return () => {
    isSent.current = true;
  };
}

const hasErrors = ({ fieldErrors }: FormState) => Object.keys(fieldErrors).length > 0;

const isRefused = (state: FormState) => hasErrors(state) || (state.message !== undefined && !state.done);

function toneOf({ done, asks }: FormState): Tone {
  if (done) return "good";
  return asks ? "wait" : "bad";
}

/** A field with an error; of a group of choices the first one. */
const WRONG = '[aria-invalid="true"], fieldset.field[aria-describedby] input';

/** Whoever cannot see that something changed above is brought to it. */
function leadToTrouble(form: HTMLFormElement | null, { fieldErrors, message }: FormState): void {
  if (Object.keys(fieldErrors).length > 0) {
    form?.querySelector<HTMLElement>(WRONG)?.focus();
    return;
  }
  const notice = message ? form?.querySelector<HTMLElement>(".notice") : undefined;
  notice?.scrollIntoView({ block: "nearest" });
  // a button that waits for its answer loses the focus, and Tab would begin at the top of the page
  if (document.activeElement !== document.body) return;
  notice?.setAttribute("tabindex", "-1");
  notice?.focus({ preventScroll: true });
}

type Named<Props> = Props & { name: string };

export function FormField({ defaultValue, ...rest }: Named<ComponentProps<typeof Field>>) {
  const { value, error } = useTried(rest.name);
  return <Field {...rest} defaultValue={value ?? defaultValue} error={error ?? rest.error} />;
}

export function FormTextArea({ defaultValue, ...rest }: Named<ComponentProps<typeof TextArea>>) {
  const { value, error } = useTried(rest.name);
  return <TextArea {...rest} defaultValue={value ?? defaultValue} error={error} />;
}

export function FormSelect({ defaultValue, ...rest }: Named<ComponentProps<typeof Select>>) {
  const { value, error } = useTried(rest.name);
  // React puts a select back to its first default after a try, so a new one is made.
  return <Select key={value} {...rest} defaultValue={value ?? defaultValue} error={error ?? rest.error} />;
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
