import { csvAnswer } from "@/app/api/desk/csv-answer";
import { deskCampaign } from "@/app/api/desk/desk-campaign";
import { exportLeftovers } from "@/lib/catalog/leftovers";
import { recordFile } from "@/lib/identity/audit";

type Context = RouteContext<"/api/desk/[community]/[campaign]/leftovers">;

/** The books of a campaign that nobody took, for a walk along the shelf. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { actor, campaign } = await deskCampaign(params, "catalog.review");
  await recordFile(actor, "leftovers_exported", campaign.id);
  return csvAnswer(await exportLeftovers(actor, campaign.id), `${campaign.slug}-leftovers`);
}
