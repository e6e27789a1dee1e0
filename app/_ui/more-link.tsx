import { ButtonLink } from "./button";

/** The way to further rows, as a real link: keeps its place in the history and works without JavaScript. */
export function MoreLink({ href, children, note }: { href: string | null; children: string; note?: string }) {
  return (
    <div className="pages">
      {note && <p className="muted small nums">{note}</p>}
      {href && (
        <ButtonLink href={href} kind="quiet">
          {children}
        </ButtonLink>
      )}
    </div>
  );
}
