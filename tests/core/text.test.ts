import { describe, expect, it } from "vitest";
import { cleanText, isBroken } from "@/lib/core/text";
import fc from "../support/property";

const untouched = { removedInvisible: false, composed: false, joinedLines: false, broken: false };

describe("clean text", () => {
  it("leaves ordinary Ukrainian text as it is", () => {
    const title = "П’ять «вад» команди: Ґанок, Єнот і Їжак — 2-ге видання";
    expect(cleanText(title)).toEqual({ text: title, ...untouched });
  });

  it("takes out zero-width, direction and control characters and says so", () => {
    expect(cleanText("ко\u200Bман\u00ADда\u202E\u0007")).toEqual({
      text: "команда",
      ...untouched,
      removedInvisible: true,
    });
    expect(cleanText("\uFEFFНазва\u2066")).toMatchObject({ text: "Назва", removedInvisible: true });
  });

  it("removes only what nobody can see: the rest of a terminal colour stays", () => {
    expect(cleanText("\u001B[31mчервоний\u001B[0m").text).toBe("[31mчервоний[0m");
  });

  it("puts й and ї together", () => {
    expect(cleanText("и\u0306ого і\u0308жак")).toEqual({ text: "його їжак", ...untouched, composed: true });
  });

  it("keeps the joiners inside an emoji and in Persian words", () => {
    expect(cleanText("👩‍🏫 і 👩🏽‍💻 і ❤️‍🔥")).toEqual({ text: "👩‍🏫 і 👩🏽‍💻 і ❤️‍🔥", ...untouched });
    expect(cleanText("می\u200Cخواهم").removedInvisible).toBe(false);
    expect(cleanText("a\u200Db").text).toBe("ab");
  });

  it("makes one line of one-line fields", () => {
    expect(cleanText("Я, Побєда\r\nі Берлін")).toEqual({ text: "Я, Побєда і Берлін", ...untouched, joinedLines: true });
    expect(cleanText("  Назва \u00A0 книги\n")).toEqual({ text: "Назва книги", ...untouched });
  });

  it("keeps paragraphs where lines are allowed, one empty line at most", () => {
    expect(cleanText("Перший  рядок \r\n\r\n\r\n\r\nДругий\tрядок\r\n", { lines: true })).toEqual({
      text: "Перший рядок\n\nДругий рядок",
      ...untouched,
    });
  });

  it("says when letters were lost, and never passes on NUL or half a pair", () => {
    for (const raw of ["a\0b", "a\uD83Db", "a\uFFFDb"]) {
      expect(isBroken(raw)).toBe(true);
      expect(cleanText(raw)).toMatchObject({ text: "ab", broken: true });
    }
    expect(isBroken("книга 📚")).toBe(false);
  });

  it("gives text that is well formed, has nothing invisible left and stays the same when cleaned again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (raw, lines) => {
        const once = cleanText(raw, { lines }).text;
        expect(isBroken(once)).toBe(false);
        expect(once).not.toMatch(lines ? /(?!\n)\p{Cc}/u : /\p{Cc}/u);
        expect(cleanText(once, { lines }).text).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});
