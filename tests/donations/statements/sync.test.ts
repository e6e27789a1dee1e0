import { expect, onTestFinished, test } from "vitest";
import { personalClient } from "@/lib/donations/mono/personal";
import { chooseAccount, statementAccounts } from "@/lib/donations/statements/bank";
import { goOnWithSyncs, lastSync, startSync } from "@/lib/donations/statements/sync";
import { startFakePersonal } from "../../fakes/mono/personal";
import { meeting } from "../../support/meeting";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, aStage } from "../stage";
import { aJarCsv } from "./make";
import { balanceOf, linesIn, openOf, take } from "./stage";

const TOKEN = "a treasurer's own";

/** A bank with a jar, and a campaign that opened a hundred days ago and has chosen it. */
async function aBank() {
  const clock = { now: daysAfter(NOON, 4) };
  const fake = await startFakePersonal({ token: TOKEN, now: () => clock.now });
  onTestFinished(fake.close);
  fake.addAccount({ id: "jar", kind: "jar" });
  fake.addAccount({ id: "euro", kind: "account", currencyCode: 978 });
  const bank = personalClient({ token: TOKEN, baseUrl: fake.url });
  const stage = await aStage({ opensAt: daysAfter(NOON, -100) });
  const { treasurer, campaign } = stage;
  await chooseAccount(treasurer, { campaignId: campaign.id, account: "jar" }, clock.now, bank);
  const add = (amount: number, at: Date, comment = "") =>
    fake.addItem("jar", {
      amount,
      time: Math.floor(at.getTime() / 1000),
      comment,
      description: "Від: Олена Книгогляд",
    });
  const start = () => startSync(treasurer, { campaignId: campaign.id }, clock.now, bank);
  /** A minute later. */
  const goOn = () => {
    clock.now = minutesAfter(clock.now, 1);
    return goOnWithSyncs(clock.now, bank);
  };
  return { ...stage, fake, bank, clock, add, start, goOn, last: () => lastSync(treasurer, campaign.id) };
}

test("an account is read in stretches of 31 days backwards, a request a minute, and each line is stored once", async () => {
  const { communityId, campaign, add, start, goOn, last } = await aBank();
  const claim = await aClaim(campaign);
  add(40_000, NOON, claim.code);
  add(10_000, daysAfter(NOON, -40));
  add(-5_000, daysAfter(NOON, -40));
  add(20_000, daysAfter(NOON, -95));
  add(30_000, daysAfter(NOON, -200)); // before the campaign
  await start();
  await start();
  expect(await goOn()).toBe("1 of 1 lines new");
  expect(await last()).toMatchObject({ status: "running", linesNew: 1 });
  expect(await goOn()).toBe("2 of 2 lines new");
  expect(await goOn()).toBe("0 of 0 lines new");
  expect(await goOn()).toBe("1 of 1 lines new, done");
  expect(await goOn()).toBe("nothing to read");
  expect(await last()).toMatchObject({ status: "done", linesRead: 4, linesNew: 4, problem: null });
  expect((await linesIn(communityId)).map(({ amountMinor }) => amountMinor)).toEqual([20_000, 10_000, -5_000, 40_000]);

  await start();
  for (let nth = 0; nth < 4; nth++) await goOn();
  expect(await last()).toMatchObject({ status: "done", linesRead: 4, linesNew: 0 });
  expect(await linesIn(communityId)).toHaveLength(4);
});

test("more than 500 lines of one stretch are read to the last, also when the cut is within a second", async () => {
  const { communityId, add, start, goOn, last } = await aBank();
  for (let nth = 0; nth < 1_100; nth++) add(100 + nth, hoursAfter(NOON, Math.floor(nth / 3) / 100));
  await start();
  while ((await last())?.status === "running") await goOn();
  expect(await linesIn(communityId)).toHaveLength(1_100);
});

test("a busy bank is asked again, a silent one is said to be, and a refusal ends it", async () => {
  const { bank, clock, add, start, goOn, last } = await aBank();
  add(40_000, NOON);
  await start();
  await goOn();
  expect(await goOnWithSyncs(clock.now, bank)).toBe("busy");
  expect(await last()).toMatchObject({ status: "running", problem: null, linesNew: 1 });
  const dead = personalClient({ token: TOKEN, baseUrl: "http://127.0.0.1:1" });
  expect(await goOnWithSyncs(clock.now, dead)).toBe("unreachable");
  expect(await last()).toMatchObject({ status: "running", problem: "unreachable" });
  await goOn();
  expect(await last()).toMatchObject({ status: "running", problem: null });
  const { baseUrl } = { baseUrl: (await aBank()).fake.url };
  expect(await goOnWithSyncs(clock.now, personalClient({ token: "revoked", baseUrl }))).toBe("failed: refused");
  expect(await last()).toMatchObject({ status: "failed", problem: "refused" });
});

test("two processes that go on at once keep one reading", async () => {
  const { communityId, add, start, clock, last, fake } = await aBank();
  for (let nth = 0; nth < 20; nth++) add(1_000 + nth, minutesAfter(NOON, nth));
  await start();
  clock.now = minutesAfter(clock.now, 1);
  const answers = [...(await linesFrom(fake.url))];
  const both = meeting(2); // each has read how far it is before either writes
  const eager = { accounts: async () => [], lines: () => both().then(() => answers) };
  const went = await Promise.all([goOnWithSyncs(clock.now, eager), goOnWithSyncs(clock.now, eager)]);
  expect(went.sort()).toEqual(["20 of 20 lines new", "somebody else went on"]);
  expect(await last()).toMatchObject({ linesNew: 20 });
  expect(await linesIn(communityId)).toHaveLength(20);
});
const linesFrom = (baseUrl: string) =>
  personalClient({ token: TOKEN, baseUrl }).lines({ id: "jar", currency: "UAH" }, NOON, hoursAfter(NOON, 1));

test("a line that came by a file and by the bank is one, whichever came first", async () => {
  const stage = await aBank();
  const claim = await aClaim(stage.campaign);
  const csv = aJarCsv([
    { at: NOON, amount: "400.00", comment: claim.code, from: "Від: Олена Книгогляд" },
    { at: NOON, amount: "400.00", comment: "інша" },
    { at: minutesAfter(NOON, 7), amount: "50.00" },
  ]);
  await take(stage, csv);
  stage.add(40_000, new Date(NOON.getTime() + 41_000), `за ${claim.code}`);
  stage.add(40_000, new Date(NOON.getTime() + 42_000), "інша");
  stage.add(40_000, new Date(NOON.getTime() + 43_000), "третя, якої у файлі немає");
  stage.add(5_000, minutesAfter(NOON, 7));
  await stage.start();
  while ((await stage.last())?.status === "running") await stage.goOn();
  expect(await stage.last()).toMatchObject({ linesRead: 4, linesNew: 1 });
  expect((await balanceOf(stage)).bankMinor).toBe(125_000);
  expect(await take(stage, csv)).toMatchObject({ linesNew: 0 });

  const other = await aBank();
  other.add(40_000, new Date(NOON.getTime() + 41_000), "дякую");
  await other.start();
  while ((await other.last())?.status === "running") await other.goOn();
  expect(await take(other, aJarCsv([{ at: NOON, amount: "400.00", comment: "дякую" }]))).toMatchObject({ linesNew: 0 });
  expect(await openOf(other)).toHaveLength(1);
});

test("accounts are offered in the campaign's currency, told once in ten minutes, and only one of them can be chosen", async () => {
  const { treasurer, organizer, campaign, bank, clock } = await aBank();
  const jar = [{ id: "jar", name: "Книги", currency: "UAH", kind: "jar" }];
  expect(await statementAccounts(treasurer, campaign.id, clock.now, bank)).toEqual(jar); // the bank is busy, and not asked
  clock.now = minutesAfter(clock.now, 11);
  expect(await statementAccounts(treasurer, campaign.id, clock.now, bank)).toEqual(jar);
  const choose = (account: string) => chooseAccount(treasurer, { campaignId: campaign.id, account }, clock.now, bank);
  await expect(choose("euro")).rejects.toMatchObject({ code: "donations.bankRefused" });
  await expect(choose("somebody's")).rejects.toMatchObject({ code: "donations.bankRefused" });
  const no = { code: "identity.notAllowed" };
  await expect(statementAccounts(organizer, campaign.id, clock.now, bank)).rejects.toMatchObject(no);
  await expect(startSync(organizer, { campaignId: campaign.id }, clock.now, bank)).rejects.toMatchObject(no);
});

test("without a token or an account there is nothing to read from", async () => {
  const { treasurer, campaign } = await aStage();
  const off = { code: "donations.bankOff" };
  await expect(startSync(treasurer, { campaignId: campaign.id }, NOON)).rejects.toMatchObject(off);
  await expect(statementAccounts(treasurer, campaign.id, NOON)).rejects.toMatchObject(off);
});
