import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type Tone = "plain" | "good" | "wait" | "bad";
const ICONS: Record<Tone, IconName> = { plain: "info", good: "check", wait: "clock", bad: "warn" };

/** Says how a try went. A refusal interrupts (alert), anything else waits its turn (status). */
export function Notice({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className="notice" data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}

/** What a form says after a try: nothing yet, a refusal, or that it worked. */
export function FormNotice({ state }: { state: { message?: string; done?: boolean } }) {
  return state.message ? <Notice tone={state.done ? "good" : "bad"}>{state.message}</Notice> : null;
}

/** A state in one or two words. */
export function Badge({ tone = "plain", icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
