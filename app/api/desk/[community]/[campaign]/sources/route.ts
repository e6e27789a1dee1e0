import { csvAnswer } from "@/app/api/desk/csv-answer";
import { deskCampaign } from "@/app/api/desk/desk-campaign";
import { recordFile } from "@/lib/identity/audit";
import { sourcesInput } from "@/lib/referrals/input";
import { exportSources } from "@/lib/reports/source-export";

type Context = RouteContext<"/api/desk/[community]/[campaign]/sources">;

/** A campaign's sources as the page shows them: `?touch=`, `from` and `to` as there; what cannot be read counts as not said. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { actor, campaign } = await deskCampaign(params, "sources.see");
  await recordFile(actor, "sources_exported", campaign.id);
  const asked = sourcesInput.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const query = asked.success ? asked.data : sourcesInput.parse({});
  return csvAnswer(await exportSources(actor, campaign.id, query), `${campaign.slug}-sources-${query.touch}-touch`);
}
