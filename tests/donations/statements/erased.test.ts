import { expect, onTestFinished, test } from "vitest";
import { db } from "@/db/client";
import { forgetDonor } from "@/lib/donations/forget";
import { personalClient } from "@/lib/donations/mono/personal";
import { chooseAccount } from "@/lib/donations/statements/bank";
import { confirmLines } from "@/lib/donations/statements/commands";
import { goOnWithSyncs, lastSync, startSync } from "@/lib/donations/statements/sync";
import type { PersonActor } from "@/lib/identity/actor";
import { startFakePersonal } from "../../fakes/mono/personal";
import { daysAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, aStage, expectSound } from "../stage";
import { bytesOf } from "./make";
import { balanceOf, linesIn, openOf, type Stage, take } from "./stage";

const HEAD = "Дата;Сума;Коментар;Відправник;ID операції";
const NAME = "Олена Книгогляд";

/** The line's money is credited to its claim, and then the donor is forgotten. */
async function creditAndForget(stage: Stage, { code, claimant }: { code: string; claimant: PersonActor }) {
  const [line] = await openOf(stage);
  const lines = [{ lineId: line?.id ?? "", parts: [{ code, amountMinor: 40_000 }] }];
  await confirmLines(stage.treasurer, { lines }, daysAfter(NOON, 1));
  expect(await openOf(stage)).toEqual([]);
  const { communityId, personId } = claimant;
  await db.transaction((tx) => forgetDonor(tx, { communityId, personId, email: null }, daysAfter(NOON, 2)));
}

async function expectOneLine(stage: Stage, code: string) {
  expect(await linesIn(stage.communityId)).toMatchObject([{ comment: code, counterparty: null }]);
  expect(await openOf(stage)).toEqual([]);
  expect(await balanceOf(stage)).toMatchObject({ bankMinor: 40_000, differenceMinor: 0 });
  await expectSound(stage.communityId);
}

test("a file with the bank's ids brings no line of an erased person again", async () => {
  const stage = await aStage();
  const paid = await aClaim(stage.campaign);
  const line = `02.03.2026;400;${paid.code} від ${NAME};${NAME};1`;
  expect(await take(stage, bytesOf(`${HEAD}\n${line}`))).toMatchObject({ linesNew: 1 });
  await creditAndForget(stage, paid);
  expect(await take(stage, bytesOf(`${HEAD}\n${line}`))).toMatchObject({ linesRead: 1, linesNew: 0 });
  await expectOneLine(stage, paid.code);
});

test("another line under an erased one's bank id is still a line of its own, once", async () => {
  const stage = await aStage();
  const paid = await aClaim(stage.campaign);
  const line = `02.03.2026;400;${paid.code} від ${NAME};${NAME};1`;
  await take(stage, bytesOf(`${HEAD}\n${line}`));
  await creditAndForget(stage, paid);
  const others = [
    `02.03.2026;400;${(await aClaim(stage.campaign)).code} від Юрка;Юрко;1`,
    `02.03.2026;300;${paid.code} від Юрка;Юрко;1`,
  ];
  for (const [nth, other] of others.entries()) {
    expect(await take(stage, bytesOf(`${HEAD}\n${line}\n${other}`))).toMatchObject({ linesNew: 1 });
    expect(await take(stage, bytesOf(`${HEAD}\n${other}\n${line}`))).toMatchObject({ linesNew: 0 });
    expect(await linesIn(stage.communityId)).toHaveLength(nth + 2);
  }
});

test("monobank brings no line of an erased person again, whatever codes it names", async () => {
  const clock = { now: daysAfter(NOON, 4) };
  const fake = await startFakePersonal({ token: "own", now: () => clock.now });
  onTestFinished(fake.close);
  fake.addAccount({ id: "jar", kind: "jar" });
  const bank = personalClient({ token: "own", baseUrl: fake.url });
  const stage = await aStage({ opensAt: daysAfter(NOON, -10) });
  const { treasurer, campaign } = stage;
  await chooseAccount(treasurer, { campaignId: campaign.id, account: "jar" }, clock.now, bank);
  const paid = await aClaim(campaign);
  const comment = `за ${paid.code}, ${NAME}`;
  fake.addItem("jar", { amount: 40_000, time: NOON.getTime() / 1000, comment, description: `Від: ${NAME}` });
  const read = async () => {
    await startSync(treasurer, { campaignId: campaign.id }, clock.now, bank);
    do {
      clock.now = minutesAfter(clock.now, 1);
      await goOnWithSyncs(clock.now, bank);
    } while ((await lastSync(treasurer, campaign.id))?.status === "running");
    return lastSync(treasurer, campaign.id);
  };
  expect(await read()).toMatchObject({ linesRead: 1, linesNew: 1 });
  await creditAndForget(stage, paid);
  expect(await read()).toMatchObject({ linesRead: 1, linesNew: 0 });
  await expectOneLine(stage, paid.code);
});
