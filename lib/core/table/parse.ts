import { setImmediate as nextTurn } from "node:timers/promises";
import { type CsvError, parse } from "csv-parse";
import { Refusal } from "@/lib/core/refusal";

export const MAX_ROWS = 50_000;

/** One row as it stands in the file; `line` is where it begins, the first line being 1. */
export interface RawRow {
  line: number;
  cells: string[];
  /** The row has a quoted field without an end, which swallowed the rest of the file. */
  neverClosed?: true;
}

/** Some rows, and how far into the text they reach, in characters. */
export interface Portion {
  rows: RawRow[];
  done: number;
  total: number;
}

export type Delimiter = "," | ";" | "\t";

/** The delimiter of a table, by its header line: the one that splits it into most columns. Honours a spreadsheet's "sep=" line. */
export function detectDelimiter(text: string): Delimiter {
  const declared = SEP_LINE.exec(text)?.[1];
  if (isDelimiter(declared)) return declared;
  const header = /^\s*([^\n\r]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, "") ?? "";
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/**
 * The rows of a table, the header first, in portions, giving way to other work between them. Blank lines are left out. Stray
 * quotes inside a field are text. Refuses `catalog.fileTooLarge` beyond `MAX_ROWS` rows.
 */
export async function* parseRows(source: string, delimiter: Delimiter): AsyncGenerator<Portion> {
  const text = source.replace(/\r\n?/g, "\n").replace(/^\uFEFF/, "");
  const declared = SEP_LINE.exec(text)?.[0] ?? "";
  const skipped = declared === "" ? 0 : 1;

  let rows: RawRow[] = [];
  let seen = 0;
  let lastLine = skipped;
  let failure: CsvError | Error | undefined;
  const parser = parse({
    delimiter,
    record_delimiter: "\n",
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record(cells: string[], info: { lines: number }) {
      // `lines` counts to the row's last line; the row began as many lines before as its fields hold.
      lastLine = info.lines + skipped;
      if (cells.every((cell) => cell.trim() === "")) return null;
      rows.push({ line: lastLine - cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0), cells });
      seen++;
      return null; // collected here, so that nothing before a field without an end is lost with the stream
    },
  });
  parser.on("error", (error) => {
    failure = error;
  });
  parser.resume();

  let done = declared.length;
  for (const portion of portions(text.slice(declared.length))) {
    parser.write(portion);
    done += portion.length;
    await nextTurn();
    if (seen > MAX_ROWS + 1) throw new Refusal("catalog.fileTooLarge");
    if (failure) break;
    yield { rows, done, total: text.length };
    rows = [];
  }
  if (!failure) {
    const closed = new Promise((resolve) => parser.once("close", resolve));
    parser.end();
    await closed;
  }
  if (failure) rows.push({ line: firstLineAfter(text, lastLine), cells: [], neverClosed: unclosed(failure) });
  if (seen > MAX_ROWS + 1) throw new Refusal("catalog.fileTooLarge");
  yield { rows, done: text.length, total: text.length };
}

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];
const SEP_LINE = /^\uFEFF?sep=([,;\t])[^\S\n\r]*(?:\r\n?|\n)/i;
const PORTION = 64 * 1024;

function isDelimiter(text: string | undefined): text is Delimiter {
  return DELIMITERS.some((delimiter) => delimiter === text);
}

// Cut after a line's end, so that no character is torn in two.
function* portions(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const cut = text.indexOf("\n", start + PORTION);
    const end = cut < 0 ? text.length : cut + 1;
    yield text.slice(start, end);
    start = end;
  }
}

function unclosed(failure: CsvError | Error): true {
  if ("code" in failure && failure.code === "CSV_QUOTE_NOT_CLOSED") return true;
  throw failure;
}

function firstLineAfter(text: string, line: number): number {
  const lines = text.split("\n");
  let next = line;
  while (next < lines.length - 1 && lines[next]?.trim() === "") next++;
  return next + 1;
}
