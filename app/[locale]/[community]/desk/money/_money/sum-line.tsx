"use client";

import { useEffect, useRef, useState } from "react";

type SumLineProps = { label: string; unit: string; tag: string; startMinor: number };
type Sums = { partsMinor: number; isOff: boolean };

/** The shares added up while they are typed, and marked when they are not the transfer. Before JavaScript: as they were proposed. */
export function SumLine({ label, unit, tag, startMinor }: SumLineProps) {
  const line = useRef<HTMLParagraphElement>(null);
  const [{ partsMinor, isOff }, setSums] = useState<Sums>({ partsMinor: startMinor, isOff: false });

  useEffect(() => {
    const form = line.current?.closest("form");
    if (!form) return;
    const add = () => setSums(sumsOf(form));
    add();
    form.addEventListener("input", add);
    return () => form.removeEventListener("input", add);
  }, []);

  // not as a currency: servers and browsers write its sign differently
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  return (
    <p ref={line} className="sum-line" data-off={isOff || undefined}>
      <span>{label}</span>
      <output>
        {number.format(partsMinor / 100)} {unit}
      </output>
    </p>
  );
}

function sumsOf(form: HTMLFormElement): Sums {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name$="amountMinor"]')];
  const minorOf = (field: HTMLInputElement) => {
    const typed = Number(field.value.replace(/[\s'’]/g, "").replace(",", "."));
    return Number.isFinite(typed) ? Math.round(typed * 100) : 0;
  };
  const partsMinor = fields
    .filter(({ name }) => name.startsWith("parts."))
    .reduce((total, field) => total + minorOf(field), 0);
  const whole = fields.find(({ name }) => name === "amountMinor");
  return { partsMinor, isOff: whole !== undefined && minorOf(whole) !== partsMinor };
}
