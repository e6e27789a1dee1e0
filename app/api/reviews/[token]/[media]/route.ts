import { answerWithMedium } from "@/app/_web/media-answer";
import { readReviewMedia } from "@/lib/promos/placements/reviews";

type Context = RouteContext<"/api/reviews/[token]/[media]">;

/** A picture or video of a placement that a review link shows. To whoever has another link there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token, media } = await params;
  const size = new URL(request.url).searchParams.get("size") === "whole" ? "whole" : "preview";
  return answerWithMedium(request, () => readReviewMedia(token, media, size));
}
