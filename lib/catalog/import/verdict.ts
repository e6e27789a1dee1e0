import { looksLikeFormula, restoreText } from "@/lib/catalog/export";
import {
  type BookDraft,
  CONDITIONS,
  LANGUAGE_UNKNOWN,
  MAX_AUTHORS,
  MAX_DESCRIPTION,
  MAX_MINIMUM_MINOR,
  MAX_NAME,
  MAX_TITLE,
} from "@/lib/catalog/vocabulary";
import type { Values } from "@/lib/core/i18n/bilingual";
import type { ImportCode } from "@/lib/core/i18n/messages/import";
import { MAX_AMOUNT_MINOR, parseAmountMinor, plainAmount } from "@/lib/core/money";
import type { RawRow } from "@/lib/core/table/parse";
import { cleanText, isBroken } from "@/lib/core/text";
import { type Column, type Layout, pickCells, repeatsHeader } from "./columns";
import { judgeIsbns } from "./isbn-cells";
import { readLanguage } from "./language";

export interface Verdict {
  /** Where the row begins in the file, the first line being 1. */
  line: number;
  verdict: "accept" | "warn" | "reject";
  /** Why it was rejected, or what was mended; words are in `messages/import`. */
  codes: ImportCode[];
  /** What the words of the codes need. */
  values: Values;
  /** Absent when the row was rejected. */
  book?: BookDraft;
}

export interface JudgeContext {
  layout: Layout;
  /** The campaign's topics; `other` is always one. */
  topics: readonly string[];
  now: Date;
}

/** What becomes of one row, by the six rules: accepted, accepted with a warning, or rejected with every reason. */
export function judgeRow(raw: RawRow, context: JudgeContext): Verdict {
  const notes = new Notes(raw.line);
  if (!isReadable(raw, context.layout, notes)) return notes.verdict();

  const cells = pickCells(context.layout, raw.cells);
  const text = (column: Column, lines = false) => readText(cells[column] ?? "", lines, notes);
  const word = (column: Column) => cleanText(restoreText(cells[column] ?? "")).text; // compared, never kept

  const title = text("title");
  const length = [...title].length;
  if (title === "") notes.reject("import.titleEmpty");
  if (length > MAX_TITLE) notes.reject("import.titleTooLong", { max: MAX_TITLE, length });

  const isbn = judgeIsbns(cells.isbn13 ?? "", cells.isbn ?? "");
  if (isbn.code) notes[isbn.rejected ? "reject" : "warn"](isbn.code, isbn.values);

  return notes.verdict({
    title,
    authors: readAuthors(text("authors"), context.layout.authorsByComma, notes),
    isbn13: isbn.isbn13,
    language: readLanguageCell(word("language"), notes),
    publisher: within(MAX_NAME, "publisher", text("publisher"), notes) || null,
    year: readYear(word("year") || word("firstYear"), context.now, notes),
    category: readCategory(word("category"), context.topics, notes),
    condition: readCondition(word("condition"), notes),
    description: within(MAX_DESCRIPTION, "description", text("description", true), notes),
    minimumMinor: readMinimum(cells.minimum ?? "", notes),
  });
}

/** Collects what is said about one row. A rejected row names only the reasons for that. */
class Notes {
  private readonly rejections = new Set<ImportCode>();
  private readonly warnings = new Set<ImportCode>();
  private readonly values: Values = {};

  constructor(private readonly line: number) {}

  reject(code: ImportCode, values: Values = {}): void {
    this.rejections.add(code);
    Object.assign(this.values, values);
  }

  warn(code: ImportCode, values: Values = {}): void {
    this.warnings.add(code);
    Object.assign(this.values, values);
  }

  verdict(book?: BookDraft): Verdict {
    const { line, values } = this;
    if (this.rejections.size > 0) return { line, verdict: "reject", codes: [...this.rejections], values };
    return { line, verdict: this.warnings.size > 0 ? "warn" : "accept", codes: [...this.warnings], values, book };
  }
}

// Damage to the row as a whole comes first: its cells are then not what they seem.
function isReadable(raw: RawRow, layout: Layout, notes: Notes): boolean {
  if (raw.neverClosed) notes.reject("import.quoteNeverClosed");
  else if (raw.cells.some((cell) => cell.includes("\0"))) notes.reject("import.nulByte");
  else if (raw.cells.some(isBroken)) notes.reject("import.lettersBroken");
  else if (raw.cells.length !== layout.columns.length) {
    notes.reject("import.wrongColumns", { cells: raw.cells.length, columns: layout.columns.length });
  } else if (repeatsHeader(layout, raw.cells)) notes.reject("import.headerRepeated");
  else return true;
  return false;
}

function readText(cell: string, lines: boolean, notes: Notes): string {
  const restored = restoreText(cell);
  const clean = cleanText(restored, { lines });
  if (clean.removedInvisible) notes.warn("import.invisibleRemoved");
  if (clean.composed) notes.warn("import.lettersComposed");
  if (clean.joinedLines) notes.warn("import.linesJoined");
  if (looksLikeFormula(clean.text)) notes.warn("import.formulaKept");
  if (MARKUP.test(clean.text)) notes.warn("import.markupKept");
  return clean.text;
}

const MARKUP = /<[/!?]?[a-z][^<>]*>|<(?:script|img|svg|iframe|style|a)\b|<!--/i;

function within(max: number, column: Column, text: string, notes: Notes): string {
  if ([...text].length > max) notes.reject("import.fieldTooLong", { column, max });
  return text;
}

function readAuthors(text: string, byComma: boolean, notes: Notes): string[] {
  const names = (text.includes(";") || !byComma ? text.split(";") : text.split(/,(?!\s*(?:Jr|Sr|II|III|PhD|MD)\b)/))
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length > MAX_AUTHORS) notes.reject("import.tooManyAuthors", { max: MAX_AUTHORS });
  for (const name of names) within(MAX_NAME, "authors", name, notes);
  return names;
}

function readLanguageCell(text: string, notes: Notes): string {
  if (text === "") return LANGUAGE_UNKNOWN;
  const tag = readLanguage(text);
  if (!tag) notes.warn("import.languageUnknown");
  else if (tag.toLowerCase() !== text.toLowerCase()) notes.warn("import.languageRead", { language: tag });
  return tag ?? LANGUAGE_UNKNOWN;
}

const FIRST_PRINTED_YEAR = 1450;

function readYear(text: string, now: Date, notes: Notes): number | null {
  if (text === "") return null;
  const digits = /^(\d{4})(?:[.,]0+|\s*(?:р\.?|рік|року))?$/i.exec(text)?.[1];
  const year = Number(digits);
  if (!digits || year < FIRST_PRINTED_YEAR || year > now.getUTCFullYear() + 1) {
    notes.warn("import.yearDropped");
    return null;
  }
  if (digits !== text) notes.warn("import.yearRead", { year: digits });
  return year;
}

function readCategory(text: string, topics: readonly string[], notes: Notes): string {
  if (text === "" || slug(text) === "other") return "other";
  const topic = topics.find((known) => slug(known) === slug(text));
  if (topic === undefined) notes.warn("import.categoryUnknown");
  return topic ?? "other";
}

function readCondition(text: string, notes: Notes): BookDraft["condition"] {
  if (text === "") return "good";
  const condition = CONDITIONS.find((known) => known === slug(text));
  if (!condition) notes.warn("import.conditionUnknown");
  return condition ?? "good";
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, "-");
}

function readMinimum(cell: string, notes: Notes): number | null {
  const text = cleanText(restoreText(cell)).text;
  if (text === "") return null;
  if (NEGATIVE.test(text)) {
    notes.reject("import.amountNegative");
    return null;
  }
  const minor = parseAmountMinor(text) ?? (ABSURD.test(text) ? MAX_AMOUNT_MINOR : null);
  if (minor === null) notes.warn("import.amountUnreadable");
  else if (minor > MAX_MINIMUM_MINOR) notes.reject("import.amountTooLarge");
  else if (minor === 0) notes.warn("import.amountZero");
  else if (!/^\d+(?:\.\d{1,2})?$/.test(text)) notes.warn("import.amountRead", { amount: plainAmount(minor) });
  return minor || null;
}

const NEGATIVE = /^(?:(?:UAH|₴)\s*)?(?:[-−–—]\s*[\d.,]|\(\s*\d[^()]*\)$)/i;
// Numbers beyond any amount: eight digits and more, with an exponent, or without an end.
const ABSURD = /^\D{0,4}(?:\d[\s.,'’]?){8,}|^\d[\d.,]*e\+?\d+$|^\+?(?:infinity|inf|∞)$/i;
