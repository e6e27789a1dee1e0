"use client";

import { useEffect, useRef } from "react";
import { Notice, type Tone } from "@/app/_ui/notice";

/**
 * How the last action went. Whoever works through a list goes on with its next item: that one gets the focus. Anybody else goes on
 * at the part the address names, or here: the button that was pressed is gone, and without this Tab begins at the top again.
 */
export function Said({ text, tone }: { text: string; tone: Tone }) {
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const next = document.querySelector<HTMLElement>("[data-next]");
    const item = next?.querySelector<HTMLElement>("input:not([type=hidden]), button, a");
    if (item) return item.focus();
    const part = own.current
      ?.closest("main")
      ?.querySelector<HTMLElement>(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    const goesOn = part ?? own.current;
    goesOn?.setAttribute("tabindex", "-1");
    goesOn?.focus({ preventScroll: true });
  }, []);

  return (
    <div ref={own} className="desk-said">
      <Notice tone={tone}>{text}</Notice>
    </div>
  );
}
