import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ColumnMapping } from "@/db/schema";
import { newPaymentCode } from "@/lib/core/codes";
import { readMoment, readSignedMinor } from "@/lib/donations/statements/cells";
import { guessMapping } from "@/lib/donations/statements/columns";
import { readLines } from "@/lib/donations/statements/read";
import { openTable, STATEMENT_MAX_BYTES } from "@/lib/donations/statements/table";
import { daysAfter, NOON } from "../../support/times";
import { aJarCsv, bytesOf } from "./make";

const context = { timeZone: "Europe/Kyiv", currency: "UAH", now: daysAfter(NOON, 30) };
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/statements/${name}`, import.meta.url)));

async function read(bytes: Uint8Array, mapping?: Partial<ColumnMapping>) {
  const table = await openTable(bytes);
  const guess = guessMapping(table);
  const { at, amount } = guess.mapping;
  const known = { ...guess.mapping, at: at ?? 0, amount: amount ?? 1, ...mapping };
  return { ...readLines(table, known, context), table, guess };
}

test.each([
  ["350", 35_000],
  ["+350,00", 35_000],
  ["-1 234,50", -123_450],
  ["−1\u00A0234,5", -123_450],
  ["530.0", 53_000],
  ["1,234.50", 123_450],
  ["350,00-", -35_000],
  ["(350)", -35_000],
  ["- 20 грн", -2_000],
  ["0,00", 0],
  ["—", null],
  ["", null],
  ["-", null],
  ["12.345", null],
  ["99999999999", null],
  ["(-5)", null],
])("the amount %j is read as %j kopiykas", (text, minor) => {
  expect(readSignedMinor(text)).toBe(minor);
});

test.each([
  ["02.03.2026 14:00", "2026-03-02T12:00:00.000Z"],
  ["02.03.2026 14:00:09", "2026-03-02T12:00:09.000Z"],
  ["02.07.2026 14:00", "2026-07-02T11:00:00.000Z"], // summer
  ["2/3/26, 4:05", "2026-03-02T02:05:00.000Z"],
  ["02.03.2026", "2026-03-02T10:00:00.000Z"],
  ["2026-03-02", "2026-03-02T10:00:00.000Z"],
  ["2026-03-02T14:00:00", "2026-03-02T12:00:00.000Z"],
  ["2026-03-02 14:00:00+02:00", "2026-03-02T12:00:00.000Z"],
  ["2026-03-02T12:00:00.123Z", "2026-03-02T12:00:00.000Z"],
  ["29.03.2026 03:30", "2026-03-29T01:30:00.000Z"], // skipped by the clocks: an hour later
  ["25.10.2026 03:30", "2026-10-25T00:30:00.000Z"], // comes twice: the first
])("the moment %j in Kyiv is %s", (text, iso) => {
  expect(readMoment(text, "Europe/Kyiv")?.toISOString()).toBe(iso);
});

test.each(["31.04.2026", "02.13.2026", "Разом", "", "02.03.2026 25:00", "2.3.1826", "350"])(
  "%j is no moment",
  (text) => {
    expect(readMoment(text, "Europe/Kyiv")).toBeUndefined();
  },
);

test("a jar's export is known by its header; withdrawals, which it writes without a sign, went out", async () => {
  const { lines, unreadable, guess } = await read(
    aJarCsv([
      { amount: "400.00", comment: "ВК-7М4QT", from: "Від: Олена Книгогляд" },
      { amount: "150.50", category: "Часткове зняття", from: "На чорну картку" },
    ]),
  );
  expect(guess.isKnown).toBe(true);
  expect(unreadable).toEqual([]);
  expect(lines).toMatchObject([
    { amountMinor: -15_050, counterparty: "На чорну картку" },
    { amountMinor: 40_000, comment: "ВК-7М4QT", counterparty: "Олена Книгогляд", at: NOON, isOwnReference: false },
  ]);
});

test.each(["monobank-card-uk.csv", "monobank-card-en.csv"])(
  "a card's export, %s, is known by its header",
  async (name) => {
    const { lines, unreadable, guess } = await read(fixture(name));
    expect(guess.isKnown).toBe(true);
    expect(unreadable).toEqual([]);
    expect(lines.map(({ amountMinor, at }) => [amountMinor, at.toISOString()])).toEqual([
      [-25_095, "2026-03-02T17:05:03.000Z"],
      [40_000, "2026-03-02T12:00:09.000Z"],
      [53_000, "2026-03-02T10:30:00.000Z"],
    ]);
    expect(lines[1]).toMatchObject({ counterparty: "Олена Книгогляд" });
  },
);

test("both languages of an export name its lines the same", async () => {
  const [uk, en] = await Promise.all(
    ["monobank-card-uk.csv", "monobank-card-en.csv"].map((name) => read(fixture(name))),
  );
  expect(uk?.lines.map(({ reference }) => reference)).toEqual(en?.lines.map(({ reference }) => reference));
});

test("another bank's table in windows-1251, with semicolons and lines above its header, is read by its words", async () => {
  const { lines, unreadable, guess, table } = await read(fixture("bank-windows-1251.csv"));
  expect(table.header).toEqual([
    "Дата операції",
    "Дебет",
    "Кредит",
    "Контрагент",
    "Призначення платежу",
    "Референс",
    "Валюта",
  ]);
  expect(guess).toEqual({
    mapping: { at: 0, debit: 1, amount: 2, counterparty: 3, comment: 4, reference: 5 },
    isKnown: false,
  });
  expect(lines).toMatchObject([
    {
      amountMinor: 123_450,
      counterparty: "Книгогляд Олена",
      comment: "Внесок, ВК-7М4QT; дякую",
      reference: "FT26061A",
    },
    { amountMinor: -5_000, comment: "Комісія за обслуговування", reference: "FT26061B" },
    { amountMinor: 40_000, counterparty: "Гість Євген", reference: "FT26061C" },
  ]);
  expect(unreadable).toEqual([
    { line: 7, code: "currency", text: "02.03.2026 · 10,00 · Smith John · donation · FT26061D · EUR" },
    { line: 8, code: "date", text: "Разом · 50,00 · 1 634,50" },
  ]);
});

test("columns without a telling header are told by what stands in them", async () => {
  const [code, other] = [newPaymentCode(), newPaymentCode()];
  const text = `Коли\tСкільки\tЩо\n02.03.2026\t400,00\tза ${code}\n03.03.2026\t30,00\t${other}`;
  expect((await read(bytesOf(text))).guess.mapping).toMatchObject({ at: 0, amount: 1, comment: 2, counterparty: null });
});

test("a file that begins with its lines has numbers for a header and loses none of them", async () => {
  const { table, lines } = await read(bytesOf("02.03.2026;400,00;дякую\n03.03.2026;30,00;вам"));
  expect(table.header).toEqual(["1", "2", "3"]);
  expect(lines).toHaveLength(2);
});

test("two lines that say the same are two, and a second reading names them as the first", async () => {
  const text = "Дата;Сума;Коментар\n02.03.2026;400;дякую\n02.03.2026;400;дякую\n02.03.2026;400;вам";
  const [one, again] = [await read(bytesOf(text)), await read(bytesOf(text))];
  expect(new Set(one.lines.map(({ reference }) => reference)).size).toBe(3);
  expect(again.lines).toEqual(one.lines);
});

describe("nothing that cannot be read is dropped in silence", () => {
  test("each such line is named with its place and why", async () => {
    const text = [
      "Дата,Сума,Валюта,Коментар",
      "02.03.2026,400,UAH,добре",
      "колись,400,UAH,дата",
      "02.03.2099,400,UAH,майбутнє",
      "02.03.2026,багато,UAH,сума",
      "02.03.2026,,UAH,порожньо",
      "02.03.2026,0,UAH,нуль",
      "02.03.2026,400,EUR,валюта",
      "02.03.2026",
      '02.03.2026,400,UAH,"без кінця',
    ].join("\n");
    const { lines, unreadable } = await read(bytesOf(text));
    expect(lines).toHaveLength(1);
    expect(unreadable.map(({ line, code }) => [line, code])).toEqual([
      [3, "date"],
      [4, "future"],
      [5, "amount"],
      [6, "amount"],
      [7, "zero"],
      [8, "currency"],
      [9, "amount"],
      [10, "unclosed"],
    ]);
  });
});

describe("a file is refused as a whole", () => {
  test.each([
    ["", "donations.statementEmpty"],
    ["\n\n", "donations.statementEmpty"],
    ["Дата,Сума\n", "donations.statementEmpty"],
    ["самий текст\nще рядок", "donations.statementEmpty"],
    ["PK\u0003\u0004 a workbook", "catalog.fileUnreadable"],
    [`${"a,".repeat(200)}\n${"1,".repeat(200)}`, "catalog.fileUnreadable"],
  ])("%j: %s", async (text, code) => {
    await expect(read(bytesOf(text))).rejects.toMatchObject({ code });
  });

  test("more than 5 MB or 20,000 lines", async () => {
    const code = "donations.statementTooLarge";
    await expect(openTable(new Uint8Array(STATEMENT_MAX_BYTES + 1).fill(65))).rejects.toMatchObject({ code });
    const many = `Дата,Сума\n${"02.03.2026,1\n".repeat(20_001)}`;
    await expect(openTable(bytesOf(many))).rejects.toMatchObject({ code });
    expect((await openTable(bytesOf(many.slice(0, -"02.03.2026,1\n".length)))).rows).toHaveLength(20_000);
  });

  test("the header's currency is not the campaign's", async () => {
    const text = "Дата,Сума (EUR)\n02.03.2026,5";
    await expect(read(bytesOf(text))).rejects.toMatchObject({ code: "donations.currencyMismatch" });
  });

  test("a mapping has a column that is not there, or one for two things", async () => {
    const text = bytesOf("Дата,Сума\n02.03.2026,5");
    for (const wrong of [{ amount: 7 }, { amount: 0 }, { comment: 1 }, { at: -1 }, { at: 0.5 }])
      await expect(read(text, wrong)).rejects.toMatchObject({ code: "donations.statementColumns" });
  });
});
