import { notFound } from "next/navigation";
import { actorIn, communityOf } from "@/app/_web/session";
import { Refusal } from "@/lib/core/refusal";
import { readScreenshot } from "@/lib/promos/numbers/screenshots";

type Context = RouteContext<"/api/desk/[community]/screenshots/[screenshot]">;

/** The picture behind a number, for those who manage promos. To others there is none. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { community: slug, screenshot } = await params;
  const { id } = await communityOf(slug);
  try {
    return new Response(new Uint8Array(await readScreenshot(await actorIn(id), screenshot)), {
      headers: {
        "content-type": "image/webp",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof Refusal) notFound();
    throw error;
  }
}
