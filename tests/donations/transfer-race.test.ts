import { expect, test } from "vitest";
import { confirmTransfer } from "@/lib/donations/transfers";
import { aTreasurer } from "../support/factories";
import { NOON } from "../support/times";
import { aClaim, aStage, expectSound, ledgerOf } from "./stage";
import { raceForReference } from "./transfer-race";

const PAIRS = Number(process.env.CHAOS_RUNS ?? 3) * 10;

test(
  "when two treasurers confirm one transfer at the same moment, both are told the same and the ledger has it once",
  async () => {
    const { communityId, campaign, treasurer } = await aStage();
    const second = await aTreasurer(communityId);
    for (let nth = 0; nth < PAIRS; nth++) {
      const parts = [await aClaim(campaign), await aClaim(campaign)].map(({ code }) => ({ code, amountMinor: 30_000 }));
      const transfer = { reference: `REF-${nth}`, amountMinor: 60_000 };
      const [first, again] = await Promise.all([
        confirmTransfer(treasurer, { ...transfer, parts }, NOON),
        confirmTransfer(second, { ...transfer, parts: parts.toReversed() }, NOON), // and no ring of locks
      ]);
      expect(again.transfer).toEqual(first.transfer);
    }
    expect(await ledgerOf(communityId)).toHaveLength(2 * PAIRS);
    await expectSound(communityId);
  },
  PAIRS * 2_000,
);

test(
  "when one reference is entered for two donations at the same moment, one of them gets it and the other is refused",
  async () => {
    const { won, refused, faults, communityId } = await raceForReference(PAIRS);
    expect(faults).toEqual([]);
    expect(won).toBe(PAIRS);
    expect(refused).toEqual(Array.from({ length: PAIRS }, () => "donations.referenceUsed"));
    expect(await ledgerOf(communityId)).toHaveLength(PAIRS);
    await expectSound(communityId);
  },
  PAIRS * 2_000,
);
