import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { csv } from "@/app/_web/request-body";
import { importedAnswer, importedOf, statementListAnswer, statementOf } from "@/app/_web/statement-answers";
import { importStatement } from "@/lib/donations/statements/import";
import { importQuery } from "@/lib/donations/statements/input";
import { listStatements } from "@/lib/donations/statements/queries";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/statements",
  {
    GET: inCampaign({
      summary: "The statements taken over into a campaign, the latest first",
      needs: ["money.see"],
      answer: statementListAnswer,
      async handle({ actor, campaign }) {
        const items = (await listStatements(actor, campaign.id)).map(statementOf);
        return { body: { items, nextCursor: null } };
      },
    }),
    POST: inCampaign({
      summary:
        "Take over a statement of the fund's account or jar, and learn what each new line seems to be. The same file again adds nothing. " +
        "For a bank whose header does not say it, the query names the columns by their numbers, from 0",
      needs: ["money.confirm"],
      query: importQuery,
      body: csv,
      answer: importedAnswer,
      statuses: [201],
      refuses: [
        "donations.statementTooLarge",
        "donations.statementEmpty",
        "donations.statementColumns",
        "donations.currencyMismatch",
        "catalog.fileUnreadable",
      ],
      async handle({ actor, campaign, query: { name, mapping }, body: bytes, locale }) {
        const imported = await importStatement(actor, { campaignId: campaign.id, name, bytes, mapping });
        return { body: await importedOf(actor, campaign.id, imported, locale) };
      },
    }),
  },
);
