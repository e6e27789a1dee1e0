import type { ReactNode } from "react";

type LineSectionProps = { id: string; title: string; count: number; lead: string; children: ReactNode };

/** A group of lines that are equally sure. */
export function LineSection({ id, title, count, lead, children }: LineSectionProps) {
  return (
    <section className="stack" data-gap="3" aria-labelledby={id}>
      <div>
        <h2 id={id}>
          {title} <span className="task-count nums">{count}</span>
        </h2>
        <p className="muted small">{lead}</p>
      </div>
      {children}
    </section>
  );
}
