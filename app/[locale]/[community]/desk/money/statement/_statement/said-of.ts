import type { Tone } from "@/app/_ui/notice";
import { readPaymentCode } from "@/lib/core/codes";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";

/** How the last action went, by the address it led to. Only codes and numbers go along: an address can be made up. */
export function saidOf(
  { done, count, code, refused, lost }: Record<string, string>,
  locale: Locale,
): { text: string; tone: Tone; key: string } | undefined {
  const word = `said.${done}`;
  if (!done || !deskStatementWords.has(word)) return undefined;
  const t = deskStatementWords(locale);
  const number = (text: string | undefined) => Math.min(Math.max(0, Math.floor(Number(text)) || 0), 100_000);
  const left = number(refused);
  const text = [
    t(word, { count: number(count), code: readPaymentCode(code ?? "") ?? "" }),
    ...(left > 0 ? [t("said.refused", { count: left })] : []),
    ...(lost ? [t("said.withoutBook")] : []),
  ].join(" ");
  return { text, tone: left > 0 || lost ? "wait" : "good", key: [done, count, code, refused].join(" ") };
}
