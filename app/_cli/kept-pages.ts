import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { pageChanges } from "./page-cache.mjs";

export const KEPT_MAX_BYTES = 16 * 1024 * 1024;
export const KEPT_MS = 10_000; // then Next is asked again even if nothing has changed: it makes pages anew by their age, too
const WORTH_BYTES = 1024; // below it compression saves nothing
const BROTLI_QUALITY = 5;
const HEADERS_BYTES = 4 * 1024; // about what a page's headers and its address take beside its body

/**
 * What a request asks for, read before Next rewrites its address: the path of a page, and whether the query has a name that Next
 * could read for itself. Only paths as our own pages have them: every other spelling of one would be kept beside it.
 */
export type Asked = { path: string; isPlain: boolean; changes: number };

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
  const asked = askedOf(request);
  const kept = asked?.isPlain ? pages.get(asked.path) : undefined;
  if (!asked || !kept || kept.changes !== asked.changes || Date.now() >= kept.untilMs) return false;
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
  pages.delete(asked.path);
  pages.set(asked.path, kept);
  return true;
}

/**
 * Sets the last headers of a page that anyone may have, and says which bytes to send: in the best encoding the browser accepts,
 * compressed once and kept for everyone after. `asked` is what `askedOf` said before Next was asked. Call it for public pages alone,
 * when all their other headers are set.
 */
export function keepPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Buffer,
  asked: Asked | undefined,
): Buffer {
  const variesBy = namesIn(response.getHeader("vary")).filter((name) => name !== "accept-encoding");
  response.setHeader("Vary", [...variesBy, "accept-encoding"].join(", "));
  const { "content-length": _, ...headers } = response.getHeaders();
  const etag = String(headers.etag ?? "");

  const before = asked && etag !== "" ? pages.get(asked.path) : undefined;
  const same = before?.etag === etag ? before : undefined;
  const encoding = page.length < WORTH_BYTES ? "identity" : encodingFor(request);
  const body = same?.bodies.get(encoding) ?? encoded(page, encoding);
  if (asked && etag !== "") {
    const bodies = new Map(same?.bodies).set(encoding, body);
    const isFound = headers["x-nextjs-cache"] === "HIT" && !headers["set-cookie"]; // not MISS: made for this request, or STALE
    const mayAnswer = isFound && asked.isPlain && !asksElse(request, variesBy);
    const made = { etag, headers, variesBy, changes: asked.changes, untilMs: mayAnswer ? Date.now() + KEPT_MS : 0 };
    keep(asked.path, { ...(mayAnswer ? made : (same ?? made)), bodies });
  }
  for (const [name, value] of Object.entries(contentOf(encoding, body))) response.setHeader(name, value);
  return body;
}

/** Call it before Next, which rewrites the address of the request. */
export function askedOf({ method, url = "/" }: IncomingMessage): Asked | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const [path = "/"] = url.split("?", 1);
  if (!/^(?:\/[\w-]+)+$/.test(path)) return undefined;
  const query = url.slice(path.length + 1);
  const isPlain = /^[\w.=&+%~:,-]*$/.test(query) && !/nxt|next|_rsc|%[4-7]/i.test(query); // nor their letters encoded
  return { path, isPlain, changes: pageChanges.count };
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
  if (encoding === "gzip") return Buffer.from(gzipSync(page));
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: page.length };
  return Buffer.from(brotliCompressSync(page, { params })); // copied: what zlib gives is a view of more
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

const sizeOf = ({ bodies }: Kept) => [...bodies.values()].reduce((sum, { length }) => sum + length, HEADERS_BYTES);
