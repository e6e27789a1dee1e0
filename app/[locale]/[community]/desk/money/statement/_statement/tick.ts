import { readPaymentCode } from "@/lib/core/codes";
import type { Suggestion } from "@/lib/donations/statements/match";

/** What a ticked line is to become: what the person saw, not what would be proposed by the time it is sent. */
export type Tick =
  | { lineId: string; parts: { code: string; amountMinor: number }[] }
  | { lineId: string; transferId: string };

/** A tick as the value of its box. */
export function writeTick(tick: Tick): string {
  if ("transferId" in tick) return `${tick.lineId} transfer ${tick.transferId}`;
  return [tick.lineId, ...tick.parts.map(({ code, amountMinor }) => `${code}=${amountMinor}`)].join(" ");
}

/** The tick a box stands for, or nothing when somebody made it up. */
export function readTick(value: FormDataEntryValue): Tick | undefined {
  if (typeof value !== "string" || value.length > 2_000) return undefined;
  const [lineId = "", ...words] = value.split(" ");
  const [kind, transferId] = words;
  if (kind === "transfer" && transferId) return { lineId, transferId };
  const parts = words.flatMap((word) => {
    const [typed = "", amount = ""] = word.split("=");
    const code = readPaymentCode(typed);
    return code && /^\d{1,12}$/.test(amount) ? [{ code, amountMinor: Number(amount) }] : [];
  });
  return parts.length > 0 && parts.length === words.length ? { lineId, parts } : undefined;
}

/** What a suggestion becomes when it is ticked. */
export function tickOf(
  lineId: string,
  suggestion: Extract<Suggestion, { kind: "exact" | "probable" | "counted" }>,
): Tick {
  if (suggestion.kind === "counted") return { lineId, transferId: suggestion.transfer.id };
  return { lineId, parts: suggestion.parts.map(({ payee, amountMinor }) => ({ code: payee.code, amountMinor })) };
}
