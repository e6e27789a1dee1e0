import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { pageChanges } from "./page-cache.mjs";

export const KEPT_MAX_BYTES = 16 * 1024 * 1024;
export const KEPT_MS = 10_000; // then Next is asked again even if nothing has changed: it makes pages anew by their age, too
const WORTH_BYTES = 1024; // below it compression saves nothing
const BROTLI_QUALITY = 5;

type Encoding = "br" | "gzip" | "identity";
type Kept = {
  etag: string;
  headers: OutgoingHttpHeaders;
  variesBy: string[]; // a request with one of these headers asks for something else at the same path
  bodies: Map<Encoding, Buffer>;
  changes: number; // counted when Next was asked
  untilMs: number;
};

/** By path; the one asked for longest ago comes first. */
const pages = new Map<string, Kept>();
let bytes = 0;

/** How much is kept at this moment. */
export const keptNow = () => ({ pages: pages.size, bytes });

/**
 * Answers a public page that Next has lately found whole in its cache, as long as nothing has changed since: everybody who comes by
 * one story asks for the same page, and Next takes many times as long to find it. False when Next is to be asked.
 */
export function answerKept(request: IncomingMessage, response: ServerResponse): boolean {
  const path = pathOf(request);
  const kept = path === undefined ? undefined : pages.get(path);
  if (path === undefined || !kept || kept.changes !== pageChanges.count || Date.now() >= kept.untilMs) return false;
  if (asksElse(request, kept.variesBy)) return false;

  const known = request.headers["if-none-match"];
  if (known !== undefined) {
    if (known.replace(/^W\//, "") !== kept.etag) return false;
    const { "content-security-policy": _, "content-type": __, ...headers } = kept.headers; // the browser has them
    response.writeHead(304, headers).end();
    return true;
  }
  const encoding = encodingFor(request);
  const body = kept.bodies.get(encoding);
  if (!body) return false;
  response.writeHead(200, { ...kept.headers, ...contentOf(encoding, body) }).end(body);
  pages.delete(path);
  pages.set(path, kept);
  return true;
}

/**
 * Sets the last headers of a page that anyone may have, and says which bytes to send: in the best encoding the browser accepts,
 * compressed once and kept for everyone after. `changes` are those counted before Next was asked. Call it for public pages alone,
 * when all their other headers are set.
 */
export function keepPage(request: IncomingMessage, response: ServerResponse, page: Buffer, changes: number): Buffer {
  const variesBy = namesIn(response.getHeader("vary")).filter((name) => name !== "accept-encoding");
  response.setHeader("Vary", [...variesBy, "accept-encoding"].join(", "));
  const { "content-length": _, ...headers } = response.getHeaders();
  const etag = String(headers.etag ?? "");
  const path = etag === "" || asksElse(request, variesBy) ? undefined : pathOf(request);

  const before = path === undefined ? undefined : pages.get(path);
  const bodies = before?.etag === etag ? before.bodies : new Map<Encoding, Buffer>();
  const encoding = page.length < WORTH_BYTES ? "identity" : encodingFor(request);
  const body = bodies.get(encoding) ?? encoded(page, encoding);
  if (path !== undefined) {
    // A page that Next did not find may have been made while its facts changed: it is compressed once, but not answered for Next.
    const isFound = headers["x-nextjs-cache"] === "HIT" && !headers["set-cookie"];
    const untilMs = isFound ? Date.now() + KEPT_MS : 0;
    keep(path, { etag, headers, variesBy, bodies: new Map(bodies).set(encoding, body), changes, untilMs });
  }
  for (const [name, value] of Object.entries(contentOf(encoding, body))) response.setHeader(name, value);
  return body;
}

/** Which page is asked for. None where the query has a name that Next could read for itself. */
function pathOf({ method, url = "/" }: IncomingMessage): string | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const [path = "/", query = ""] = url.split("?", 2);
  return /^[\w.=&+-]*$/.test(query) && !/nxt|next|_rsc/i.test(query) ? path : undefined;
}

const asksElse = ({ headers }: IncomingMessage, variesBy: readonly string[]) =>
  variesBy.some((name) => name in headers);

const namesIn = (header: number | string | string[] | undefined) =>
  String(header ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

function encodingFor({ headers }: IncomingMessage): Encoding {
  const accepted = String(headers["accept-encoding"] ?? "")
    .split(",")
    .map((one) => one.split(";").map((part) => part.trim().toLowerCase()));
  const takes = (encoding: Encoding) =>
    accepted.some(([name, ...parameters]) => name === encoding && !parameters.some((one) => /^q=0(\.0*)?$/.test(one)));
  return (["br", "gzip"] as const).find(takes) ?? "identity";
}

function encoded(page: Buffer, encoding: Encoding): Buffer {
  if (encoding === "identity") return page;
  if (encoding === "gzip") return gzipSync(page);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: page.length };
  return brotliCompressSync(page, { params });
}

const contentOf = (encoding: Encoding, { length }: Buffer) => ({
  "content-length": length,
  ...(encoding !== "identity" && { "content-encoding": encoding }),
});

function keep(path: string, kept: Kept): void {
  forget(path);
  pages.set(path, kept);
  bytes += sizeOf(kept);
  for (const [oldest] of pages) {
    if (bytes <= KEPT_MAX_BYTES) break;
    forget(oldest);
  }
}

function forget(path: string): void {
  const kept = pages.get(path);
  if (!kept) return;
  pages.delete(path);
  bytes -= sizeOf(kept);
}

const sizeOf = ({ bodies }: Kept) => [...bodies.values()].reduce((sum, { length }) => sum + length, 0);
