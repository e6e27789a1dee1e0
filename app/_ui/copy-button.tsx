"use client";

import { useEffect, useState } from "react";

/** Copies a text, and says so. Shown only once it can work; the text itself stands beside it to be selected by hand. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [isReady, setReady] = useState(false);
  const [isCopied, setCopied] = useState(false);

  useEffect(() => setReady(true), []);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  if (!isReady) return null;
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-size="small"
        onClick={() => copy(text).then(setCopied)}
      >
        {isCopied ? done : label}
      </button>
      <span role="status" className="hidden-text">
        {isCopied && done}
      </span>
    </>
  );
}

/** Some in-app browsers keep the clipboard to themselves: then the old way is tried. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    return isDone;
  }
}
