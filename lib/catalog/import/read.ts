import { TOPICS } from "@/lib/catalog/vocabulary";
import { Refusal } from "@/lib/core/refusal";
import { type DecodedFile, decodeFile } from "@/lib/core/table/decode";
import { type Delimiter, detectDelimiter, parseRows } from "@/lib/core/table/parse";
import { type Column, type Layout, readHeader } from "./columns";
import { keyRows, workKey } from "./keys";
import { judgeRow, type Verdict } from "./verdict";

export interface JudgedRow extends Verdict {
  /** For a row that was not rejected: what tells it from every other row of the file, the same at every import. */
  key?: string;
}

export interface JudgedFile {
  rows: JudgedRow[];
  accepted: number;
  warned: number;
  rejected: number;
  /** Accepted rows that name a book an earlier row of this file has already named: further copies, not errors. */
  duplicates: number;
  encoding: DecodedFile["encoding"];
  delimiter: Delimiter;
  /** Columns the file does not have and that have a default: its books are all taken as "good", "other" and so on. */
  missing: Column[];
}

export interface ReadOptions {
  /** The campaign's topics. */
  topics?: readonly string[];
  now: Date;
  /** Called after each portion with characters read and all characters. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Reads a table of books and judges every row; writes nothing. Refuses the whole file only when it is too large, no text, or
 * its header is unusable (`catalog.fileTooLarge`, `fileUnreadable`, `fileNoTitle`, `fileColumnTwice`, `fileHeader`).
 */
export async function readBookFile(bytes: Uint8Array, options: ReadOptions): Promise<JudgedFile> {
  const { text, encoding } = decodeFile(bytes);
  const delimiter = detectDelimiter(text);
  const { topics = TOPICS, now, onProgress } = options;
  const rows: JudgedRow[] = [];
  const keyOf = keyRows();
  const works = new Set<string>();
  let layout: Layout | undefined;
  let duplicates = 0;

  for await (const portion of parseRows(text, delimiter)) {
    for (const raw of portion.rows) {
      if (!layout) {
        if (raw.neverClosed) throw new Refusal("catalog.fileUnreadable");
        layout = readHeader(raw.cells);
        continue;
      }
      const verdict = judgeRow(raw, { layout, topics, now });
      rows.push(verdict.book ? { ...verdict, key: keyOf(verdict.book) } : verdict);
      if (!verdict.book) continue;
      const work = workKey(verdict.book);
      if (works.has(work)) duplicates++;
      works.add(work);
    }
    onProgress?.(portion.done, portion.total);
  }
  if (!layout) throw new Refusal("catalog.fileNoTitle");

  const { columns } = layout;
  const count = (verdict: Verdict["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
  return {
    rows,
    accepted: count("accept"),
    warned: count("warn"),
    rejected: count("reject"),
    duplicates,
    encoding,
    delimiter,
    missing: WITH_DEFAULTS.filter((column) => !columns.includes(column)),
  };
}

const WITH_DEFAULTS: readonly Column[] = ["language", "category", "condition", "minimum"];
