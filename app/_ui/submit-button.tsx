"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonKind } from "./button";

type SubmitButtonProps = {
  children: ReactNode;
  kind?: ButtonKind;
  size?: "small" | "large";
  wide?: boolean;
  /** Sent along when this button was pressed, for forms with several. */
  name?: string;
  value?: string;
};

/** Sends its form, and takes no second press while the first is under way. */
export function SubmitButton({ children, ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button {...rest} type="submit" disabled={pending} aria-busy={pending}>
      {pending && <span className="spinner" aria-hidden="true" />}
      {children}
    </Button>
  );
}
