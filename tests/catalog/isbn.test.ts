import { describe, expect, it } from "vitest";
import { hyphenateIsbn, isbn10Of, isIsbn13, parseIsbn } from "@/lib/catalog/isbn";
import fc from "../support/property";

const nineDigits = fc.stringMatching(/^\d{9}$/).filter((digits) => digits !== "000000000");

/** Built from the definition, apart from the code under test. */
function isbn13From(body12: string): string {
  for (let check = 0; check < 10; check++) {
    const digits = [...body12, String(check)].map(Number);
    if (digits.reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0) % 10 === 0) return body12 + check;
  }
  throw new Error("no check digit");
}

describe("reading an ISBN", () => {
  it.each([
    ["9786171202658", "9786171202658", "isbn13"],
    ["978-617-12-0265-8", "9786171202658", "isbn13"],
    ["978–966—03‑7987 9", "9789660379879", "isbn13"],
    ["ISBN 978 966 03 7987 9", "9789660379879", "isbn13"],
    ["ISBN-13: 978-617-12-0265-8", "9786171202658", "isbn13"],
    ["979-10-90636-07-1", "9791090636071", "isbn13"],
    ["617-12-0265-7", "9786171202658", "isbn10"],
    ["0932633390", "9780932633392", "isbn10"],
    ["189200528X", "9781892005281", "isbn10"],
    ["189200528x", "9781892005281", "isbn10"],
    ["1-892005-28-Х", "9781892005281", "isbn10"],
    ["189200528х", "9781892005281", "isbn10"],
    ["439023483", "9780439023481", "padded"],
    ["61120081", "9780061120084", "padded"],
  ])("%s is %s, from %s", (text, isbn13, from) => {
    expect(parseIsbn(text)).toEqual({ kind: "isbn", isbn13, from });
  });

  it("names the group to check and the digit that would fit", () => {
    expect(parseIsbn("978-617-12-0265-7")).toEqual({ kind: "wrongCheckDigit", expected: "8", group: "0265-7" });
    expect(parseIsbn("0932633391")).toEqual({ kind: "wrongCheckDigit", expected: "0", group: "39-1" });
    expect(parseIsbn("1892005280")).toMatchObject({ kind: "wrongCheckDigit", expected: "X" });
  });

  it("points to everything after 978 when no such publisher exists", () => {
    expect(parseIsbn("979-99-0000-000-0")).toMatchObject({ kind: "wrongCheckDigit", group: "990000000-0" });
  });

  it.each(["4820000000000", "2940016231921", "9790060115615"])("%s is a barcode, but of no book", (text) => {
    expect(parseIsbn(text)).toEqual({ kind: "notBook" });
  });

  it.each([
    "немає",
    "12.05.2023",
    "12-05-2023",
    "9.78617E+12",
    "2023",
    "97861712026",
    "97861712026581",
    "0000000000",
    "X",
    "-",
  ])("%s is no ISBN at all", (text) => {
    expect(parseIsbn(text)).toEqual({ kind: "notIsbn" });
  });

  it("knows an empty field", () => {
    expect(parseIsbn(" \u200B ")).toEqual({ kind: "empty" });
  });

  it("accepts any nine digits with their check digit, as ISBN-10 and as ISBN-13", () => {
    fc.assert(
      fc.property(nineDigits, (body) => {
        const isbn13 = isbn13From(`978${body}`);
        const isbn10 = isbn10Of(isbn13);
        expect(isIsbn13(isbn13)).toBe(true);
        expect(parseIsbn(isbn13)).toEqual({ kind: "isbn", isbn13, from: "isbn13" });
        expect(parseIsbn(isbn10 ?? "")).toEqual({ kind: "isbn", isbn13, from: "isbn10" });
        expect(hyphenateIsbn(isbn13).replaceAll("-", "")).toBe(isbn13);
      }),
    );
  });

  it("catches any one wrong digit", () => {
    fc.assert(
      fc.property(nineDigits, fc.nat({ max: 12 }), fc.nat({ max: 9 }), (body, place, digit) => {
        const isbn13 = isbn13From(`978${body}`);
        const wrong13 = isbn13.slice(0, place) + digit + isbn13.slice(place + 1);
        fc.pre(wrong13 !== isbn13);
        expect(parseIsbn(wrong13).kind).toMatch(/wrongCheckDigit|notBook/);

        const isbn10 = isbn10Of(isbn13) ?? "";
        const wrong10 = isbn10.slice(0, place % 10) + digit + isbn10.slice((place % 10) + 1);
        fc.pre(wrong10 !== isbn10 && !/^0+$/.test(wrong10));
        expect(parseIsbn(wrong10).kind).toBe("wrongCheckDigit");
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("writing an ISBN", () => {
  it("puts hyphens where the agencies' ranges say", () => {
    expect(hyphenateIsbn("9786171202658")).toBe("978-617-12-0265-8");
    expect(hyphenateIsbn("9789660379879")).toBe("978-966-03-7987-9");
    expect(hyphenateIsbn("9791090636071")).toBe("979-10-90636-07-1");
    expect(hyphenateIsbn("9799900000009")).toBe("9799900000009");
  });

  it("has no ISBN-10 for 979", () => {
    expect(isbn10Of("9786171202658")).toBe("6171202657");
    expect(isbn10Of("9791090636071")).toBeNull();
  });
});
