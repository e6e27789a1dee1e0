import { describe, expect, it } from "vitest";
import { LOCALES } from "@/lib/core/i18n/locale";
import {
  amountInput,
  formatMoney,
  formatPercent,
  MAX_AMOUNT_MINOR,
  parseAmountMinor,
  plainAmount,
} from "@/lib/core/money";
import fc from "../support/property";

describe("reading an amount", () => {
  it.each([
    ["350", 35_000],
    ["350,00", 35_000],
    ["350.5", 35_050],
    ["1 250.50", 125_050],
    ["1\u00A0250,50", 125_050],
    ["39 000 ₴", 3_900_000],
    ["39\u00A0000\u00A0₴", 3_900_000],
    ["350,00 грн", 35_000],
    ["350грн.", 35_000],
    ["5 гривень", 500],
    ["UAH 39,000", 3_900_000],
    ["1,250.50 uah", 125_050],
    ["1,000,000", 100_000_000],
    ["0", 0],
    ["007", 700],
    ["0.01", 1],
  ])("%j is %i minor units", (text, minor) => {
    expect(parseAmountMinor(text)).toBe(minor);
  });

  it.each([
    "",
    " ",
    "грн",
    "-300",
    "−300",
    "350,005",
    "1,250",
    "0,500",
    "1 25",
    "1,2,3",
    "12.500",
    "1e3",
    "0x10",
    "NaN",
    "$10",
    "10 USD",
    "１２",
  ])("%j is not an amount", (text) => {
    expect(parseAmountMinor(text)).toBeNull();
  });

  it("stops at ten million hryvnias", () => {
    expect(parseAmountMinor("10000000")).toBe(MAX_AMOUNT_MINOR);
    expect(parseAmountMinor("10000000,01")).toBeNull();
    expect(parseAmountMinor("9".repeat(50))).toBeNull();
    expect(parseAmountMinor(`${"0".repeat(30)}1`)).toBe(100);
  });

  it("reads back every amount it shows, in both languages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_MINOR }), fc.constantFrom(...LOCALES), (minor, locale) => {
        expect(parseAmountMinor(formatMoney(minor, "UAH", locale))).toBe(minor);
        expect(parseAmountMinor(plainAmount(minor))).toBe(minor);
      }),
    );
  });

  it("answers a form with minor units or the field's code", () => {
    expect(amountInput.parse(" 390,50 ")).toBe(39_050);
    for (const text of ["0", "", "багато", "-1"]) {
      expect(amountInput.safeParse(text).error?.issues.map((issue) => issue.message)).toEqual(["fields.amount"]);
    }
  });
});

describe("showing money", () => {
  it("uses no-break spaces and shows kopiykas only when there are any", () => {
    expect(formatMoney(3_900_000, "UAH", "uk")).toBe("39\u00A0000\u00A0₴");
    expect(formatMoney(39_050, "UAH", "uk")).toBe("390,50\u00A0₴");
    expect(formatMoney(3_900_000, "UAH", "en")).toBe("UAH\u00A039,000");
    expect(formatMoney(-39_050, "EUR", "en")).toBe("-€390.50");
  });

  it("writes a bare number for fields and exports", () => {
    expect([35_000, 35_050, 1, -5, 0].map(plainAmount)).toEqual(["350", "350.50", "0.01", "-0.05", "0"]);
  });

  it("shows shares with one decimal", () => {
    expect(formatPercent(0.869565, "uk")).toBe("87,0\u00A0%");
    expect(formatPercent(0.135, "uk", { signed: true })).toBe("+13,5\u00A0%");
    expect(formatPercent(0.869565, "en")).toBe("87.0%");
    expect(formatPercent(0, "en", { signed: true })).toBe("0.0%");
  });
});
