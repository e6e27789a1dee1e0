import { Refusal } from "@/lib/core/refusal";
import { confirmTransfer } from "@/lib/donations/transfers";
import { aTreasurer } from "../support/factories";
import { NOON } from "../support/times";
import { aClaim, aStage, aTransfer } from "./stage";

export type PairRace = { won: number; refused: string[]; faults: unknown[] };

/** Two treasurers at the same moment, each with another donation for one and the same bank reference; so many times. */
export async function raceForReference(times: number): Promise<PairRace & { communityId: string; campaignId: string }> {
  const { communityId, campaign, treasurer } = await aStage();
  const second = await aTreasurer(communityId);
  const result: PairRace = { won: 0, refused: [], faults: [] };
  for (let nth = 0; nth < times; nth++) {
    const [one, two] = [await aClaim(campaign), await aClaim(campaign)];
    const answers = await Promise.allSettled([
      confirmTransfer(treasurer, aTransfer(one.code, 40_000, `REF-${nth}`), NOON),
      confirmTransfer(second, aTransfer(two.code, 40_000, `ref-${nth}`), NOON),
    ]);
    for (const answer of answers) {
      if (answer.status === "fulfilled") result.won += 1;
      else if (answer.reason instanceof Refusal) result.refused.push(answer.reason.code);
      else result.faults.push(answer.reason);
    }
  }
  return { ...result, communityId, campaignId: campaign.id };
}
