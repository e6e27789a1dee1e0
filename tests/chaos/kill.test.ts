import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "./audit";
import { besiege, bringHome, catchUp, type Siege } from "./siege";

const EACH = Number(process.env.CHAOS_RUNS ?? 2);

let siege: Siege;
beforeAll(
  async () => {
    const kills = Array.from({ length: EACH }, () => ["killWeb", "killPostgres"] as const).flat();
    siege = await besiege(kills);
    await catchUp(siege);
    const { tally, errands, slowestReturnMs } = siege;
    console.info(
      `${kills.length} kills: ${errands.length} visitors, ${tally.acknowledged} steps acknowledged, ${tally.lost} answers lost, back after ${Math.round(slowestReturnMs)} ms at most`,
    );
  },
  600_000 + EACH * 60_000,
); // a build, where there is none yet, and the kills
afterAll(() => siege?.product.stop());

test("kill -9 of the web server and of PostgreSQL loses and doubles nothing that was acknowledged", async () => {
  expect(siege.tally.faults).toEqual([]);
  expect(siege.tally.lost).toBeGreaterThan(0); // otherwise nothing was tested
  expect(await audit(siege.errands, siege.communityId, siege.product.stripe)).toEqual([]);
});

test("after the kills every rule between money, claims and books holds", async () => {
  const { checkInvariants } = await import("@/lib/reports/invariants");
  expect(await checkInvariants(siege.communityId)).toEqual([]);
});

test("after the kills no claim is stuck: every visitor who comes back gets to the end, and the totals are the sum", async () => {
  await bringHome(siege);
  await catchUp(siege);
  expect(siege.tally.faults).toEqual([]);
  expect(await audit(siege.errands, siege.communityId, siege.product.stripe)).toEqual([]);
  const { campaignTotals } = await import("@/lib/reports/totals");
  const totals = await campaignTotals(siege.communityId, siege.campaignId);
  expect(totals).toMatchObject({
    booksExchanged: siege.errands.length,
    booksReserved: 0,
    raisedMinor: siege.errands.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  });
  const { checkInvariants } = await import("@/lib/reports/invariants");
  expect(await checkInvariants(siege.communityId)).toEqual([]);
});
