import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { RequestRefusal } from "@/app/_web/problem";
import { json } from "@/app/_web/request-body";
import { matchedAnswer, matchedOf } from "@/app/_web/statement-answers";
import { pagesOf } from "@/lib/donations/moves";
import { matchBody } from "@/lib/donations/statements/input";
import { settleMatches } from "@/lib/donations/statements/matches";
import { linesOfStatement, listStatements } from "@/lib/donations/statements/queries";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/statements/{id}/match",
  {
    POST: inCampaign({
      summary:
        "Match lines of a statement: confirm them by codes, link them to transfers, keep them without a book, or set them aside. " +
        "Each line stands for itself: what is refused is told beside what was done",
      needs: ["money.confirm"],
      body: json(matchBody),
      answer: matchedAnswer,
      async handle({ actor, campaign, params, body: { matches }, locale }) {
        const [statement] = await listStatements(actor, campaign.id, params.id ?? "");
        if (!statement) throw new RequestRefusal("api.notFound");
        const own = await linesOfStatement(actor, statement.id);
        const { results, outcomes } = await settleMatches(actor, matches, own);
        return { body: await matchedOf(actor, campaign.id, results, locale), changed: outcomes.map(pagesOf) };
      },
    }),
  },
);
