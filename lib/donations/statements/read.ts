import { createHash } from "node:crypto";
import type { ColumnMapping } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { RawRow } from "@/lib/core/table/parse";
import { cleanText, isBroken } from "@/lib/core/text";
import { normaliseReference, REFERENCE_MAX } from "../rules";
import { readMoment, readSignedMinor } from "./cells";
import { currencyNamed, fits, type Named, readHeader } from "./columns";
import type { StatementTable } from "./table";

export const COMMENT_MAX = 1_000;
const COUNTERPARTY_MAX = 200;
const DAY_MS = 86_400_000;

/** A line of an account as it will be stored. `isOwnReference`: the bank's id, not one made from what the line says. */
export type ReadLine = {
  reference: string;
  isOwnReference: boolean;
  at: Date;
  amountMinor: number;
  comment: string;
  counterparty: string | null;
};

export const UNREADABLE = ["unclosed", "broken", "date", "future", "amount", "zero", "currency"] as const;
export type UnreadableCode = (typeof UNREADABLE)[number];
/** A line of the file that could not be read, and why; nothing is left out without being named here. */
export type Unreadable = { line: number; code: UnreadableCode; text: string };

export type ReadStatement = { lines: ReadLine[]; unreadable: Unreadable[] };
type Context = { timeZone: string; currency: string; now: Date };

/**
 * The lines of a table whose columns are known. What comes in is above zero, what goes out below. Refuses
 * `donations.statementColumns` when the mapping does not fit, `donations.currencyMismatch` when the header names another currency.
 */
export function readLines(table: StatementTable, mapping: ColumnMapping, context: Context): ReadStatement {
  const { header, rows } = table;
  if (!fits(mapping, header)) throw new Refusal("donations.statementColumns");
  const inHeader = currencyNamed(header[mapping.amount] ?? "");
  if (inHeader && inHeader !== context.currency) throw new Refusal("donations.currencyMismatch");
  const named = { ...readHeader(header), ...(inHeader && { currency: undefined }) };

  const lines: ReadLine[] = [];
  const unreadable: Unreadable[] = [];
  const nameOf = nameLines();
  for (const row of rows) {
    const read = readRow(row, mapping, named, context);
    if (typeof read === "string") unreadable.push({ line: row.line, code: read, text: textOf(row) });
    else lines.push(nameOf(read));
  }
  return { lines, unreadable };
}

type Said = Omit<ReadLine, "reference" | "isOwnReference"> & { ownReference: string; balanceMinor: number | null };

function readRow(row: RawRow, mapping: ColumnMapping, named: Named, context: Context): Said | UnreadableCode {
  const cell = (nth: number | null | undefined) => (nth === null || nth === undefined ? "" : (row.cells[nth] ?? ""));
  const text = (nth: number | null | undefined, max: number) => cleanText(cell(nth)).text.slice(0, max);
  if (row.neverClosed) return "unclosed";
  if (row.cells.some(isBroken)) return "broken";

  const at = readMoment(cell(mapping.at), context.timeZone, cell(named.time));
  if (!at) return "date";
  if (at.getTime() > context.now.getTime() + DAY_MS) return "future";
  const amountMinor = amountOf(cell(mapping.amount), cell(mapping.debit), cell(named.kind));
  if (amountMinor === null) return "amount";
  if (amountMinor === 0) return "zero";
  const currency = text(named.currency, 10).toUpperCase();
  if (currency !== "" && currency !== context.currency && !isHryvnia(currency, context.currency)) return "currency";

  const comment = text(mapping.comment, COMMENT_MAX);
  return {
    at,
    amountMinor,
    comment,
    counterparty: senderOf(text(mapping.counterparty, COUNTERPARTY_MAX)) ?? senderIn(comment),
    ownReference: normaliseReference(text(mapping.reference, 2 * REFERENCE_MAX)),
    balanceMinor: readSignedMinor(cell(named.balance)),
  };
}

const GOES_OUT = /зняття|списання|видаток|дебет|withdraw|debit|outgoing/i;

function amountOf(amount: string, debit: string, kind: string): number | null {
  const out = readSignedMinor(debit);
  const minor = readSignedMinor(amount);
  if (out && !minor) return -Math.abs(out);
  // a jar's statement writes withdrawals without a sign, and says so in words
  return minor !== null && minor > 0 && GOES_OUT.test(kind) ? -minor : minor;
}

const isHryvnia = (written: string, currency: string) => currency === "UAH" && /^(ГРН\.?|₴|980)$/.test(written);

/** monobank writes who sent it as "Від: Олена Книгогляд". */
function senderOf(text: string): string | null {
  return senderIn(text) ?? (text || null);
}

function senderIn(text: string): string | null {
  return /^(?:Від|From):\s*(.+)$/i.exec(text)?.[1]?.slice(0, COUNTERPARTY_MAX) ?? null;
}

/**
 * Names each line of one file, in the file's order. With the balance after it, time and amount tell it from every other, in any
 * language of the export; without, what it says does. Lines that say the same are as many lines, and end with their numbers.
 */
function nameLines(): (said: Said) => ReadLine {
  const seen = new Map<string, number>();
  return ({ ownReference, balanceMinor, ...line }) => {
    if (ownReference !== "" && ownReference.length <= REFERENCE_MAX)
      return { ...line, reference: ownReference, isOwnReference: true };
    const told = balanceMinor === null ? [line.comment, line.counterparty] : [balanceMinor];
    const print = printOf([line.at.getTime(), line.amountMinor, ...told]);
    const nth = (seen.get(print) ?? 0) + 1;
    seen.set(print, nth);
    return { ...line, reference: `${MADE}${print}-${nth}`, isOwnReference: false };
  };
}

const MADE = "CSV-";

/** Whether a reference was made here, for want of the bank's: nobody can look it up anywhere. */
export const isMadeReference = (reference: string) => reference.startsWith(MADE);

/** Short, and in the letters references have. */
export function printOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16).toUpperCase();
}

const textOf = ({ cells }: RawRow) =>
  cleanText(
    cells
      .filter((cell) => cell.trim() !== "")
      .join(" · ")
      .slice(0, 400),
  ).text.slice(0, 160);
