import { type PictureFacts, versionOf } from "./facts";
import { picture } from "./render";

const YEAR = "public, max-age=31536000, immutable";
const SOON = "public, max-age=300";

/** Answers with a picture: kept for good at the address of its own version, for minutes at any other. */
export async function pictureAnswer(request: Request, facts: PictureFacts): Promise<Response> {
  const version = versionOf(facts);
  const etag = `"${version}"`;
  const headers = {
    ETag: etag,
    "Cache-Control": new URL(request.url).searchParams.get("v") === version ? YEAR : SOON,
    "Cross-Origin-Resource-Policy": "cross-origin", // other sites show it
    "X-Robots-Tag": "noindex",
  };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  const png = await picture(facts);
  if (!png) return new Response("Too many pictures at once", { status: 503, headers: { "Retry-After": "5" } });
  return new Response(new Uint8Array(png), { headers: { ...headers, "Content-Type": "image/png" } });
}

export const noPicture = () =>
  new Response("Not Found", { status: 404, headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" } });

/** "charity-book-sale" of "charity-book-sale.png", or nothing. */
export const nameIn = (file: string) => /^([a-z0-9-]{1,60})\.png$/.exec(file)?.[1];
