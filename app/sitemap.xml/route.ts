import { loadBooks, loadIndex, loadPages } from "./_sitemap/load";

const BOOKS = /^([a-z0-9-]{1,60})\/([a-z0-9-]{1,60})$/;

/**
 * The index of sitemaps; `?of=pages` all public pages but the books', `?of={community}/{campaign}&n=1` a running campaign's books.
 * Each file names at most 10,000 addresses.
 */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const body = await sitemapOf(query.get("of"), Number(query.get("n")));
  if (!body) return new Response("Not Found", { status: 404, headers: { "Content-Type": "text/plain" } });
  const headers = { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=3600" };
  return new Response(body, { headers });
}

async function sitemapOf(of: string | null, nth: number): Promise<string | null> {
  if (of === null) return loadIndex();
  if (of === "pages") return loadPages();
  const [, community, campaign] = BOOKS.exec(of) ?? [];
  const isNumbered = Number.isInteger(nth) && nth > 0 && nth < 10_000;
  return community && campaign && isNumbered ? loadBooks(community, campaign, nth) : null;
}
