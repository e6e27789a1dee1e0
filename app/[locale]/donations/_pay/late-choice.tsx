"use client";

import { useTried } from "@/app/_web/form";

type LateChoiceProps = { legend: string; options: readonly { value: string; label: string }[]; chosen: string };

/** What becomes of money that comes too late, a line for each answer. */
export function LateChoice({ legend, options, chosen }: LateChoiceProps) {
  const { value } = useTried("late");
  return (
    <fieldset key={value} className="field">
      <legend>{legend}</legend>
      <div className="options">
        {options.map((option) => (
          <label key={option.value} className="option">
            <input type="radio" name="late" value={option.value} defaultChecked={option.value === (value ?? chosen)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
