"use client";

import { useEffect, useRef, useState } from "react";
import { SubmitButton } from "@/app/_ui/submit-button";

type TickedSubmitProps = { children: string; count: number };

/** Sends what is ticked in its form, and says how much that is. Before JavaScript: how much was ticked at first. */
export function TickedSubmit({ children, count }: TickedSubmitProps) {
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
    <div ref={place}>
      <SubmitButton>
        {children}: <span className="nums">{ticked}</span>
      </SubmitButton>
    </div>
  );
}
