import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskDonationsInput } from "@/lib/donations/input";
import { deskDonations } from "@/lib/donations/queries";
import { type OpenLine, type Part, type Payee, shareOut } from "@/lib/donations/statements/match";
import {
  findPayees,
  matchedLines,
  openLines,
  partsOfLine,
  type SuggestedLine,
} from "@/lib/donations/statements/queries";
import type { Desk } from "../../../_parts/open";

export type LineAlone = {
  line: OpenLine;
  /** When it is open. A matched one is looked at again when a part of it was undone. */
  suggested: SuggestedLine | undefined;
  shares: (Part & { isKept: boolean })[];
  query: string | undefined;
  found: Payee[];
};

const FOUND_MAX = 20;

/** One line, whom its money is to be shared among, and whom a search finds. */
export async function loadLine(
  { actor, query: address, now }: Desk,
  campaign: PublicCampaign,
  { lineId, codes }: { lineId: string; codes: readonly string[] },
): Promise<LineAlone | undefined> {
  const [suggested] = await openLines(actor, campaign.id, { lineId });
  const [matched] = suggested ? [] : await matchedLines(actor, campaign.id, { uneven: true, lineId });
  const line = suggested ?? matched;
  if (!line) return undefined;

  const kept = matched ? await partsOfLine(actor, campaign.id, lineId) : [];
  const payees = await findPayees(actor, campaign.id, [...kept.map(({ code }) => code), ...codes].join(" "));
  const standing = payees.flatMap((payee) => {
    const part = kept.find(({ code }) => payee.codes.includes(code));
    return part ? [{ payee, amountMinor: part.amountMinor, isKept: true }] : [];
  });
  const fresh = payees.filter((payee) => payee.takesMoney && !standing.some((part) => part.payee === payee));
  const left = line.amountMinor - standing.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const shares = [...standing, ...shareOut(left, fresh).map((part) => ({ ...part, isKept: false }))];

  const { q } = deskDonationsInput.safeParse({ q: address.q }).data ?? {};
  const rows = q ? (await deskDonations(actor, campaign.id, { state: undefined, q, limit: FOUND_MAX }, now)).items : [];
  const found = await findPayees(actor, campaign.id, rows.map(({ code }) => code).join(" "));
  return { line, suggested, shares: fresh.length > 0 ? shares : [], query: q, found };
}
