export type Cell = string | number | null | undefined;

/**
 * A CSV that spreadsheets open safely: UTF-8 with a byte order mark, commas, CRLF, quotes as in RFC 4180. Text that a
 * spreadsheet would run as a formula gets a leading apostrophe (`restoreText` takes it off). Numbers stay numbers.
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header.map(writeCell).join(",")];
  for (const row of rows) lines.push(row.map(writeCell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** The text with an apostrophe in front when a spreadsheet could take it for a formula. Undone exactly by `restoreText`. */
export function neutralise(text: string): string {
  return RUNS_AS_FORMULA.test(text) ? `'${text}` : text;
}

/** What `neutralise` was given. Text that it would never have made is left alone. */
export function restoreText(cell: string): string {
  return cell.startsWith("'") && RUNS_AS_FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Whether a spreadsheet could run this text: = + - @ at the start (also after spaces, also their full-width forms), tab, CR or LF. */
export function looksLikeFormula(text: string): boolean {
  return /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text);
}

// Apostrophes before it count in, so that a text which itself begins with '= comes back with its own apostrophe.
const RUNS_AS_FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

function writeCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = neutralise(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
