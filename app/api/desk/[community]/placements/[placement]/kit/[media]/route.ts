import { answerWithMedium } from "@/app/_web/media-answer";
import { actorIn, communityOf } from "@/app/_web/session";
import { kitPicture } from "@/lib/promos/placements/kit";

type Context = RouteContext<"/api/desk/[community]/placements/[placement]/kit/[media]">;

/** One picture of a kit, to be saved: as it was uploaded, or cut to a size of the format. To others there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { community: slug, placement, media } = await params;
  const { id } = await communityOf(slug);
  const actor = await actorIn(id);
  const size = new URL(request.url).searchParams.get("size") ?? "original";
  return answerWithMedium(request, () => kitPicture(actor, placement, media, size), { isDownload: true });
}
