import { answerWithMedium } from "@/app/_web/media-answer";
import { actorIn, communityOf } from "@/app/_web/session";
import { readMedia } from "@/lib/promos/placements/media";

type Context = RouteContext<"/api/desk/[community]/placement-media/[media]">;

/** A picture or video of a placement for those who manage promos: small, or as it is kept. To others there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { community: slug, media } = await params;
  const { id } = await communityOf(slug);
  const actor = await actorIn(id);
  const size = new URL(request.url).searchParams.get("size") === "whole" ? "whole" : "preview";
  return answerWithMedium(request, () => readMedia(actor, media, size));
}
