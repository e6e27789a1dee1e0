"use client";

import { usePathname } from "next/navigation";
import { FAULT_WORDS } from "@/lib/core/i18n/messages/fault-page";

/** A fault of ours: said plainly, with the way on. The log has the rest. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const locale = usePathname().startsWith("/en") ? "en" : "uk";
  const words = FAULT_WORDS[locale];
  return (
    <main className="lost">
      <section className="stack" data-gap="3">
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        <div className="row">
          <button type="button" className="button" onClick={reset}>
            {words.again}
          </button>
          <a className="button" data-kind="quiet" href={`/${locale}`}>
            {words.home}
          </a>
        </div>
      </section>
    </main>
  );
}
