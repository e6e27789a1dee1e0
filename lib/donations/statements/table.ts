import { createHash } from "node:crypto";
import { Refusal } from "@/lib/core/refusal";
import { decodeFile } from "@/lib/core/table/decode";
import { type Delimiter, parseRows, type RawRow } from "@/lib/core/table/parse";
import { cleanText } from "@/lib/core/text";
import { readMoment, readSignedMinor } from "./cells";
import { plainName, readHeader } from "./columns";

export const STATEMENT_MAX_BYTES = 5 * 1024 * 1024;
export const STATEMENT_MAX_LINES = 20_000;
const COLUMNS_MAX = 100;
/** Banks put a few lines about the account above the header. */
const PREAMBLE_MAX = 20;

/** A bank's table before anyone has said what its columns mean. */
export type StatementTable = {
  header: string[];
  /** The same for files with the same header. */
  key: string;
  rows: RawRow[];
};

/**
 * The rows of a statement and its header: the first line that names a date and an amount, below what banks write above it. A file
 * that begins with its lines has no header; its columns are then named by their numbers. Refuses `donations.statementTooLarge`,
 * `donations.statementEmpty`, and `catalog.fileUnreadable` for what is no text.
 */
export async function openTable(bytes: Uint8Array): Promise<StatementTable> {
  if (bytes.length > STATEMENT_MAX_BYTES) throw new Refusal("donations.statementTooLarge");
  const { text } = decodeFile(bytes);
  const rows: RawRow[] = [];
  for await (const portion of parseRows(text, delimiterOf(text))) {
    rows.push(...portion.rows);
    if (rows.length > STATEMENT_MAX_LINES + PREAMBLE_MAX + 1) throw new Refusal("donations.statementTooLarge");
  }

  const first = rows.slice(0, PREAMBLE_MAX);
  const headed = first.findIndex(({ cells }) => {
    const named = readHeader(cells);
    return named.at !== undefined && named.amount !== undefined;
  });
  const begun = first.findIndex(({ cells }) => isLine(cells));
  const wide = first.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 1);
  const hasHeader = headed >= 0 || begun !== 0;
  const at = headed >= 0 ? headed : hasHeader ? Math.max(0, wide) : -1;
  const lines = rows.slice(at + 1);
  const cells = rows[Math.max(at, 0)]?.cells ?? [];
  if (lines.length === 0 || cells.length < 2) throw new Refusal("donations.statementEmpty");
  if (lines.length > STATEMENT_MAX_LINES) throw new Refusal("donations.statementTooLarge");
  if (cells.length > COLUMNS_MAX) throw new Refusal("catalog.fileUnreadable");
  const header = cells.map((cell, nth) => (hasHeader ? cleanText(cell.slice(0, 200)).text : "") || String(nth + 1));
  return { header, key: keyOf(header), rows: lines };
}

function keyOf(header: string[]): string {
  return createHash("sha256")
    .update(JSON.stringify(header.map(plainName)))
    .digest("hex");
}

function isLine(cells: string[]): boolean {
  return cells.some((cell) => readMoment(cell, "UTC")) && cells.some((cell) => readSignedMinor(cell) !== null);
}

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];

/** By the widest of the first lines: what stands above a header has no columns. */
function delimiterOf(text: string): Delimiter {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n?|\n/, PREAMBLE_MAX)
    .map((line) => line.replace(/"[^"]*"/g, ""));
  const widths = DELIMITERS.map((delimiter) => Math.max(...lines.map((line) => line.split(delimiter).length)));
  // a comma also stands inside amounts and comments: with as many of another, the other is it
  const best = Math.max(...widths);
  return DELIMITERS.toReversed().find((delimiter) => widths[DELIMITERS.indexOf(delimiter)] === best) ?? ",";
}
