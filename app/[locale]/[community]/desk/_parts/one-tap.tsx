import type { ReactNode } from "react";
import type { ButtonKind } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction } from "@/app/_web/form";

type OneTapProps = {
  action: FormAction;
  /** What the button is about, sent along. */
  fields: Record<string, string>;
  kind?: ButtonKind;
  children: ReactNode;
  /** Said to screen readers after the button's text: which one of many. */
  about?: string;
};

/** A button that does one thing to one thing. */
export function OneTap({ action, fields, kind = "quiet", children, about }: OneTapProps) {
  return (
    <Form action={action} gap={2}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div>
        <SubmitButton kind={kind} size="small">
          {children}
          {about && <span className="hidden-text"> {about}</span>}
        </SubmitButton>
      </div>
    </Form>
  );
}
