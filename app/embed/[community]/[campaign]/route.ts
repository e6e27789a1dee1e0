import { createHash } from "node:crypto";
import { askedLanguage } from "@/app/_web/asked-language";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { EMBED_VIEWS } from "@/app/embed/_embed/addresses";
import { loadEmbed } from "@/app/embed/_embed/load";
import { embedPage, goneEmbedPage } from "@/app/embed/_embed/page";
import { findLinkByCode } from "@/lib/referrals/found-links";

type Context = RouteContext<"/embed/[community]/[campaign]">;

/**
 * A campaign for other sites to show inside theirs: `?view=bar` (how much was raised) or `shelf` (six free books), `?lang=`, and
 * `?link=` with the code of a tracked link that visits are credited to.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { community, campaign: slug } = await params;
  const query = new URL(request.url).searchParams;
  const embedded = await loadEmbed(community, slug);
  const locale = askedLanguage(request, embedded?.campaign.locale ?? "uk");
  if (!embedded) return page(request, goneEmbedPage(locale), 404);

  const found = await findLinkByCode(query.get("link") ?? "");
  const link = found?.isActive && found.campaignPath === campaignPath(embedded.campaign) ? found : null;
  const view = EMBED_VIEWS.find((each) => each === query.get("view")) ?? "bar";
  return page(request, embedPage(embedded, { view, locale, link }), 200);
}

function page(request: Request, html: string, status: number): Response {
  const etag = `"${createHash("sha256").update(html).digest("hex").slice(0, 20)}"`;
  const headers = { ETag: etag, "Cache-Control": "public, max-age=0, must-revalidate", "X-Robots-Tag": "noindex" };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(html, { status, headers: { ...headers, "Content-Type": "text/html; charset=utf-8" } });
}
