import { expect, test } from "vitest";
import { confirmLines, donateLine, linkLine, setAsideLine } from "@/lib/donations/statements/commands";
import { shareOut } from "@/lib/donations/statements/match";
import { findPayees, looseTransfers } from "@/lib/donations/statements/queries";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignTotals } from "@/lib/reports/totals";
import { daysAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, aStage, aTransfer, expectSound } from "../stage";
import { after, aJarCsv, type Line, typed } from "./make";
import { balanceOf, LATER, openOf, take } from "./stage";

const SURE = 85;

test("a treasurer matches a statement of 100 lines in one sitting: most by code at once, the rest by hand, difference 0", async () => {
  const stage = await aStage({ maxOpenClaims: 100 });
  const { treasurer, campaign, communityId } = stage;
  const claims = await Promise.all(
    Array.from({ length: SURE + 9 }, (_, nth) => aClaim(campaign, { amountMinor: 30_000 + 1_000 * (nth % 7) })),
  );
  const claim = (nth: number) => claims[nth] as NonNullable<(typeof claims)[number]>;
  const pledge = (nth: number) => (claim(nth).claim.pledgeMinor / 100).toFixed(2);
  const hryvnias = (minor: number) => (minor / 100).toFixed(2);
  await confirmTransfer(treasurer, aTransfer(claim(SURE + 5).code, 33_300, "ВРУЧНУ-1"), daysAfter(NOON, 1));

  const pair = claim(SURE).claim.pledgeMinor + claim(SURE + 1).claim.pledgeMinor;
  const lines: Line[] = [
    // codes typed as people do, every tenth with more than was promised
    ...Array.from({ length: SURE }, (_, nth) => ({
      amount: nth % 10 === 0 ? hryvnias(claim(nth).claim.pledgeMinor + 5_000) : pledge(nth),
      comment: typed(claim(nth).code, nth),
    })),
    { amount: hryvnias(pair), comment: `за дві: ${claim(SURE).code}, ${claim(SURE + 1).code}` },
    { amount: "999.00", comment: `${claim(SURE + 2).code} ${claim(SURE + 3).code}` },
    { amount: "1.00", comment: claim(SURE + 4).code }, // less than promised
    { amount: "333.00", comment: claim(SURE + 5).code }, // entered by hand before
    { amount: "777.77", comment: "забула код, за книгу" },
    { amount: pledge(0), comment: claim(0).code }, // the same code again
    ...Array.from({ length: 9 }, (_, nth) => ({ amount: `${11 + nth}.11`, comment: "на добру справу" })),
  ].map((line, nth) => ({ ...line, at: after(nth) }));
  expect(lines).toHaveLength(100);
  expect(await take(stage, aJarCsv(lines))).toMatchObject({ linesRead: 100, linesNew: 100, unreadable: [] });

  const open = await openOf(stage);
  const kinds = open.map(({ suggestion }) => suggestion.kind);
  expect(kinds.filter((kind) => kind === "exact")).toHaveLength(SURE + 2);
  const bulk = open.flatMap(({ id, suggestion }) =>
    suggestion.kind === "exact" && !suggestion.isLess
      ? [{ lineId: id, parts: suggestion.parts.map(({ payee, amountMinor }) => ({ code: payee.code, amountMinor })) }]
      : [],
  );
  expect(bulk).toHaveLength(SURE + 1);
  const { confirmed, refused } = await confirmLines(treasurer, { lines: bulk }, LATER);
  expect([confirmed.length, refused]).toEqual([SURE + 1, []]);

  for (const line of await openOf(stage)) {
    const { suggestion, id: lineId, amountMinor } = line;
    if (suggestion.kind === "counted") await linkLine(treasurer, { lineId, transferId: suggestion.transfer.id });
    else if (suggestion.kind === "exact" || suggestion.kind === "shares")
      await give(
        lineId,
        suggestion.parts.map(({ payee, amountMinor: minor }) => ({ code: payee.code, amountMinor: minor })),
      );
    else if (amountMinor === 77_777) {
      const payees = await findPayees(treasurer, campaign.id, claim(SURE + 6).code.toLowerCase());
      await give(
        lineId,
        shareOut(amountMinor, payees).map((part) => ({ code: part.payee.code, amountMinor: part.amountMinor })),
      );
    } else if (suggestion.kind === "settled" || suggestion.kind === "none")
      await donateLine(treasurer, { lineId }, LATER);
    else throw new Error(`left over: ${suggestion.kind}`);
  }
  const balance = await balanceOf(stage);
  expect(balance).toMatchObject({ differenceMinor: 0, open: { count: 0 }, loose: { count: 0 }, uneven: { count: 0 } });
  expect(balance.matched.count).toBe(100);
  const sum = lines.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);
  expect(balance.bankMinor).toBe(sum);
  expect((await campaignTotals(communityId, campaign.id, LATER)).raisedMinor).toBe(sum);
  expect(await take(stage, aJarCsv(lines))).toMatchObject({ linesNew: 0 });
  await expectSound(communityId);

  async function give(lineId: string, parts: { code: string; amountMinor: number }[]) {
    const result = await confirmLines(treasurer, { lines: [{ lineId, parts }] }, LATER);
    expect(result.refused).toEqual([]);
  }
}, 120_000);

test("the difference always is what its list says, whatever was done in whatever order", async () => {
  const stage = await aStage();
  const claims = await Promise.all(Array.from({ length: 6 }, () => aClaim(stage.campaign)));
  const code = (nth: number) => claims[nth]?.code ?? "";
  await confirmTransfer(stage.treasurer, aTransfer(code(0), 41_000, "ВРУЧНУ-2"), LATER);
  await take(
    stage,
    aJarCsv([
      { amount: "400.00", comment: code(1) },
      { amount: "390.00", comment: "390 за книгу" },
      { amount: "12.00", comment: "помилка" },
      { amount: "100.00", category: "Часткове зняття" },
    ]),
  );
  expect(await balanceOf(stage)).toMatchObject({ catalogMinor: 41_000, bankMinor: 80_200, differenceMinor: 39_200 });
  const [one, two, three] = await openOf(stage);
  const id = (line: { id: string } | undefined) => line?.id ?? "";
  await confirmLines(
    stage.treasurer,
    { lines: [{ lineId: id(one), parts: [{ code: code(1), amountMinor: 40_000 }] }] },
    LATER,
  );
  await setAsideLine(stage.treasurer, { lineId: id(three), reason: "Не наше" }, LATER);
  expect(await balanceOf(stage)).toMatchObject({ catalogMinor: 81_000, bankMinor: 79_000, differenceMinor: -2_000 });
  // the sum was mistyped by hand: linked all the same, and the difference says so
  const loose = (await balanceOf(stage)).loose;
  expect(loose).toEqual({ count: 1, sumMinor: 41_000 });
  const [transfer] = await looseTransfers(stage.treasurer, stage.campaign.id);
  await linkLine(stage.treasurer, { lineId: id(two), transferId: transfer?.id ?? "" });
  expect(await balanceOf(stage)).toMatchObject({
    differenceMinor: -2_000,
    open: { count: 0 },
    loose: { count: 0 },
    uneven: { count: 1, sumMinor: -2_000 },
  });
});

test("a line without a code finds who promised that much in its time, by name among several", async () => {
  const stage = await aStage();
  await Promise.all([aClaim(stage.campaign), aClaim(stage.campaign)]); // both of one name and sum
  const only = await aClaim(stage.campaign, { amountMinor: 55_500 });
  await take(
    stage,
    aJarCsv([
      { amount: "555.00", at: minutesAfter(NOON, 60) },
      { amount: "400.00", at: minutesAfter(NOON, 70) },
      { amount: "400.00", at: daysAfter(NOON, -9) }, // before anyone had claimed
    ]),
  );
  const kinds = (await openOf(stage)).map(({ suggestion, amountMinor }) => [amountMinor, suggestion.kind]);
  expect(kinds).toEqual([
    [40_000, "none"],
    [55_500, "probable"],
    [40_000, "choose"],
  ]);
  expect((await openOf(stage))[1]?.suggestion).toMatchObject({ parts: [{ payee: { code: only.code } }] });
});
