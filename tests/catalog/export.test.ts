import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { neutralise, restoreText, toCsv } from "@/lib/catalog/export";
import { readBookFile } from "@/lib/catalog/import/read";
import fc from "../support/property";

describe("an export", () => {
  it("is UTF-8 with a byte order mark, commas, CRLF and doubled quotes", () => {
    const csv = toCsv(
      ["назва", "рік", "видавець"],
      [
        ['Я, "Побєда" і Берлін', 2010, null],
        ["рядок\nдва", 0, undefined],
      ],
    );
    expect(csv).toBe('\uFEFFназва,рік,видавець\r\n"Я, ""Побєда"" і Берлін",2010,\r\n"рядок\nдва",0,\r\n');
  });

  it.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "'=1"])(
    "neutralises %j",
    (text) => {
      expect(neutralise(text)).toBe(`'${text}`);
      expect(restoreText(`'${text}`)).toBe(text);
    },
  );

  it("leaves numbers, ordinary text and ordinary apostrophes alone", () => {
    expect(toCsv(["a"], [[-300], ["'ясно"], ["П’ять"]])).toBe("\uFEFFa\r\n-300\r\n'ясно\r\nП’ять\r\n");
    expect(restoreText("'ясно")).toBe("'ясно");
  });

  it("gives back any text, and starts no cell with a formula", () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom("'", "=", "-", " ", "\t", '"', ",", "\n", "\r", "a") }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const read: string[][] = parse(toCsv(["a", "b"], rows), { bom: true, record_delimiter: "\r\n", from: 2 });
        expect(read.flat().filter((text) => /^\s*[=+\-@]|^[\t\r\n]/.test(text))).toEqual([]);
        expect(read.map((row) => row.map(restoreText))).toEqual(rows);
      }),
      { numRuns: 1_000 },
    );
  });

  it("of books is read back as it was, formulas included", async () => {
    const titles = ['=HYPERLINK("http://example.org")', "'=x", 'Кобзар, «повне» "видання"', "-1 – мінус один"];
    const csv = toCsv(
      ["title", "authors"],
      titles.map((title) => [title, "@автор"]),
    );
    const file = await readBookFile(Buffer.from(csv), { now: new Date("2023-06-05T09:00:00Z") });
    expect(file.rows.map((row) => row.book?.title)).toEqual(titles);
    expect(file.rows.every((row) => row.book?.authors[0] === "@автор")).toBe(true);
    expect(file.rejected).toBe(0);
  });
});
