import { z } from "zod";
import { FORMAT_TAG, type Locale } from "./i18n/locale";

/** The largest amount anywhere, in minor units: ten million hryvnias. More is a slip of the finger. */
export const MAX_AMOUNT_MINOR = 1_000_000_000;

/**
 * An amount as people write it, in minor units of a two-decimal currency, or null when it cannot be read with certainty.
 * Takes "350", "350,00", "1 250.50", "1,250.50", "UAH 39,000", any space, and "грн", "₴", "UAH" before or after.
 * No for: negative, more than two decimals (a bare "350,005" is that), above `MAX_AMOUNT_MINOR`. Never passes through a float.
 */
export function parseAmountMinor(text: string): number | null {
  if (text.length > 60) return null;
  const trimmed = text.trim();
  const bare = trimmed.replace(CURRENCY_WORD_BEFORE, "").replace(CURRENCY_WORD_AFTER, "");
  const commas = trimmed.startsWith(bare) ? SURE_COMMAS : COMMAS_IN_THREES;
  const parts = PLAIN.exec(bare) ?? SPACES_IN_THREES.exec(bare) ?? commas.exec(bare);
  if (!parts) return null;
  const whole = (parts[1] ?? "").replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  if (whole.length > 10) return null; // beyond the largest amount, and near where numbers lose their last digits
  const minor = Number(whole) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
  return minor <= MAX_AMOUNT_MINOR ? minor : null;
}

/** A form's amount field, read as minor units above zero. Its error message is a field code. */
export const amountInput = z.string().transform((text, context) => {
  const minor = parseAmountMinor(text);
  if (minor !== null && minor > 0) return minor;
  context.issues.push({ code: "custom", message: "fields.amount", input: text });
  return z.NEVER;
});

/** "39 000 ₴" with no-break spaces, or "UAH 39,000"; decimals only when there are any. */
export function formatMoney(minor: number, currency: string, locale: Locale): string {
  const digits = minor % 100 === 0 ? 0 : 2;
  const key = `${locale} ${currency} ${digits}`;
  let format = moneyFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(FORMAT_TAG[locale], {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    moneyFormats.set(key, format);
  }
  return format.format(minor / 100);
}

/** The bare number, "350" or "350.50": what an amount field shows and an export writes. */
export function plainAmount(minor: number): string {
  const rest = Math.abs(minor) % 100;
  const whole = `${minor < 0 ? "-" : ""}${(Math.abs(minor) - rest) / 100}`;
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, "0")}`;
}

/** A share of one with one decimal: "87,0 %" (no-break space, as Ukrainian print has it) or "87.0%". `signed` shows the plus of growth. */
export function formatPercent(share: number, locale: Locale, { signed = false } = {}): string {
  const text = new Intl.NumberFormat(FORMAT_TAG[locale], {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: signed ? "exceptZero" : "negative",
  }).format(share);
  return locale === "uk" ? text.replace(/\s*%$/, "\u00A0%") : text;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

const CURRENCY_WORD_BEFORE = /^(?:UAH|₴)\s*/i;
const CURRENCY_WORD_AFTER = /\s*(?:UAH|₴|грн\.?|гривн[яі]|гривень)$/i;
const PLAIN = /^(\d+)(?:[.,](\d{1,2}))?$/;
const SPACES_IN_THREES = /^(\d{1,3}(?:[\s'’]\d{3})+)(?:[.,](\d{1,2}))?$/;
// A lone comma before three digits is a thousand only after "UAH", as we write it ourselves; bare, it could be a decimal comma.
const SURE_COMMAS = /^([1-9]\d{0,2}(?:,\d{3})+(?=\.)|[1-9]\d{0,2}(?:,\d{3}){2,})(?:\.(\d{1,2}))?$/;
const COMMAS_IN_THREES = /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;
