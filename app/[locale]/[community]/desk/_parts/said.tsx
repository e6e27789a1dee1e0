"use client";

import { useEffect } from "react";
import { Notice, type Tone } from "@/app/_ui/notice";

/** How the last action went. Whoever works through a list goes on with its next item: that one gets the focus. */
export function Said({ text, tone }: { text: string; tone: Tone }) {
  useEffect(() => {
    const next = document.querySelector<HTMLElement>("[data-next]");
    next?.querySelector<HTMLElement>("input:not([type=hidden]), button, a")?.focus();
  }, []);

  return (
    <div className="desk-said">
      <Notice tone={tone}>{text}</Notice>
    </div>
  );
}
