"use client";

import { useState } from "react";
import type { Option } from "@/app/_ui/field";
import { FormSelect, useTried } from "@/app/_web/form";

type NumberOfProps = {
  metric: { label: string; chosen: string | undefined; options: Option[] };
  /** With the metrics each can have. None at all: there is nothing to choose. */
  placement: {
    label: string;
    none: string;
    chosen: string | undefined;
    options: (Option & { metrics: readonly string[] })[];
  };
};

/** A metric, and of which placement: only those are offered that can ever have it. */
export function NumberOf({ metric, placement }: NumberOfProps) {
  const tried = useTried("metric").value;
  const [picked, setPicked] = useState<string>();
  const current = picked ?? tried ?? metric.chosen ?? metric.options[0]?.value ?? "";
  const fitting = placement.options.filter(({ metrics }) => metrics.includes(current));
  return (
    <>
      <FormSelect
        label={metric.label}
        name="metric"
        defaultValue={metric.chosen}
        options={metric.options}
        onChange={({ target }) => setPicked(target.value)}
      />
      {placement.options.length > 0 && (
        <FormSelect
          label={placement.label}
          name="placementId"
          defaultValue={placement.chosen ?? ""}
          options={[{ value: "", label: placement.none }, ...fitting]}
        />
      )}
    </>
  );
}
