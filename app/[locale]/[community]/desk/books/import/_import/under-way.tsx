"use client";

import { useEffect, useState } from "react";
import { useFormStatus } from "react-dom";

const EVERY_MS = 700;

type UnderWayProps = {
  /** What is being done, said once. */
  children: string;
  /** Where to ask how far it is, and out of how many. */
  asks?: { address: string; total: number };
};

/** Inside a form whose work takes a while: says what is being done and, until the page changes, how far it is. */
export function UnderWay({ children, asks }: UnderWayProps) {
  const { pending } = useFormStatus();
  const far = useHowFar(pending ? asks?.address : undefined);
  return (
    <div className="under-way" data-pending={pending || undefined}>
      {pending && asks && <progress aria-label={children} value={far?.done ?? 0} max={asks.total} />}
      {pending && far && <p className="nums">{far.text}</p>}
      <p role="status" className="muted small">
        {pending && children}
      </p>
    </div>
  );
}

type HowFar = { done: number; text: string };

/** Nothing until the first books are in: till then the file is read. */
function useHowFar(address: string | undefined): HowFar | undefined {
  const [far, setFar] = useState<HowFar>();
  useEffect(() => {
    if (!address) return;
    const leaving = new AbortController();
    let next: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const answer = await fetch(address, { signal: leaving.signal }).catch(() => undefined);
      const found: HowFar | undefined = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
      if (leaving.signal.aborted) return;
      if (found && found.done > 0) setFar(found);
      next = setTimeout(ask, EVERY_MS);
    };
    next = setTimeout(ask, EVERY_MS);
    return () => {
      leaving.abort();
      clearTimeout(next);
    };
  }, [address]);
  return far;
}
