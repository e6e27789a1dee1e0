import { describe, expect, it } from "vitest";
import { hyphenateIsbn, isbn10Of } from "@/lib/catalog/isbn";
import { isbnsIn, TEXT_MAX } from "@/lib/catalog/pile/extract";
import fc from "../support/property";

const A = "9786171202658";
const B = "9789660379879";
const TEN = "9781892005281"; // 189200528X

const found = (text: string) => isbnsIn(text).map((each) => (each.kind === "isbn" ? each.isbn13 : each.kind));

describe("ISBNs in a text", () => {
  it.each([
    [`${A}`, [A]],
    ["978-617-12-0265-8, 9789660379879; 0-932633-39-0", [A, B, "9780932633392"]],
    [`${A} ${B} ${A}`, [A, B, A]],
    [`${A}\r\n${B}\n\n`, [A, B]],
    ["9 786171 202658", [A]],
    ["978 617 12 0265 8 978 966 03 7987 9", [A, B]],
    ["978–966—03‑7987−9", [B]],
    ["978.617.12.0265.8", [A]],
    ["ISBN9786171202658", [A]],
    ["ISBN-13: 978-617-12-0265-8, ISBN-10: 617-12-0265-7", [A, A]],
    ["код9786171202658", [A]],
    ["https://example.org/isbn/9786171202658?also=9789660379879", [A, B]],
    ["1. «Чистий Agile», 2020, 232 с., 400 грн, ISBN 978 966 03 7987 9\n2. Друга — 189200528Х (м’яка)", [B, TEN]],
    ["1-892005-28-х і 189200528x", [TEN, TEN]],
    ["1 892005 28 X", [TEN]],
    [`"${A}";"${B}"\t(${A})`, [A, B, A]],
    ["979-10-90636-07-1", ["9791090636071"]],
    ["\u202E978\u200B6171202658\uFEFF", [A]],
    // meant, and wrong
    ["978-617-12-0265-7", ["wrongCheckDigit"]],
    ["ISBN 0932633391", ["wrongCheckDigit"]],
    ["4820000000000 4006381333931", ["notBook", "notBook"]],
    ["9790060115615", ["notBook"]], // sheet music
    // nothing of the kind
    ["", []],
    ["Привіт! Маю 3 книги, 2018, 2019 і 2023 року, по 300 400 500 грн", []],
    ["+380 44 123 45 67, 050 123 45 63, 0441234567, (067) 765-43-21", []],
    ["01.05.2023 12:00–2023-06-30T18:00:00", []],
    ["UA213223130000026007233566001", []],
    ["4149 4993 1234 5678", []],
    ["978617120265897896603798799786171202658", []],
    ["1 2 3 4 5 6 7 8 9 10 11 12 13", []],
    ["0932633391", []], // ten digits with a wrong check digit are just a number
    ["x".repeat(10_000), []],
  ])("%j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("says what is wrong with one, as it was typed", () => {
    expect(isbnsIn("це 978-617-12-0265-7.")).toEqual([
      { kind: "wrongCheckDigit", typed: "978-617-12-0265-7", expected: "8", group: "0265-7" },
    ]);
  });

  it("finds each of them between any words, written in any way", () => {
    const words = fc.stringMatching(/^[а-яіїєґ ,.;:!?()«»\n]{0,20}$/);
    const body = fc.stringMatching(/^97[89][1-9]\d{8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(words, body, fc.nat(4)), { maxLength: 30 }), (books) => {
        const isbns = books.map(([, digits]) => withCheck(digits));
        const text = books.map(([before], nth) => `${before}\n${written(isbns[nth] ?? "", books[nth]?.[2] ?? 0)}`);
        expect(found(text.join(" ;"))).toEqual(isbns);
      }),
    );
  });

  it("never breaks, and never finds more than there is room for", () => {
    const signs = fc.constantFrom(..."0123456789XХ -–.\nISBN:97", "978", "ISBN ", "\0", "\uD800", "🙂");
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 400 }), (parts) => {
        const text = parts.join("");
        for (const each of isbnsIn(text)) expect(each.typed.length).toBeGreaterThanOrEqual(9);
        expect(isbnsIn(text).length).toBeLessThanOrEqual(text.length / 9);
      }),
    );
  });

  it("reads so much of a text and no more", () => {
    expect(found(`${"я".repeat(TEXT_MAX)} ${A}`)).toEqual([]);
    expect(found(`${A} ${"1 ".repeat(TEXT_MAX)}`)[0]).toBe(A);
    expect(found("9".repeat(TEXT_MAX))).toEqual([]);
  });
});

function withCheck(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 3 : 1), 0);
  return body + ((10 - (sum % 10)) % 10);
}

function written(isbn13: string, way: number): string {
  if (way === 0) return hyphenateIsbn(isbn13);
  if (way === 1) return hyphenateIsbn(isbn13).replaceAll("-", " ");
  if (way === 2) return `ISBN: ${isbn13}`;
  if (way === 3) return isbn10Of(isbn13)?.replace("X", "Х") ?? isbn13;
  return isbn13;
}
