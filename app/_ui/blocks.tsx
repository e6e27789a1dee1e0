import { type ReactNode, useId } from "react";
import { Anchor } from "./link";

/** A list without rows, and the next step. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <EmptyShelf />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** A shelf with a gap where a book should stand. */
export function EmptyShelf() {
  return (
    <svg className="shelf" viewBox="0 0 144 76" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden="true">
      <path d="M4 72h136M20 72V22h14v50M38 72V34h10v38M98 72l12-46 13 3-11 43" strokeLinejoin="round" />
      <path d="M60 66V20h26v46" strokeDasharray="4 5" />
    </svg>
  );
}

/** A sheet of paper on the page. */
export function Card({ children, raised, gap }: { children: ReactNode; raised?: boolean; gap?: number }) {
  return (
    <div className="card" data-raised={raised || undefined} data-gap={gap}>
      {children}
    </div>
  );
}

/** Big numbers with their names. */
export function Facts({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {items.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Names and values, a pair a line. Pairs without a value are left out. */
export function Pairs({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="pairs">
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== "")
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Where this page lies; the last one is the page itself. */
export function Crumbs({ label, items }: { label: string; items: readonly { name: string; href?: string }[] }) {
  return (
    <nav aria-label={label}>
      <ol className="crumbs">
        {items.map(({ name, href }) => (
          <li key={name} aria-current={href ? undefined : "page"}>
            {href ? <Anchor href={href}>{name}</Anchor> : name}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** More behind a line: works without JavaScript. */
export function Disclosure({
  summary,
  children,
  open,
  plain,
}: {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  plain?: boolean;
}) {
  return (
    <details className="details" open={open} data-plain={plain || undefined}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}

/**
 * A button and the sheet it opens over the page. The browser does it by itself (popover), without JavaScript; an old one
 * that does not know popovers shows the sheet in the page.
 */
export function Sheet({
  open,
  title,
  close,
  children,
}: {
  open: ReactNode;
  title: string;
  close: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <>
      <button type="button" className="button" data-kind="quiet" popoverTarget={id}>
        {open}
      </button>
      <div id={id} popover="auto" className="sheet" role="dialog" aria-label={title}>
        <div className="stack">
          <h2>{title}</h2>
          {children}
          <button type="button" className="button" data-kind="plain" popoverTarget={id} popoverTargetAction="hide">
            {close}
          </button>
        </div>
      </div>
    </>
  );
}
