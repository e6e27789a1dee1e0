import { csvAnswer } from "@/app/api/desk/csv-answer";
import { deskCampaign } from "@/app/api/desk/desk-campaign";
import { exportDonations } from "@/lib/reports/exports";

type Context = RouteContext<"/api/desk/[community]/[campaign]/donations">;

/** A campaign's donations as they stand in the ledger. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { actor, campaign } = await deskCampaign(params, "money.see");
  return csvAnswer(exportDonations(actor, campaign.id), `${campaign.slug}-donations`);
}
