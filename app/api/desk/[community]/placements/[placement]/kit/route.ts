import { Readable } from "node:stream";
import { actorIn, communityOf } from "@/app/_web/session";
import { Refusal } from "@/lib/core/refusal";
import { kitZip } from "@/lib/promos/placements/kit";

type Context = RouteContext<"/api/desk/[community]/placements/[placement]/kit">;

/** The kit of an approved placement as one file, made while it is sent. To those who may not have it there is none. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { community: slug, placement } = await params;
  const { id } = await communityOf(slug);
  const actor = await actorIn(id);
  try {
    const { name, parts } = await kitZip(actor, placement);
    return new Response(Readable.toWeb(Readable.from(parts)) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
    throw error;
  }
}
