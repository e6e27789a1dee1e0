import { csvAnswer } from "@/app/api/desk/csv-answer";
import { deskCampaign } from "@/app/api/desk/desk-campaign";
import { recordFile } from "@/lib/identity/audit";
import { exportDonations } from "@/lib/reports/exports";

type Context = RouteContext<"/api/desk/[community]/[campaign]/donations">;

/** A campaign's donations as they stand in the ledger. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { actor, campaign } = await deskCampaign(params, "money.see");
  await recordFile(actor, "donations_exported", campaign.id);
  return csvAnswer(exportDonations(actor, campaign.id), `${campaign.slug}-donations`);
}
