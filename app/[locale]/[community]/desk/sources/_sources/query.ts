import { sourcesInput } from "@/lib/referrals/input";
import type { SourceQuery } from "@/lib/reports/sources";

/** What is chosen in the address. Days that are none, or in the wrong order, choose nothing. */
export function readChosen({
  touch,
  from,
  to,
}: Record<string, string | undefined>): SourceQuery & { isWrong: boolean } {
  const typed = { touch: touch || undefined, from: from || undefined, to: to || undefined };
  const read = sourcesInput.safeParse(typed);
  if (read.success) return { ...read.data, isWrong: false };
  const without = sourcesInput.safeParse({ touch: typed.touch });
  return { ...(without.success ? without.data : sourcesInput.parse({})), isWrong: true };
}

/** The same as names and values of an address. */
export function chosenQuery({ touch, from, to }: SourceQuery): Record<string, string> {
  return { touch, ...(from && { from }), ...(to && { to }) };
}
