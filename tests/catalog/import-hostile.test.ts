import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { JudgedRow } from "@/lib/catalog/import/read";
import { LOCALES } from "@/lib/core/i18n/locale";
import { importWords } from "@/lib/core/i18n/messages/import";
import { fixture, read } from "./tables";

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
