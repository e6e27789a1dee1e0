"use client";

import { useEffect, useRef, useState } from "react";
import { SubmitButton } from "@/app/_ui/submit-button";

type TickedSubmitProps = {
  children: string;
  count: number;
  /** The first thing to do on the page. */
  isNext: boolean;
};

/** Sends what is ticked in its form, and says how much that is. Before JavaScript: how much was ticked at first. */
export function TickedSubmit({ children, count, isNext }: TickedSubmitProps) {
  const place = useRef<HTMLDivElement>(null);
  const [ticked, setTicked] = useState(count);

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    const add = () => setTicked(form.querySelectorAll('input[name="line"]:checked').length);
    add();
    form.addEventListener("change", add);
    return () => form.removeEventListener("change", add);
  }, []);

  return (
    <div ref={place} data-next={isNext || undefined}>
      <SubmitButton>{`${children}: ${ticked}`}</SubmitButton>
    </div>
  );
}
