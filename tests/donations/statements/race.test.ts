import { expect, test } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { undoConfirmation } from "@/lib/donations/commands";
import { confirmLines, donateLine, linkLine, setAsideLine } from "@/lib/donations/statements/commands";
import { aTreasurer } from "../../support/factories";
import { aClaim, aStage, expectSound, ledgerOf } from "../stage";
import { aJarCsv } from "./make";
import { balanceOf, LATER, openOf, take } from "./stage";

const PAIRS = Number(process.env.CHAOS_RUNS ?? 2) * 10;

async function aRace() {
  const stage = await aStage();
  const claims = await Promise.all(Array.from({ length: PAIRS }, () => aClaim(stage.campaign)));
  await take(stage, aJarCsv(claims.map(({ code }) => ({ amount: "400.00", comment: code }))));
  const lines = (await openOf(stage)).map(({ id, suggestion }) => {
    if (suggestion.kind !== "exact") throw new Error(suggestion.kind);
    return { lineId: id, parts: suggestion.parts.map(({ payee, amountMinor }) => ({ code: payee.code, amountMinor })) };
  });
  return { ...stage, lines, second: await aTreasurer(stage.communityId) };
}

test("two treasurers confirm the same lines at the same moment, in opposite order: one ledger row each", async () => {
  const { treasurer, second, lines, communityId, ...stage } = await aRace();
  const [one, two] = await Promise.all([
    confirmLines(treasurer, { lines }, LATER),
    confirmLines(second, { lines: lines.toReversed() }, LATER),
  ]);
  expect([one.refused, two.refused]).toEqual([[], []]);
  expect(await ledgerOf(communityId)).toHaveLength(PAIRS);
  expect(await balanceOf({ treasurer, ...stage })).toMatchObject({ differenceMinor: 0, matched: { count: PAIRS } });
  await expectSound(communityId);
}, 60_000);

test("one line given to two claims, donated, set aside and linked at the same moment counts once", async () => {
  const { treasurer, second, lines, communityId, ...stage } = await aRace();
  const refusals: string[] = [];
  for (const [nth, { lineId, parts }] of lines.entries()) {
    const other = lines[(nth + 1) % lines.length]?.parts ?? [];
    const answers = await Promise.allSettled([
      confirmLines(treasurer, { lines: [{ lineId, parts }] }, LATER),
      confirmLines(second, { lines: [{ lineId, parts: other }] }, LATER),
      donateLine(treasurer, { lineId }, LATER),
      setAsideLine(second, { lineId, reason: "ні" }, LATER),
      linkLine(second, { lineId, transferId: lineId }),
    ]);
    for (const answer of answers)
      if (answer.status === "rejected") {
        expect(answer.reason).toBeInstanceOf(Refusal);
        refusals.push(answer.reason.code);
      }
  }
  expect(refusals.length).toBeGreaterThan(0);
  const balance = await balanceOf({ treasurer, ...stage });
  expect(balance.matched.count + balance.setAside.count + balance.open.count).toBe(PAIRS);
  expect(balance.matched.sumMinor).toBe(balance.catalogMinor);
  expect(await ledgerOf(communityId)).toHaveLength(balance.matched.count);
  await expectSound(communityId);
}, 120_000);

test("a confirmation that is undone while its line is confirmed again ends in one of the two, soundly", async () => {
  const { treasurer, second, lines, communityId, ...stage } = await aRace();
  await confirmLines(treasurer, { lines }, LATER);
  for (const line of lines) {
    const code = line.parts[0]?.code ?? "";
    const [undone, again] = await Promise.allSettled([
      undoConfirmation(second, { code, reason: "Помилка" }, LATER),
      confirmLines(treasurer, { lines: [line] }, LATER),
    ]);
    expect([undone.status, again.status]).toEqual(["fulfilled", "fulfilled"]);
  }
  const { matched, open, catalogMinor } = await balanceOf({ treasurer, ...stage });
  expect(matched.count + open.count).toBe(PAIRS);
  expect(catalogMinor).toBe(matched.sumMinor);
  await expectSound(communityId);
}, 120_000);
