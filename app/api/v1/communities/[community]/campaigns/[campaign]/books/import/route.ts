import { z } from "zod";
import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { importAnswer, importOf } from "@/app/_web/import-answer";
import { csv } from "@/app/_web/request-body";
import { importBooks } from "@/lib/catalog/import/commit";

const importQuery = z.object({ dryRun: z.enum(["true", "false"], "fields.choose").default("false") });

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/import",
  {
    POST: inCampaign({
      summary: "Import a list of books, or only judge every row of it (dryRun=true). The same file again adds nothing",
      needs: ["catalog.import"],
      query: importQuery,
      body: csv,
      answer: importAnswer,
      refuses: [
        "catalog.campaignClosed",
        "catalog.fileUnreadable",
        "catalog.fileTooLarge",
        "catalog.fileHeader",
        "catalog.fileNoTitle",
        "catalog.fileColumnTwice",
      ],
      async handle({ actor, campaign, query, body, locale }) {
        const dryRun = query.dryRun === "true";
        const report = await importBooks(actor, campaign.id, body, { dryRun });
        return { body: importOf(report, locale), ...(report.added > 0 && { changed: { campaignId: campaign.id } }) };
      },
    }),
  },
);
