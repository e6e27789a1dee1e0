import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { importBooks } from "@/lib/catalog/import/commit";
import { aCampaign, aCommunity, anOrganizer } from "../support/factories";
import { daysAfter } from "../support/times";
import { report, whole } from "./table";

const LIMIT_S = 20;

/** The 10,000 rows of goodbooks, into a campaign of their own. */
export async function measureImport(): Promise<void> {
  const bytes = gunzipSync(readFileSync(new URL("../fixtures/goodbooks.csv.gz", import.meta.url)));
  const { id } = await aCommunity();
  const campaign = await aCampaign(id, { closesAt: daysAfter(new Date(), 30) });
  const organizer = await anOrganizer(id);
  const startedAt = performance.now();
  const { rows, added } = await importBooks(organizer, campaign.id, bytes);
  const seconds = (performance.now() - startedAt) / 1000;
  report({
    what: `import of ${whole(rows.length)} rows, ${whole(added)} added`,
    measured: `${seconds.toFixed(1)} s`,
    limit: `${LIMIT_S} s`,
    ratio: seconds / LIMIT_S,
    isMet: seconds <= LIMIT_S,
  });
}
