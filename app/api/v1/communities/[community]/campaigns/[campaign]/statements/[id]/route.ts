import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { RequestRefusal } from "@/app/_web/problem";
import { oneStatementAnswer, oneStatementOf } from "@/app/_web/statement-answers";
import { listStatements } from "@/lib/donations/statements/queries";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/statements/{id}",
  {
    GET: inCampaign({
      summary:
        "A statement's lines that are not matched yet, with what each seems to be, and the campaign's difference",
      needs: ["money.see"],
      answer: oneStatementAnswer,
      async handle({ actor, campaign, params }) {
        const [statement] = await listStatements(actor, campaign.id, params.id ?? "");
        if (!statement) throw new RequestRefusal("api.notFound");
        return { body: await oneStatementOf(actor, campaign.id, statement) };
      },
    }),
  },
);
