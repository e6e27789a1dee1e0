import { describe, expect, it } from "vitest";
import fc from "../support/property";
import { read } from "./tables";

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
