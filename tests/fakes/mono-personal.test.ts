import { expect, onTestFinished, test } from "vitest";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { startFakePersonal } from "./mono/personal";

const TOKEN = "a test treasurer";
const START = NOON.getTime() / 1000;

test("the client's accounts and jars are told once in a minute", async () => {
  const { get, clock } = await aBank();
  expect((await get("/personal/client-info")).body).toMatchObject({
    accounts: [{ id: "card", currencyCode: 980, maskedPan: ["444403******1902"] }],
    jars: [{ id: "jar", title: "Книги", balance: 30_000 }],
  });
  expect(await get("/personal/client-info")).toEqual({ status: 429, body: { errorDescription: "Too many requests" } });
  expect((await get(`/personal/statement/jar/${START}`)).status).toBe(200); // each method has its own minute
  clock.now = minutesAfter(NOON, 1);
  expect((await get("/personal/client-info")).status).toBe(200);
});

test("a statement has the lines of its time, of a jar too, newest first, in the bank's fields", async () => {
  const { get } = await aBank();
  const { body } = await get(`/personal/statement/jar/${START}/${START + 60}`);
  expect(body).toEqual([
    expect.objectContaining({ time: START + 60, amount: 20_000 }),
    {
      id: expect.stringMatching(/^fake\d{8}=$/),
      time: START,
      description: "Поповнення банки",
      mcc: 4829,
      originalMcc: 4829,
      hold: false,
      amount: 10_000,
      operationAmount: 10_000,
      currencyCode: 980,
      commissionRate: 0,
      cashbackAmount: 0,
      balance: 10_000,
      comment: "BK-7Q4M",
    },
  ]);
});

test("more than 31 days and an hour, a backward time and an unknown account are refused", async () => {
  const { get, clock } = await aBank();
  clock.now = daysAfter(NOON, 40);
  const next = async (path: string) => {
    clock.now = minutesAfter(clock.now, 1);
    return get(path);
  };
  expect((await next(`/personal/statement/jar/${START}/${START + 2_682_000}`)).status).toBe(200);
  const outOfBounds = { status: 400, body: { errorDescription: "Value field 'to' out of bounds" } };
  expect(await next(`/personal/statement/jar/${START}/${START + 2_682_001}`)).toEqual(outOfBounds);
  expect(await next(`/personal/statement/jar/${START}/${START - 1}`)).toEqual(outOfBounds);
  expect(await next(`/personal/statement/jar/${START}`)).toEqual(outOfBounds);
  expect(await next(`/personal/statement/jar/soon/${START}`)).toMatchObject({ status: 400 });
  expect(await next(`/personal/statement/other/${START}/${START}`)).toMatchObject({
    status: 400,
    body: { errorDescription: "invalid account" },
  });
});

test("a statement ends after 500 lines, the rest is asked for up to the last line's time", async () => {
  const { fake, get, clock } = await aBank();
  for (let nth = 1; nth <= 600; nth++) fake.addItem("card", { amount: nth, time: START + nth });
  const first = await get(`/personal/statement/card/${START}/${START + 1_000}`);
  expect(first.body).toHaveLength(500);
  expect([first.body[0].amount, first.body[499].amount]).toEqual([600, 101]);
  clock.now = minutesAfter(NOON, 1);
  const second = await get(`/personal/statement/card/${START}/${first.body[499].time}`);
  expect(second.body).toHaveLength(101);
});

test("a token that is not one opens nothing", async () => {
  const { get } = await aBank();
  expect(await get("/personal/client-info", "another")).toEqual({
    status: 403,
    body: { errorDescription: "Unknown 'X-Token'" },
  });
});

async function aBank() {
  const clock = { now: NOON };
  const fake = await startFakePersonal({ token: TOKEN, now: () => clock.now });
  onTestFinished(fake.close);
  fake.addAccount({ id: "card", kind: "account" });
  fake.addAccount({ id: "jar", kind: "jar" });
  fake.addItem("jar", { amount: 10_000, time: START, comment: "BK-7Q4M" });
  fake.addItem("jar", { amount: 20_000, time: START + 60 });
  async function get(path: string, token = TOKEN) {
    const response = await fetch(`${fake.url}${path}`, { headers: { "X-Token": token } });
    return { status: response.status, body: await response.json() };
  }
  return { fake, get, clock };
}
