import { useId } from "react";
import { FieldError } from "./field";

type ChoicesProps = {
  legend: string;
  name: string;
  options: readonly { value: string; label: string; count?: number }[];
  /** One of several (radio, the default) or any of several (checkbox). */
  kind?: "radio" | "checkbox";
  chosen?: string | readonly string[];
  error?: string;
  hint?: string;
};

/** Chips to choose from: real radios or checkboxes, so the keyboard and forms without JavaScript know them. */
export function Choices({ legend, name, options, kind = "radio", chosen = [], error, hint }: ChoicesProps) {
  const id = useId();
  const isChosen = (value: string) => (typeof chosen === "string" ? chosen === value : chosen.includes(value));
  return (
    <fieldset className="field" aria-describedby={error ? id : undefined}>
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      <div className="chips">
        {options.map(({ value, label, count }) => (
          <label key={value} className="chip">
            <input type={kind} name={name} value={value} defaultChecked={isChosen(value)} />
            {label}
            {count !== undefined && <span className="count nums">{count}</span>}
          </label>
        ))}
      </div>
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}
