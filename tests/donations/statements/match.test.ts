import { expect, test } from "vitest";
import { newPaymentCode } from "@/lib/core/codes";
import { type LooseTransfer, matchLines, type OpenLine, type Payee, shareOut } from "@/lib/donations/statements/match";
import { daysAfter, hoursAfter, NOON } from "../../support/times";
import { typed } from "./make";

let made = 0;
const CODE = newPaymentCode(() => 3);
const OTHER = newPaymentCode(() => 7);

function aPayee(overrides: Partial<Payee> = {}): Payee {
  const code = overrides.code ?? CODE;
  return {
    id: `payee ${made++}`,
    code,
    codes: [code],
    donorName: "Мальва Книгогляд",
    bookTitle: "Чистий Agile",
    pledgedMinor: 40_000,
    status: "reported",
    takesMoney: true,
    from: hoursAfter(NOON, -12),
    until: daysAfter(NOON, 3),
    ...overrides,
  };
}

const aLine = (overrides: Partial<OpenLine> = {}): OpenLine => ({
  id: `line ${made++}`,
  at: NOON,
  amountMinor: 40_000,
  comment: "",
  counterparty: null,
  reference: `R${made}`,
  ...overrides,
});

const aTransfer = (overrides: Partial<LooseTransfer> = {}): LooseTransfer => ({
  id: `transfer ${made++}`,
  reference: `T${made}`,
  amountMinor: 40_000,
  at: hoursAfter(NOON, 5),
  codes: [CODE],
  ...overrides,
});

function suggest(lines: OpenLine[], payees: Payee[], transfers: LooseTransfer[] = []) {
  const found = matchLines(lines, { payees, transfers });
  return lines.map(({ id }) => found.get(id));
}

test("a code in the comment is sure, however it was typed", () => {
  const payee = aPayee();
  for (let nth = 0; nth < 6; nth++)
    expect(suggest([aLine({ comment: typed(CODE, nth) })], [payee]), typed(CODE, nth)).toEqual([
      { kind: "exact", parts: [{ payee, amountMinor: 40_000 }], isLess: false },
    ]);
});

test("more than promised is fine, less is sure too and says so", () => {
  const payee = aPayee();
  const [more] = suggest([aLine({ comment: CODE, amountMinor: 50_000 })], [payee]);
  expect(more).toMatchObject({ kind: "exact", parts: [{ amountMinor: 50_000 }], isLess: false });
  const [less] = suggest([aLine({ comment: CODE, amountMinor: 39_999 })], [payee]);
  expect(less).toMatchObject({ kind: "exact", parts: [{ amountMinor: 39_999 }], isLess: true });
});

test("a code beside the sender's name counts as well", () => {
  expect(suggest([aLine({ counterparty: `Олена ${CODE}` })], [aPayee()])).toMatchObject([{ kind: "exact" }]);
});

test("several codes whose pledges are the sum are sure; otherwise somebody shares them out", () => {
  const payees = [aPayee({ pledgedMinor: 30_000 }), aPayee({ code: OTHER, pledgedMinor: 10_000 })];
  const comment = `${CODE} ${OTHER}`;
  expect(suggest([aLine({ comment })], payees)).toMatchObject([
    { kind: "exact", parts: [{ amountMinor: 30_000 }, { amountMinor: 10_000 }] },
  ]);
  expect(suggest([aLine({ comment, amountMinor: 50_000 })], payees)).toMatchObject([
    { kind: "shares", parts: [{ amountMinor: 30_000 }, { amountMinor: 20_000 }] },
  ]);
  expect(suggest([aLine({ comment, amountMinor: 20_000 })], payees)).toMatchObject([
    { kind: "shares", parts: [{ amountMinor: 15_000 }, { amountMinor: 5_000 }] },
  ]);
});

test("of several codes one that is settled leaves the rest to a person", () => {
  const payees = [aPayee({ takesMoney: false }), aPayee({ code: OTHER })];
  expect(suggest([aLine({ comment: `${CODE} ${OTHER}` })], payees)).toMatchObject([
    { kind: "shares", parts: [{ payee: { code: OTHER }, amountMinor: 40_000 }] },
  ]);
});

test("shares are whole, above zero and add up to the sum", () => {
  const payees = [7, 11, 13].map((pledgedMinor) => aPayee({ pledgedMinor }));
  for (let sum = 3; sum < 60; sum++) {
    const parts = shareOut(sum, payees);
    expect(parts.reduce((total, { amountMinor }) => total + amountMinor, 0)).toBe(sum);
    expect(parts.every(({ amountMinor }) => Number.isInteger(amountMinor) && amountMinor >= 0)).toBe(true);
  }
});

test("the second payment with one code is left to a person", () => {
  const lines = [aLine({ comment: CODE, at: hoursAfter(NOON, 1) }), aLine({ comment: CODE })];
  expect(suggest(lines, [aPayee()]).map((one) => one?.kind)).toEqual(["settled", "exact"]);
});

test("a transfer that was typed in for the same code, sum and days is the line, and is so once", () => {
  const payee = aPayee({ takesMoney: false, status: "confirmed" });
  const transfer = aTransfer();
  const line = aLine({ comment: CODE });
  expect(suggest([line, aLine({ comment: CODE, at: hoursAfter(NOON, 1) })], [payee], [transfer])).toEqual([
    { kind: "counted", transfer, isSure: true },
    { kind: "settled", payees: [payee] },
  ]);
  for (const other of [
    { amountMinor: 39_000 },
    { at: daysAfter(NOON, 60) },
    { at: daysAfter(NOON, -3) },
    { codes: [OTHER] },
  ])
    expect(suggest([line], [payee], [aTransfer(other)])).toMatchObject([{ kind: "settled" }]);
});

test("the bank's own reference tells a typed transfer, whatever the comment", () => {
  const transfer = aTransfer({ reference: "FT1", at: daysAfter(NOON, 90), codes: [OTHER] });
  expect(suggest([aLine({ reference: "FT1" })], [], [transfer])).toEqual([{ kind: "counted", transfer, isSure: true }]);
});

test("without a code, the only one of this amount in its time is probable", () => {
  const payee = aPayee();
  const others = [
    aPayee({ pledgedMinor: 41_000 }),
    aPayee({ until: hoursAfter(NOON, -1) }),
    aPayee({ from: hoursAfter(NOON, 1) }),
    aPayee({ takesMoney: false }),
  ];
  expect(suggest([aLine({ comment: "на добру справу" })], [payee, ...others])).toEqual([
    { kind: "probable", parts: [{ payee, amountMinor: 40_000 }], by: "amount" },
  ]);
});

test("of several of one amount the sender's name tells which, in any order and any apostrophe", () => {
  const payee = aPayee({ donorName: "Лук’яна Зоряна" });
  const found = suggest([aLine({ counterparty: "ЗОРЯНА Лук'яна" })], [aPayee(), payee, aPayee()]);
  expect(found).toMatchObject([{ kind: "probable", parts: [{ payee: { id: payee.id } }], by: "both" }]);
});

test("a name alone is probable even with another amount", () => {
  const found = suggest([aLine({ counterparty: "Мальва Книгогляд", amountMinor: 77_700 })], [aPayee()]);
  expect(found).toMatchObject([{ kind: "probable", by: "name", parts: [{ amountMinor: 77_700 }] }]);
});

test("several that fit are to choose from, and so is one that two lines want", () => {
  const [one, two] = [aPayee(), aPayee()];
  expect(suggest([aLine()], [one, two])).toEqual([{ kind: "choose", payees: [one, two], transfers: [] }]);
  expect(suggest([aLine(), aLine()], [one]).map((each) => each?.kind)).toEqual(["choose", "choose"]);
});

test("nobody is proposed who was found by a code", () => {
  const lines = [aLine({ comment: CODE, at: hoursAfter(NOON, 2) }), aLine()];
  expect(suggest(lines, [aPayee()]).map((each) => each?.kind)).toEqual(["exact", "none"]);
});

test("a line without a code may be a transfer that was typed in", () => {
  const transfer = aTransfer();
  expect(suggest([aLine()], [], [transfer])).toEqual([{ kind: "counted", transfer, isSure: false }]);
  expect(suggest([aLine()], [aPayee()], [transfer])).toMatchObject([{ kind: "choose", transfers: [transfer] }]);
});

test("a code that nobody has is named, and the rest still helps", () => {
  expect(suggest([aLine({ comment: OTHER })], [])).toEqual([{ kind: "none", unknownCodes: [OTHER] }]);
  expect(suggest([aLine({ comment: OTHER })], [aPayee()])).toMatchObject([{ kind: "probable" }]);
});
