import { askedLanguage } from "@/app/_web/asked-language";
import { FEED_TYPES, type FeedKind } from "@/app/feeds/_feed/addresses";
import { loadFeed } from "@/app/feeds/_feed/load";
import { findCommunity } from "@/lib/identity/communities";

const FILE = /^([a-z0-9-]{1,60})\.(atom|json)$/;

/**
 * The feed of a campaign's new books, `/feeds/{community}/{campaign}.atom` or `.json`, in the language `?lang=` says, otherwise
 * the community's. Readers that come back with its ETag are answered 304 until something in it changes.
 */
export async function GET(request: Request, { params }: RouteContext<"/feeds/[community]/[file]">): Promise<Response> {
  const { community: slug, file } = await params;
  const [, campaign, kind] = FILE.exec(file) ?? [];
  const community = campaign ? await findCommunity(slug) : undefined;
  const feed =
    community && campaign
      ? await loadFeed(slug, campaign, askedLanguage(request, community.locale), kind as FeedKind)
      : null;
  if (!feed) return new Response("Not Found", { status: 404, headers: { "Content-Type": "text/plain" } });
  const headers = {
    ETag: feed.etag,
    "Last-Modified": feed.updated,
    "Cache-Control": "public, max-age=0, must-revalidate",
    "Access-Control-Allow-Origin": "*", // readers that are web pages
  };
  if (request.headers.get("if-none-match")?.includes(feed.etag)) return new Response(null, { status: 304, headers });
  return new Response(feed.body, {
    headers: { ...headers, "Content-Type": `${FEED_TYPES[kind as FeedKind]}; charset=utf-8` },
  });
}
