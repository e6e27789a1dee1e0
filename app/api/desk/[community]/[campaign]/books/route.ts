import { csvAnswer } from "@/app/api/desk/csv-answer";
import { deskCampaign } from "@/app/api/desk/desk-campaign";
import { exportBooks } from "@/lib/catalog/export-books";
import { recordFile } from "@/lib/identity/audit";

type Context = RouteContext<"/api/desk/[community]/[campaign]/books">;

/** All books of a campaign in any state, in the columns that an import reads. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { actor, campaign } = await deskCampaign(params, "catalog.review");
  await recordFile(actor, "books_exported", campaign.id);
  return csvAnswer(await exportBooks(actor, campaign.id), `${campaign.slug}-books`);
}
