import type { ComponentProps } from "react";
import { Anchor, type AnchorProps } from "./link";

export type ButtonKind = "main" | "quiet" | "plain" | "danger";
type Look = { kind?: ButtonKind; size?: "small" | "large"; wide?: boolean };

/** A link that leads to the next step. */
export function ButtonLink({ kind, size, wide, ...rest }: Look & AnchorProps) {
  return <Anchor {...rest} className="button" data-kind={kind} data-size={size} data-wide={wide || undefined} />;
}

/** A plain button. Forms use SubmitButton of submit-button.tsx, which shows that it waits. */
export function Button({ kind, size, wide, ...rest }: Look & ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      className="button"
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
    />
  );
}
