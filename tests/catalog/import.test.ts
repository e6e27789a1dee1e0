import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { restoreIsbn } from "@/lib/catalog/import/isbn-cells";
import { primaryLanguage, readLanguage } from "@/lib/catalog/import/language";
import { type JudgedFile, type JudgedRow, readBookFile } from "@/lib/catalog/import/read";
import { LOCALES } from "@/lib/core/i18n/locale";
import { importWords } from "@/lib/core/i18n/messages/import";

const NOW = new Date("2023-06-05T09:00:00Z");
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const caseBooks = () => readFileSync(new URL("../../db/demo/case-1-books.csv", import.meta.url));
const read = (file: Uint8Array | string) =>
  readBookFile(typeof file === "string" ? Buffer.from(file) : file, { now: NOW });

/** One row under a plain header; the cells given replace the ordinary ones. */
async function judge(cells: Record<string, string>): Promise<JudgedRow> {
  const row: Record<string, string> = { isbn13: "9786177682225", title: "Кобзар", authors: "Тарас Шевченко", ...cells };
  const quoted = Object.values(row).map((cell) => `"${cell.replaceAll('"', '""')}"`);
  const [judged] = (await read(`${Object.keys(row).join(",")}\n${quoted.join(",")}\n`)).rows;
  if (!judged) throw new Error("no row was read");
  return judged;
}

const WORDS = { accept: "accept", "accept-with-warning": "warn", reject: "reject" } as const;
const HEADER = /^case[,;]/;

/** The verdict that the `expected` column of a line promises. */
function promised(lines: string[], row: JudgedRow): [string, string] {
  const [name = "", expected = ""] = (lines[row.line - 1] ?? "").split(/[,;]/);
  const word = expected.replace(/^"/, "").split(":")[0] as keyof typeof WORDS;
  return [name, WORDS[word]];
}

const hostileBytes = fixture("bad-import.csv");
const hostile = await read(hostileBytes);

describe("the hostile file", () => {
  const lines = hostileBytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split("\r\n");
  const reasons: Record<string, string[]> = {
    c02: ["isbnWrongCheckDigit"],
    c04: ["isbnConverted"],
    c06: ["isbnScientific"],
    c08: ["isbnDate"],
    c10: ["isbnNotIsbn"],
    c12: ["formulaKept"],
    c14: ["formulaKept"],
    c16: ["titleTooLong"],
    c18: ["invisibleRemoved"],
    c20: ["invisibleRemoved", "lettersComposed"],
    c22: ["markupKept"],
    c24: [],
    c26: ["titleEmpty"],
    c28: ["amountNegative"],
    c30: ["amountRead"],
    c32: ["categoryUnknown", "conditionUnknown"],
    c34: ["wrongColumns"],
    c36: ["headerRepeated"],
    c38: ["linesJoined"],
  };
  const row = (name: string) => hostile.rows.find((one) => promised(lines, one)[0] === name);

  it("has nineteen rows, each with its own verdict and exactly its reasons", () => {
    expect(lines[0]).toMatch(HEADER);
    const judged = hostile.rows.map((one) => [...promised(lines, one), one.verdict, one.codes]);
    expect(judged).toEqual(
      Object.entries(reasons).map(([name, codes], place) => {
        const verdict = promised(lines, hostile.rows[place] as JudgedRow)[1];
        return [name, verdict, verdict, codes.map((code) => `import.${code}`)];
      }),
    );
    expect([hostile.accepted, hostile.warned, hostile.rejected]).toEqual([1, 12, 6]);
  });

  it("names the digit that would fit and keeps what it can", () => {
    expect(row("c02")).toMatchObject({ values: { expected: "0", group: "39-1" } });
    expect(row("c02")).not.toHaveProperty("book");
    expect(row("c04")?.book?.isbn13).toBe("9781892005281");
    for (const name of ["c06", "c08", "c10"]) expect(row(name)?.book?.isbn13).toBeNull();
    expect(row("c12")?.book?.title).toBe("+cmd|' /C calc'!A0");
    expect(row("c14")?.book?.description).toBe("-2+3+cmd|calc");
    expect(row("c16")?.values).toEqual({ max: 500, length: 10_000 });
    expect(row("c18")?.book?.title).toBe("Дзвінок і [31mчервоний[0m текст");
    expect(row("c20")?.book?.title).toBe("Книга про команду та його лідера");
    expect(row("c22")?.book?.title).toBe('<script>alert("книга")</script>Кобзар для менеджера');
    expect(row("c30")).toMatchObject({ values: { amount: "350" }, book: { minimumMinor: 35_000 } });
    expect(row("c32")?.book).toMatchObject({ category: "other", condition: "good", authors: ["Кріс Восс", "Тал Рез"] });
    expect(row("c34")?.values).toEqual({ cells: 5, columns: 12 });
    expect(row("c38")?.book?.title).toBe('Я, "Побєда" і Берлін');
  });
});

describe("the other hostile files", () => {
  it("reads semicolons and decimal commas", async () => {
    const bytes = fixture("bad-import-semicolon.csv");
    const lines = bytes.toString("utf8").split("\n");
    const file = await read(bytes);
    expect(file.delimiter).toBe(";");
    expect(file.rows.map((one) => [...promised(lines, one), one.verdict, one.codes])).toEqual([
      ["s01", "accept", "accept", []],
      ["s02", "warn", "warn", ["import.amountRead"]],
      ["s03", "warn", "warn", ["import.isbnConverted"]],
      ["s04", "reject", "reject", ["import.titleEmpty"]],
    ]);
    expect(file.rows[1]?.book).toMatchObject({ minimumMinor: 42_000, authors: ["Кріс Восс", "Тал Рез"] });
    expect(file.rows[2]?.book?.isbn13).toBe("9780932633392");
  });

  it("refuses a whole file without a title or with a column twice", async () => {
    await expect(read(fixture("bad-import-headers.csv"))).rejects.toMatchObject({ code: "catalog.fileHeader" });
    await expect(read("isbn13,authors\n,Автор\n")).rejects.toMatchObject({ code: "catalog.fileNoTitle" });
    await expect(read("")).rejects.toMatchObject({ code: "catalog.fileNoTitle" });
    for (const header of ["title,authors,Authors", "title,назва", "title,note,note"]) {
      await expect(read(`${header}\na,b,c\n`)).rejects.toMatchObject({ code: "catalog.fileColumnTwice" });
    }
    await expect(read("title,authors,,\nКобзар,,,\n")).resolves.toMatchObject({ accepted: 1 }); // a spreadsheet's empty tail
  });
});

/** The same table with another delimiter. */
function retabled(csv: string, delimiter: string): string {
  const rows: string[][] = parse(csv);
  const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter));
  return `${quoted.join("\r\n")}\r\n`;
}

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

describe("damage", () => {
  it("rejects a field that is never closed; the rows before it stand", async () => {
    const file = await read('title,authors\nПерша,А\n\n"Друга\nрядок",Б\n\n"Третя,В\nЧетверта,Г\n');
    expect(file.rows.map((row) => [row.line, row.verdict, row.codes])).toEqual([
      [2, "accept", []],
      [4, "warn", ["import.linesJoined"]],
      [7, "reject", ["import.quoteNeverClosed"]],
    ]);
  });

  it("rejects only the row whose bytes are not UTF-8", async () => {
    const bytes = Buffer.concat([
      Buffer.from("title,authors\nКобзар,Тарас Шевченко\nПо"),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from(",Автор\nТигролови,Іван Багряний\n"),
    ]);
    const file = await read(bytes);
    expect(file.encoding).toBe("utf-8");
    expect(file.rows.map((row) => [row.line, row.verdict, row.codes])).toEqual([
      [2, "accept", []],
      [3, "reject", ["import.lettersBroken"]],
      [4, "accept", []],
    ]);
  });

  it.each([
    ["one accented letter", Buffer.from("Café", "latin1")],
    ["several accented letters", Buffer.from("Élan, naïve café, résumé, façade", "latin1")],
    ["bytes of no text", Buffer.from([0xff, 0xfe])],
    ["Cyrillic cut in the middle", Buffer.from("вивід вивід").subarray(0, -1)],
  ])("does not take %s for windows-1251", async (_, damaged) => {
    const file = await read(Buffer.concat([Buffer.from('title\n"'), damaged, Buffer.from('"\nDune\n')]));
    expect(file.encoding).toBe("utf-8");
    expect(file.rows.map((row) => [row.verdict, ...row.codes])).toEqual([
      ["reject", "import.lettersBroken"],
      ["accept"],
    ]);
  });

  it("rejects NUL bytes, too few and too many columns, and goes on", async () => {
    const file = await read("title,authors\nА\0,Б\nТільки назва\nА,Б,В\nКобзар,Шевченко\n");
    expect(file.rows.map((row) => row.codes)).toEqual([
      ["import.nulByte"],
      ["import.wrongColumns"],
      ["import.wrongColumns"],
      [],
    ]);
  });

  it("keeps stray quotes in a field as text", async () => {
    const file = await read('title,authors\nКнига "Кобзар" для дітей,"Шевченко"\n');
    expect(file.rows[0]?.book?.title).toBe('Книга "Кобзар" для дітей');
  });

  it("refuses workbooks, binary files and files beyond the limits", async () => {
    for (const start of ["PK\u0003\u0004", "%PDF-1.7"]) {
      await expect(read(`${start}\n`)).rejects.toMatchObject({ code: "catalog.fileUnreadable" });
    }
    await expect(read(Buffer.alloc(1_000))).rejects.toMatchObject({ code: "catalog.fileUnreadable" });
    await expect(read(Buffer.alloc(20 * 1024 * 1024 + 1, "a"))).rejects.toMatchObject({ code: "catalog.fileTooLarge" });
    await expect(read(`title\n${"Кобзар\n".repeat(50_001)}`)).rejects.toMatchObject({ code: "catalog.fileTooLarge" });
    expect((await read(`title\n${"Кобзар\n".repeat(50_000)}`)).accepted).toBe(50_000);
    const wide = Array.from({ length: 200_000 }, (_, n) => `c${n}`).join(",");
    await expect(read(`title,${wide}\n`)).rejects.toMatchObject({ code: "catalog.fileUnreadable" });
  });

  it("judges a row with half a million characters in one cell at once", async () => {
    for (const sign of ["<a", "=", " ", "9", "-aa", "\u200B", "x\n"]) {
      const cell = sign.repeat(Math.floor(500_000 / sign.length));
      for (const column of ["isbn", "language", "suggested_donation_uah", "year", "description"]) {
        expect((await read(`title,${column}\nКобзар,"${cell}"\n`)).rows).toHaveLength(1);
      }
    }
  });

  it("never fails on any bytes: a file is judged or refused", async () => {
    const soup = fc.array(
      fc.constantFrom('"', ",", ";", "\n", "\r\n", "\t", "\0", "'", "=1", "Ї", "title", "978", " "),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          soup.map((parts) => Buffer.from(parts.join(""))),
        ),
        async (tail) => {
          const file = await read(Buffer.concat([Buffer.from("title,isbn,year\n"), tail]));
          expect(file.accepted + file.warned + file.rejected).toBe(file.rows.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("single cells", () => {
  it.each([
    ["978-617-768-222-5", "9786177682225", "accept", []],
    ["", null, "accept", []],
    ["9786177682225.0", "9786177682225", "warn", ["import.isbnTidied"]],
    ['="9786177682225"', "9786177682225", "warn", ["import.isbnTidied"]],
    ["'9786177682225", "9786177682225", "warn", ["import.isbnTidied"]],
    ["1-892005-28-Х", "9781892005281", "warn", ["import.isbnConverted"]],
    ["932633390", "9780932633392", "warn", ["import.isbnPadded"]],
    ["4820000000000", null, "warn", ["import.isbnNotBook"]],
    ["2023-05-12", null, "warn", ["import.isbnDate"]],
    ["9,78617E+12", null, "warn", ["import.isbnScientific"]],
    ["9786177682224", undefined, "reject", ["import.isbnWrongCheckDigit"]],
  ])("isbn %j gives %j: %s", async (isbn13, read13, verdict, codes) => {
    const row = await judge({ isbn13 });
    expect([row.book?.isbn13, row.verdict, row.codes]).toEqual([read13, verdict, codes]);
  });

  it("weighs two ISBN columns against each other", async () => {
    const both = async (isbn13: string, isbn: string) => {
      const row = await judge({ isbn13, isbn });
      return [row.book?.isbn13, ...row.codes];
    };
    expect(await both("9780932633392", "0932633390")).toEqual(["9780932633392"]);
    expect(await both("9786177682225", "0932633390")).toEqual([null, "import.isbnsDisagree"]);
    expect(await both("9786177682225", "0932633391")).toEqual(["9786177682225", "import.isbnOneWrong"]);
    expect(await both("9.78043902348e+12", "0932633391")).toEqual([undefined, "import.isbnWrongCheckDigit"]);
    expect(await both("", "0932633390")).toEqual(["9780932633392", "import.isbnConverted"]);
  });

  it("restores a rounded ISBN only when one number can have been meant", () => {
    expect(restoreIsbn("9.78617E+12")).toBeNull();
    expect(restoreIsbn("9.786177682225E+12")).toBe("9786177682225");
    expect(restoreIsbn("9.786177682224E+12")).toBeNull();
    expect(restoreIsbn("2.94001623192e+12")).toBeNull();
    expect(restoreIsbn("9.78617768222e+11")).toBeNull();
  });

  it.each([
    ["uk", "uk", []],
    ["en-US", "en-US", []],
    ["EN", "en", []],
    ["ukr", "uk", ["import.languageRead"]],
    ["eng", "en", ["import.languageRead"]],
    ["ger", "de", ["import.languageRead"]],
    ["en_GB", "en-GB", ["import.languageRead"]],
    ["UA", "uk", ["import.languageRead"]],
    ["українська", "uk", ["import.languageRead"]],
    ["Ukrainian", "uk", ["import.languageRead"]],
    ["Англійська", "en", ["import.languageRead"]],
    ["Deutsch", "de", ["import.languageRead"]],
    ["ельфійська", "und", ["import.languageUnknown"]],
    ["xx", "und", ["import.languageUnknown"]],
    ["", "und", []],
  ])("language %j is %s", async (language, tag, codes) => {
    const row = await judge({ language });
    expect([row.book?.language, row.codes]).toEqual([tag, codes]);
    if (tag !== "und") expect(readLanguage(tag)).toBe(tag);
  });

  it.each([
    ["2019", 2019, []],
    ["2008.0", 2008, ["import.yearRead"]],
    ["2019 р.", 2019, ["import.yearRead"]],
    ["2024", 2024, []],
    ["2025", null, ["import.yearDropped"]],
    ["-750.0", null, ["import.yearDropped"]],
    ["0", null, ["import.yearDropped"]],
    ["торік", null, ["import.yearDropped"]],
  ])("year %j is %j", async (year, read, codes) => {
    const row = await judge({ year });
    expect([row.book?.year, row.codes]).toEqual([read, codes]);
  });

  it.each([
    ["420", 42_000, []],
    ["420.50", 42_050, []],
    ["", null, []],
    ["420,00", 42_000, ["import.amountRead"]],
    ["1 250 ₴", 125_000, ["import.amountRead"]],
    ["0", null, ["import.amountZero"]],
    ["домовимося", null, ["import.amountUnreadable"]],
    ["$10", null, ["import.amountUnreadable"]],
    ["-300", undefined, ["import.amountNegative"]],
    ["−300 грн", undefined, ["import.amountNegative"]],
    ["(300)", undefined, ["import.amountNegative"]],
    ["100000", 10_000_000, []],
    ["100000.01", undefined, ["import.amountTooLarge"]],
    ["99999999999999999999", undefined, ["import.amountTooLarge"]],
    ["1e9", undefined, ["import.amountTooLarge"]],
    ["Infinity", undefined, ["import.amountTooLarge"]],
  ])("donation %j is %j", async (suggested_donation_uah, minor, codes) => {
    const row = await judge({ suggested_donation_uah });
    expect([row.book?.minimumMinor, row.codes]).toEqual([minor, codes]);
  });

  it("knows topics and conditions whatever their case and dashes", async () => {
    expect((await judge({ category: "Soft Skills", condition: "Like_New" })).book).toMatchObject({
      category: "soft-skills",
      condition: "like-new",
    });
    const own = await readBookFile(Buffer.from("title,тема\nКобзар,Поезія\n"), { now: NOW, topics: ["поезія"] });
    expect(own.rows[0]).toMatchObject({ verdict: "accept", book: { category: "поезія" } });
  });

  it("keeps a comma inside a name and counts titles in characters", async () => {
    expect((await judge({ authors: "Шевченко, Тарас; Франко, Іван" })).book?.authors).toEqual([
      "Шевченко, Тарас",
      "Франко, Іван",
    ]);
    expect((await judge({ title: "📚".repeat(500) })).verdict).toBe("accept");
    expect((await judge({ title: "📚".repeat(501) })).codes).toEqual(["import.titleTooLong"]);
    expect((await judge({ title: " \u200B " })).codes).toEqual(["import.titleEmpty"]);
  });

  it("reads Ukrainian headers and ignores columns it does not know", async () => {
    const file = await read(
      "№;Назва книги;Автор;Мова;Мінімальний внесок, грн\n1;Кобзар;Тарас Шевченко;українська;350\n",
    );
    expect(file.rows[0]?.book).toMatchObject({ title: "Кобзар", language: "uk", minimumMinor: 35_000 });
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

describe("words", () => {
  it("are there in both languages for every reason, with all they need", async () => {
    const files = [fixture("bad-import.csv"), gunzipSync(fixture("goodbooks.csv.gz"))];
    const rows = (await Promise.all(files.map(read))).flatMap((file) => file.rows);
    for (const row of rows) {
      for (const code of row.codes) {
        for (const locale of LOCALES) expect(importWords(locale)(code, row.values)).toMatch(/\S.*\.$/);
      }
    }
  });

  it("agree with the count", () => {
    const say = (cells: number) => importWords("uk")("import.wrongColumns", { cells, columns: 12 });
    expect([1, 3, 5].map(say)).toEqual([
      "У рядку 1 стовпець, а в заголовку 12.",
      "У рядку 3 стовпці, а в заголовку 12.",
      "У рядку 5 стовпців, а в заголовку 12.",
    ]);
  });
});
