import { type ComponentProps, type ReactNode, useId } from "react";

type Common = {
  label: string;
  /** What is wrong, in words. Tied to the input and announced. */
  error?: string;
  /** A line that helps before anything is typed. */
  hint?: string;
  /** "необов’язково": shown after the label. */
  optional?: string;
};

/** One line to type in: label, input and error belong together. `suffix` is a unit, such as ₴. */
export function Field({
  label,
  error,
  hint,
  optional,
  suffix,
  ...input
}: Common & { suffix?: string } & ComponentProps<"input">) {
  const { ids, described } = useParts(error, hint);
  const control = <input {...input} {...described} id={ids.input} className="input" />;
  return (
    <Labelled {...{ label, error, hint, optional, ids }}>
      {suffix ? (
        <div className="affix">
          {control}
          <span aria-hidden="true">{suffix}</span>
        </div>
      ) : (
        control
      )}
    </Labelled>
  );
}

export function TextArea({ label, error, hint, optional, ...input }: Common & ComponentProps<"textarea">) {
  const { ids, described } = useParts(error, hint);
  return (
    <Labelled {...{ label, error, hint, optional, ids }}>
      <textarea {...input} {...described} id={ids.input} className="input" />
    </Labelled>
  );
}

export type Option = { value: string; label: string };

export function Select({
  label,
  error,
  hint,
  optional,
  options,
  ...input
}: Common & { options: readonly Option[] } & ComponentProps<"select">) {
  const { ids, described } = useParts(error, hint);
  return (
    <Labelled {...{ label, error, hint, optional, ids }}>
      <select {...input} {...described} id={ids.input} className="input">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A box to tick, with its sentence. */
export function CheckField({
  children,
  error,
  ...input
}: { children: ReactNode; error?: string } & ComponentProps<"input">) {
  const { ids, described } = useParts(error);
  return (
    <div className="field">
      <label className="check">
        <input {...input} {...described} type="checkbox" />
        <span>{children}</span>
      </label>
      <FieldError id={ids.error}>{error}</FieldError>
    </div>
  );
}

/** Always in the page, so that a screen reader speaks when words come into it. */
export function FieldError({ id, children }: { id: string; children?: string }) {
  return (
    <p id={id} className="field-error" aria-live="polite">
      {children}
    </p>
  );
}

type Ids = { input: string; error: string; hint: string };

function useParts(error?: string, hint?: string) {
  const id = useId();
  const ids: Ids = { input: id, error: `${id}-error`, hint: `${id}-hint` };
  const describedBy = [hint && ids.hint, error && ids.error].filter(Boolean).join(" ");
  return {
    ids,
    described: { "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined },
  };
}

function Labelled({ label, error, hint, optional, ids, children }: Common & { ids: Ids; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={ids.input}>
        {label} {optional && <span className="optional">({optional})</span>}
      </label>
      {hint && (
        <p id={ids.hint} className="hint">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={ids.error}>{error}</FieldError>
    </div>
  );
}
