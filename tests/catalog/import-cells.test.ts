import { describe, expect, it } from "vitest";
import { restoreIsbn } from "@/lib/catalog/import/isbn-cells";
import { readLanguage } from "@/lib/catalog/import/language";
import { readBookFile } from "@/lib/catalog/import/read";
import { judge, NOW, read } from "./tables";

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
