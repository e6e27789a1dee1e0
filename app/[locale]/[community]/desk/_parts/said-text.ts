import type { Tone } from "@/app/_ui/notice";
import { readBookCode, readPaymentCode } from "@/lib/core/codes";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";

/** Not the end of it: somebody has to look again. */
const WAITS = ["withoutBook", "refundSent", "refundFailed", "webhookNotTaken"];

/** What an action leaves in the address of the page it leads to. Only codes and numbers go along: an address can be made up. */
export function saidText(
  { done, code, count }: Record<string, string>,
  locale: Locale,
): { text: string; tone: Tone; key: string } | undefined {
  const word = `said.${done}`;
  if (!done || !deskWords.has(word)) return undefined;
  const known = readPaymentCode(code ?? "") ?? readBookCode(code ?? "") ?? "";
  const text = deskWords(locale)(word, { code: known, count: Math.min(Number(count) || 0, 100_000) });
  return { text, tone: WAITS.includes(done) ? "wait" : "good", key: `${done} ${code} ${count}` };
}
