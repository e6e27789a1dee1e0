import { describe, expect, it } from "vitest";
import {
  bookCodeToFind,
  findPaymentCodes,
  hashToken,
  newBookCode,
  newPaymentCode,
  newSecretToken,
  newSixDigitCode,
  readBookCode,
  readPaymentCode,
} from "@/lib/core/codes";
import fc from "../support/property";

const SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXZ";
const codes = fc.array(fc.nat({ max: SIGNS.length - 1 }), { minLength: 4, maxLength: 4 }).map((picks) => {
  const queue = [...picks];
  return newPaymentCode(() => queue.shift() ?? 0);
});

function replaceAt(text: string, place: number, sign: string): string {
  return text.slice(0, place) + sign + text.slice(place + 1);
}

describe("payment codes", () => {
  it("look like BK- and five signs without look-alikes", () => {
    for (let n = 0; n < 500; n++) expect(newPaymentCode()).toMatch(/^BK-[23456789A-HJKMNP-TVWXZ]{5}$/);
  });

  it("are read back as they were given out", () => {
    fc.assert(fc.property(codes, (code) => readPaymentCode(code) === code));
  });

  it("notice any one wrong sign", () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 3, max: 7 }), fc.constantFrom(...SIGNS), (code, place, sign) => {
        fc.pre(code.charAt(place) !== sign);
        expect(readPaymentCode(replaceAt(code, place, sign))).toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });

  it("notice any two swapped neighbours", () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 3, max: 6 }), (code, place) => {
        const [a, b] = [code.charAt(place), code.charAt(place + 1)];
        fc.pre(a !== b);
        expect(readPaymentCode(replaceAt(replaceAt(code, place, b), place + 1, a))).toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });

  it("forgive case, spaces, dashes, a missing BK and Cyrillic look-alikes", () => {
    const code = newPaymentCode(sequence("A", "H", "T", "X"));
    const signs = code.slice(3);
    expect(signs.slice(0, 4)).toBe("AHTX");
    const check = signs.charAt(4);
    expect(readPaymentCode(` bk – ${signs.toLowerCase()} `)).toBe(code);
    expect(readPaymentCode(`ВК-АНТХ${check}`)).toBe(code);
    expect(readPaymentCode(`вк антх ${check.toLowerCase()}`)).toBe(code);
    expect(readPaymentCode(signs)).toBe(code);
  });

  it("take nothing else for a code", () => {
    for (const text of ["", "BK-", "BK-00000", "BK-7M4Q", "дякую", "BK".repeat(10_000)]) {
      expect(readPaymentCode(text)).toBeNull();
    }
  });

  it("are found inside a bank's comment, each once", () => {
    const [one, two] = [newPaymentCode(sequence("7", "M", "4", "Q")), newPaymentCode(sequence("K", "2", "K", "B"))];
    const loose = `${two.slice(0, 2)} ${two.slice(3, 5)} ${two.slice(5)}`.toLowerCase();
    expect(findPaymentCodes(`Донат за книгу ${one}, дякую! І ще ${loose}. Повтор: ${one}`)).toEqual([one, two]);
    expect(findPaymentCodes(`Код:${one}`)).toEqual([one]);
    expect(findPaymentCodes(`BK BK ${one.slice(3)}`)).toEqual([one]);
  });

  it("are not found in words, in longer numbers or with a wrong check sign", () => {
    const code = newPaymentCode(sequence("7", "M", "4", "Q"));
    const wrong = replaceAt(code, 7, code.endsWith("2") ? "3" : "2");
    for (const comment of [`${code}7`, `X${code}`, wrong, "Благодійний внесок", "BK-книга"]) {
      expect(findPaymentCodes(comment)).toEqual([]);
    }
  });

  it("are found whatever stands around them", () => {
    fc.assert(
      fc.property(codes, fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (code, before, after) => {
        expect(findPaymentCodes(`${before} ${code}; ${after}`)).toContain(code);
      }),
    );
  });
});

describe("other codes", () => {
  it("give a book seven lower-case signs, forgiven in capitals", () => {
    const code = newBookCode();
    expect(code).toMatch(/^[23456789a-hjkmnp-tvwxz]{7}$/);
    expect(readBookCode(` ${code.toUpperCase()} `)).toBe(code);
    for (const text of ["", "abc", "0000000", "../../x", `${code}2`]) expect(readBookCode(text)).toBeNull();
  });

  it("give 256 bits to a private link and hash it for storage", () => {
    const token = newSecretToken();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(token).not.toBe(newSecretToken());
    expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("keep the leading zeros of six digits", () => {
    expect(newSixDigitCode(() => 42)).toBe("000042");
    expect(newSixDigitCode()).toMatch(/^\d{6}$/);
  });
});

function sequence(...signs: string[]): () => number {
  return () => SIGNS.indexOf(signs.shift() ?? "2");
}

it("a book is looked up by its code as given out, and by nothing PostgreSQL would refuse", () => {
  const code = newBookCode();
  expect(bookCodeToFind(code.toUpperCase())).toBe(code);
  expect(bookCodeToFind("a\0b")).toBe("ab");
});
