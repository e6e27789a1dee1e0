import type { Values } from "@/lib/core/i18n/bilingual";
import type { RefusalCode } from "@/lib/core/i18n/messages/refusals";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import type { DonationOutcome } from "../moves";
import { confirmLines, donateLine, linkLine, setAsideLine, takeBackLine } from "./commands";
import type { Match } from "./input";

export type MatchResult = { lineId: string; refusal: { code: RefusalCode; values: Values } | null };

/**
 * Does to each line what is said of it, each in a transaction of its own; what is refused is told, and the rest goes on. Lines that
 * are not among `own` do not exist. Refuses `identity.notAllowed` as a whole.
 */
export async function settleMatches(
  actor: Actor,
  matches: readonly Match[],
  own: ReadonlySet<string>,
  now = new Date(),
): Promise<{ results: MatchResult[]; outcomes: DonationOutcome[] }> {
  const results: MatchResult[] = [];
  const outcomes: DonationOutcome[] = [];
  for (const match of matches) {
    const { lineId } = match;
    try {
      if (!own.has(lineId)) throw new Refusal("donations.lineNotFound");
      outcomes.push(...(await settleMatch(actor, match, now)));
      results.push({ lineId, refusal: null });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "identity.notAllowed") throw error;
      results.push({ lineId, refusal: { code: error.code, values: error.values } });
    }
  }
  return { results, outcomes };
}

async function settleMatch(actor: Actor, match: Match, now: Date): Promise<DonationOutcome[]> {
  if (match.action === "link") await linkLine(actor, match);
  if (match.action === "setAside") await setAsideLine(actor, match, now);
  if (match.action === "takeBack") await takeBackLine(actor, match);
  if (match.action === "donate") return [(await donateLine(actor, match, now)) ?? []].flat();
  if (match.action !== "confirm") return [];
  const { confirmed, refused } = await confirmLines(actor, { lines: [match] }, now);
  for (const { code, values } of refused) throw new Refusal(code, values);
  return confirmed.flatMap(({ parts }) => parts);
}
