import { cookies } from "next/headers";
import { Refusal } from "@/lib/core/refusal";
import { findReportShare, opensWith, readReportMedia } from "@/lib/promos/report-shares";
import { passCookie } from "../../pass";

type Context = RouteContext<"/[locale]/reports/[token]/media/[medium]">;

/** A small picture of a placement, for whoever may read the report. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token, medium } = await params;
  const share = await findReportShare(token);
  if (!share || !opensWith(share, (await cookies()).get(passCookie(share.id))?.value))
    return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  try {
    const { bytes, type } = await readReportMedia(share, medium);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": type,
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, max-age=600",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
    throw error;
  }
}
