import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { primaryLanguage } from "@/lib/catalog/import/language";
import { type JudgedFile, type JudgedRow, readBookFile } from "@/lib/catalog/import/read";
import { fixture, NOW, read } from "./tables";

/** The same table with another delimiter. */
function retabled(csv: string, delimiter: string): string {
  const rows: string[][] = parse(csv);
  const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter));
  return `${quoted.join("\r\n")}\r\n`;
}

const caseBooks = () => readFileSync(new URL("../../db/demo/case-1-books.csv", import.meta.url));
const caseFile = await read(caseBooks());

describe("the case's own catalog", () => {
  const books = caseFile.rows.map((row) => row.book);

  it("is accepted whole: 115 books without a warning", () => {
    expect(caseFile.rows.filter((row) => row.verdict !== "accept")).toEqual([]);
    expect(caseFile).toMatchObject({
      accepted: 115,
      warned: 0,
      rejected: 0,
      missing: [],
      encoding: "utf-8",
      delimiter: ",",
    });
    expect(books.filter((book) => book?.isbn13)).toHaveLength(82);
    expect(new Set(books.map((book) => book?.isbn13)).size).toBe(79 + 1); // and the empty one
    expect(books.filter((book) => book?.language === "uk")).toHaveLength(69);
    expect(books.filter((book) => book && book.authors.length > 1)).toHaveLength(20);
    expect(books.filter((book) => book?.publisher === null)).toHaveLength(4);
    expect(books.filter((book) => book?.year === null)).toHaveLength(13);
  });

  it("counts second copies as duplicates, and keeps them", () => {
    expect(caseFile.duplicates).toBe(3 + 1); // three ISBNs twice, and one book twice without an ISBN
    expect(new Set(caseFile.rows.map((row) => row.key)).size).toBe(115);
  });

  it("gets the same keys every time, in UTF-8, with a byte order mark, in windows-1251, UTF-16, with semicolons or tabs", async () => {
    const text = caseBooks().toString("utf8");
    const keys = caseFile.rows.map((row) => row.key);
    const files: [Buffer, string][] = [
      [Buffer.from(text), "utf-8"],
      [Buffer.from(`\uFEFF${text}`), "utf-8"],
      [Buffer.from(text.replaceAll("\n", "\r\n")), "utf-8"],
      [iconv.encode(text, "utf-16le", { addBOM: true }), "utf-16"],
      [iconv.encode(text, "utf-16be", { addBOM: true }), "utf-16"],
      [iconv.encode(text, "utf-16le", { addBOM: false }), "utf-16"],
      [iconv.encode(text.replace("title", "назва"), "utf-16be", { addBOM: false }), "utf-16"],
      [Buffer.from(retabled(text, ";")), "utf-8"],
      [Buffer.from(`sep=\t\r\n${retabled(text, "\t")}`), "utf-8"],
    ];
    for (const [bytes, encoding] of files) {
      const again = await read(bytes);
      expect(again.encoding).toBe(encoding);
      expect(again.rows.map((row) => row.key)).toEqual(keys);
    }
    const old = await read(iconv.encode(text, "windows-1251"));
    expect(old.encoding).toBe("windows-1251");
    const known = (row: JudgedRow) => iconv.decode(iconv.encode(row.book?.title ?? "", "windows-1251"), "windows-1251");
    expect(old.rows.map((row) => row.book?.title)).toEqual(caseFile.rows.map(known));
    expect(old.accepted).toBe(115);
  });
});

const goodbooksBytes = gunzipSync(fixture("goodbooks.csv.gz"));
const progress: number[] = [];
const started = performance.now();
const goodbooks: JudgedFile = await readBookFile(goodbooksBytes, {
  now: NOW,
  onProgress: (done, total) => progress.push(done / total),
});
const seconds = (performance.now() - started) / 1000;

describe("ten thousand real rows", () => {
  const tally = new Map<string, number>();
  for (const code of goodbooks.rows.flatMap((row) => row.codes)) tally.set(code, (tally.get(code) ?? 0) + 1);
  const having = (code: string) => tally.get(`import.${code}`) ?? 0;

  it("get the ISBNs the data promises", () => {
    console.info(
      `goodbooks: ${goodbooks.accepted} accepted, ${goodbooks.warned} warned, ${goodbooks.rejected} rejected, ` +
        `${goodbooks.duplicates} further copies, ${seconds.toFixed(1)} s\n`,
      Object.fromEntries([...tally].sort(([, a], [, b]) => b - a)),
    );
    expect(goodbooks.rows).toHaveLength(10_000);
    expect(having("isbnConverted")).toBe(2_690);
    expect(having("isbnPadded")).toBe(6_587);
    expect(having("isbnConverted") + having("isbnPadded")).toBe(9_277);
    expect(having("isbnRestored")).toBe(41);
    expect(goodbooks.rows.filter((row) => row.book?.isbn13)).toHaveLength(9_277 + 41);
    expect(having("isbnWrongCheckDigit")).toBe(23);
    expect(having("isbnScientific")).toBe(68 + 26);
  });

  it("get their verdicts", () => {
    expect(goodbooks.rejected).toBe(23);
    expect(goodbooks.accepted + goodbooks.warned + goodbooks.rejected).toBe(10_000);
    expect(having("yearDropped")).toBeGreaterThanOrEqual(31);
    const source: { language_code: string }[] = parse(goodbooksBytes, { columns: true });
    expect(source.filter((row) => row.language_code === "")).toHaveLength(1_084);
    for (const [place, row] of goodbooks.rows.entries()) {
      if (row.book) expect(row.book.language === "und").toBe(source[place]?.language_code === "");
    }
    expect([...tally.keys()]).not.toContain("import.languageUnknown");
    expect(goodbooks.missing).toEqual(["category", "condition", "minimum"]);
  });

  it("come out clean: authors parted, spaces single, years whole, series kept in the title", () => {
    const books = goodbooks.rows.flatMap((row) => row.book ?? []);
    expect(books.every((book) => !/\s\s|^\s|\s$/.test(book.title + book.authors.join("|")))).toBe(true);
    expect(goodbooks.rows[1]?.book).toEqual({
      title: "Harry Potter and the Sorcerer's Stone (Harry Potter, #1)",
      authors: ["J.K. Rowling", "Mary GrandPré"],
      isbn13: "9780439554930",
      language: "en",
      publisher: null,
      year: 1997,
      category: "other",
      condition: "good",
      description: "",
      minimumMinor: null,
    });
    expect(goodbooks.rows[2]?.book?.language).toBe("en-US");
    expect([...new Set(books.map((book) => primaryLanguage(book.language)))]).toEqual(
      expect.arrayContaining(["en", "ar", "fr", "id", "es", "de", "ja", "fa", "nl", "und"]),
    );
  });

  it("are read in portions, with every key different", () => {
    expect(progress.length).toBeGreaterThan(20);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    const keys = goodbooks.rows.flatMap((row) => row.key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("keys", () => {
  const one = "Кобзар,Тарас Шевченко\n";
  const keys = async (rows: string) => (await read(`title,authors\n${rows}`)).rows.map((row) => row.key);

  it("are the same for the same file and two for two equal rows", async () => {
    expect(await keys(one + one)).toEqual(await keys(one + one));
    expect(new Set(await keys(one + one)).size).toBe(2);
  });

  it("do not move when a row is added before or after", async () => {
    const [kobzar] = await keys(one);
    expect(await keys(`Тигролови,Іван Багряний\n${one}`)).toContain(kobzar);
    expect((await keys(`${one}${one}`))[0]).toBe(kobzar);
  });
});
