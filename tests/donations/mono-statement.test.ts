import { expect, onTestFinished, test } from "vitest";
import {
  personalClient,
  STATEMENT_EVERY_SECONDS,
  STATEMENT_MAX_ROWS,
  STATEMENT_MAX_SECONDS,
} from "@/lib/donations/mono/personal";
import { startFakePersonal } from "../fakes/mono/personal";
import { hoursAfter, minutesAfter, NOON } from "../support/times";

const TOKEN = "a treasurer's own";
const JAR = { id: "jar/+1", currency: "UAH" };
const START = NOON.getTime() / 1000;

test("accounts and jars are told with their currencies", async () => {
  const { source, fake } = await aBank();
  fake.addAccount({ id: "card", kind: "account" });
  fake.addAccount({ id: "euro", kind: "account", name: "white", currencyCode: 978 });
  expect(await source.accounts()).toEqual([
    { id: "card", name: "black 444403******1902", currency: "UAH", kind: "account" },
    { id: "euro", name: "white 444403******1902", currency: "EUR", kind: "account" },
    { id: JAR.id, name: "Книги", currency: "UAH", kind: "jar" },
  ]);
});

test("lines come newest first, with sign, comment and who sent them", async () => {
  const { source, fake } = await aBank();
  const own = fake.addItem(JAR.id, {
    amount: 40_000,
    time: START,
    comment: "BK-7Q4M дякую",
    description: "Від: Олена",
  });
  fake.addItem(JAR.id, { amount: -15_050, time: START + 60, counterName: "Фонд", comment: undefined });
  expect(await source.lines(JAR, NOON, hoursAfter(NOON, 1))).toEqual([
    {
      externalId: expect.any(String),
      at: minutesAfter(NOON, 1),
      amountMinor: -15_050,
      currency: "UAH",
      comment: "",
      counterparty: "Фонд",
    },
    {
      externalId: own.id,
      at: NOON,
      amountMinor: 40_000,
      currency: "UAH",
      comment: "BK-7Q4M дякую",
      counterparty: "Від: Олена",
    },
  ]);
});

test("an amount is in the account's currency, whatever the operation's was", async () => {
  const { source, fake } = await aBank();
  // ten euros that came as 490 hryvnias: the bank writes 978 beside them
  fake.addItem(JAR.id, { amount: 49_000, operationAmount: 1_000, currencyCode: 978, time: START });
  expect(await source.lines(JAR, NOON, hoursAfter(NOON, 1))).toMatchObject([{ amountMinor: 49_000, currency: "UAH" }]);
});

test("asked twice within a minute the bank is busy", async () => {
  const { source, clock } = await aBank();
  await source.lines(JAR, NOON, hoursAfter(NOON, 1));
  await expect(source.lines(JAR, NOON, hoursAfter(NOON, 1))).rejects.toMatchObject({ kind: "busy" });
  await source.accounts(); // has a minute of its own
  clock.now = new Date(NOON.getTime() + STATEMENT_EVERY_SECONDS * 1000 - 1);
  await expect(source.lines(JAR, NOON, hoursAfter(NOON, 1))).rejects.toMatchObject({ kind: "busy" });
  clock.now = new Date(NOON.getTime() + STATEMENT_EVERY_SECONDS * 1000);
  expect(await source.lines(JAR, NOON, hoursAfter(NOON, 1))).toEqual([]);
});

test("a time that is too long or backward is not asked for", async () => {
  const { source } = await aBank();
  const longest = new Date(NOON.getTime() + STATEMENT_MAX_SECONDS * 1000);
  const tooLong = new Date(longest.getTime() + 1000);
  await expect(source.lines(JAR, NOON, tooLong)).rejects.toThrow(RangeError);
  await expect(source.lines(JAR, NOON, NOON)).rejects.toThrow(RangeError);
  await expect(source.lines(JAR, new Date("never"), NOON)).rejects.toThrow(RangeError);
  expect(await source.lines(JAR, NOON, longest)).toEqual([]); // nor did they use up the minute
});

test("of more lines than fit the newest come, and the rest up to the last one's time", async () => {
  const { source, fake, clock } = await aBank();
  // two in each second, so that the cut falls between two of one time
  for (let nth = 0; nth < 1_001; nth++) fake.addItem(JAR.id, { amount: nth + 1, time: START + Math.ceil(nth / 2) });
  const found = new Set<string>();
  let until = hoursAfter(NOON, 1);
  let pages = 0;
  for (let full = true; full; pages++) {
    const lines = await source.lines(JAR, NOON, until);
    for (const { externalId } of lines) found.add(externalId);
    full = lines.length === STATEMENT_MAX_ROWS;
    until = lines.at(-1)?.at ?? until;
    clock.now = minutesAfter(clock.now, 1);
  }
  expect([found.size, pages]).toEqual([1_001, 3]);
});

test("an unknown account and an unknown token are refused", async () => {
  const { source, fake } = await aBank();
  await expect(source.lines({ id: "..", currency: "UAH" }, NOON, hoursAfter(NOON, 1))).rejects.toMatchObject({
    kind: "refused",
  });
  const stranger = personalClient({ token: "another", baseUrl: fake.url });
  await expect(stranger.accounts()).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringContaining("Unknown 'X-Token'"),
  });
});

async function aBank() {
  const clock = { now: NOON };
  const fake = await startFakePersonal({ token: TOKEN, now: () => clock.now });
  onTestFinished(fake.close);
  fake.addAccount({ id: JAR.id, kind: "jar" });
  return { fake, clock, source: personalClient({ token: TOKEN, baseUrl: fake.url }) };
}
