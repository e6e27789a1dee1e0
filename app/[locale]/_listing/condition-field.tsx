"use client";

import { useId } from "react";
import { FieldError } from "@/app/_ui/field";
import { useTried } from "@/app/_web/form";

type ConditionFieldProps = {
  legend: string;
  options: readonly { value: string; label: string; meaning: string }[];
  chosen?: string;
};

/** How worn the copy is, each choice with a line of what it means. */
export function ConditionField({ legend, options, chosen }: ConditionFieldProps) {
  const { value, error } = useTried("condition");
  const id = useId();
  return (
    <fieldset key={value} className="field" aria-describedby={error ? id : undefined}>
      <legend>{legend}</legend>
      <div className="options">
        {options.map((option) => (
          <label key={option.value} className="option">
            <input
              type="radio"
              name="condition"
              value={option.value}
              defaultChecked={option.value === (value ?? chosen)}
              aria-invalid={error ? true : undefined}
            />
            <span>
              <b>{option.label}</b> <span className="muted">— {option.meaning}</span>
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}
