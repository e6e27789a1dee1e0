import type { PublicCampaign } from "@/lib/catalog/queries";
import { statementBalance } from "@/lib/donations/statements/balance";
import {
  listStatements,
  looseTransfers,
  matchedLines,
  openLines,
  otherLines,
  type SuggestedLine,
} from "@/lib/donations/statements/queries";
import type { Desk } from "../../../_parts/open";

const LOOSE_SHOWN = 100;

export type Of<Kind extends SuggestedLine["suggestion"]["kind"]> = SuggestedLine & {
  suggestion: Extract<SuggestedLine["suggestion"], { kind: Kind }>;
};

/** Everything the comparison shows, its open lines sorted by how sure they are. */
export async function loadComparison({ actor }: Desk, campaign: PublicCampaign) {
  const { id } = campaign;
  const [balance, open, loose, uneven, matched, setAside, outgoing, statements] = await Promise.all([
    statementBalance(actor, id),
    openLines(actor, id),
    looseTransfers(actor, id, LOOSE_SHOWN),
    matchedLines(actor, id, { uneven: true }),
    matchedLines(actor, id, { limit: 30 }),
    otherLines(actor, id, "setAside"),
    otherLines(actor, id, "outgoing"),
    listStatements(actor, id),
  ]);
  const exact = open.filter(isOf("exact"));
  const counted = open.filter(isOf("counted"));
  return {
    balance,
    exact,
    sure: counted.filter(({ suggestion }) => suggestion.isSure),
    probable: [...open.filter(isOf("probable")), ...counted.filter(({ suggestion }) => !suggestion.isSure)],
    choose: open.filter(isOf("choose")),
    rest: open.filter(({ suggestion }) => ["shares", "settled", "none"].includes(suggestion.kind)),
    shown: open.length,
    loose,
    uneven,
    matched,
    setAside,
    outgoing,
    statements,
  };
}
export type Comparison = Awaited<ReturnType<typeof loadComparison>>;

function isOf<Kind extends SuggestedLine["suggestion"]["kind"]>(kind: Kind) {
  return (line: SuggestedLine): line is Of<Kind> => line.suggestion.kind === kind;
}
