import { createHash } from "node:crypto";
import type { Answer } from "@/lib/identity/idempotency";

/** A success as JSON. What anyone may read can be asked for again with If-None-Match; nothing else is kept anywhere. */
export function successAnswer(request: Request, { status, body }: Answer<unknown>, isPublic: boolean): Response {
  const text = JSON.stringify(body);
  const headers = new Headers({ "content-type": "application/json", vary: "Accept-Language, Authorization" });
  if (!isPublic) {
    headers.set("cache-control", "no-store");
    return new Response(text, { status, headers });
  }
  const etag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  headers.set("cache-control", "public, max-age=0, must-revalidate");
  headers.set("etag", etag);
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { status, headers });
}
