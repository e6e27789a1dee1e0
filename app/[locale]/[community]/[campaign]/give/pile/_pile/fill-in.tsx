"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState, useTransition } from "react";

type FillInProps = {
  /** Asked again and again: each time some more ISBNs are looked up. */
  address: string;
  isNeeded: boolean;
  children: ReactNode;
};

type Step = { heard: number; skip: number; left: number; text: string };

/** While libraries are asked about the books below, says so; what they know comes into the fields nobody has touched. */
export function FillIn({ address, isNeeded, children }: FillInProps) {
  const router = useRouter();
  const [looking, setLooking] = useState<string>();
  const [isOver, setIsOver] = useState(false);
  const [, startRefresh] = useTransition();
  const [begins] = useState(isNeeded); // the answer to this very question makes it false

  useEffect(() => {
    if (!begins) return;
    const leaving = new AbortController();
    const look = async () => {
      for (let skip = 0; !leaving.signal.aborted; ) {
        const step = await ask(`${address}&skip=${skip}`, leaving.signal);
        if (!step) break;
        setLooking(step.left > 0 ? step.text : undefined);
        if (step.heard > 0) startRefresh(() => router.refresh());
        if (step.left === 0) break;
        skip = step.skip;
      }
      if (leaving.signal.aborted) return;
      setLooking(undefined);
      setIsOver(true);
    };
    setLooking("");
    void look();
    return () => leaving.abort();
  }, [address, begins, router]);

  return (
    <div
      className="stack"
      data-gap="4"
      data-looking={looking === undefined ? undefined : true}
      data-looked={isOver || undefined}
    >
      <p role="status" className="muted small pile-looking">
        {looking}
      </p>
      {children}
    </div>
  );
}

async function ask(address: string, signal: AbortSignal): Promise<Step | undefined> {
  const answer = await fetch(address, { signal }).catch(() => undefined);
  return answer?.ok ? answer.json().catch(() => undefined) : undefined;
}
