import type { IncomingMessage, ServerResponse } from "node:http";
import { addressIn } from "@/app/_web/visitor";
import { env } from "@/lib/core/env";
import { type Locale, preferredLocale } from "@/lib/core/i18n/locale";
import { log } from "@/lib/core/log";
import { type Caller, callerOf } from "@/lib/referrals/agents";
import { keepClick, NOBODYS } from "@/lib/referrals/clicks";
import { type FoundLink, findLinkByCode } from "@/lib/referrals/found-links";
import { inLanguage, readLinkPath } from "@/lib/referrals/targets";
import { visitorCookieIn, visitorOf } from "@/lib/referrals/visitors";
import { taggedAddress, utmAddress } from "@/lib/referrals/vocabulary";
import { linkPreview } from "./link-preview";
import { linkQr } from "./link-qr";

/**
 * Answers `/r/{code}` and its QR pictures before Next does: a post that everybody opens at once is redirected several times faster
 * so. False when the request is for something else.
 */
export function answerLink(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
  const asked = readLinkPath(path);
  if (!asked) return false;
  const isReading = request.method === "GET" || request.method === "HEAD";
  const answering = !isReading
    ? refuseMethod(response)
    : asked.qr
      ? answerQr(request, response, asked.code, asked.qr, query)
      : answerVisit(request, response, asked.code, query);
  answering.catch((error: unknown) => {
    log.error({ err: error }, "a link could not be answered");
    sendOn(response, `/${languageOf(request)}`, false);
  });
  return true;
}

const ALWAYS = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
  ...(env.APP_URL.startsWith("https:") && { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" }),
};
/** So that whoever measures can tell a click that is on disk from one that was let go. */
const NOT_KEPT = { ...ALWAYS, "Click-Kept": "no" };
/** The same as Node writes them with the least to do. */
const KEPT_LINES = Object.entries(ALWAYS).flat();
const NOT_KEPT_LINES = Object.entries(NOT_KEPT).flat();

async function answerVisit(
  request: IncomingMessage,
  response: ServerResponse,
  code: string,
  query: string,
): Promise<void> {
  const at = new Date();
  const link = await findLinkByCode(code, at);
  const location = link ? locationOf(link, request) : `/${languageOf(request)}`;
  if (request.method === "HEAD") return sendOn(response, location, true);

  const caller = callerAt(request);
  const isOrphan = !link?.isActive;
  const isKept = await keepClick({
    communityId: link?.communityId ?? NOBODYS,
    linkId: isOrphan ? null : link.id,
    at,
    visitor: visitorAt(request, at),
    isQr: /(?:^|&)qr=1(?:&|$)/.test(query),
    botReason: caller.botReason,
    app: caller.app,
    referrerHost: referrerHostOf(request),
    orphanCode: isOrphan ? orphanCodeOf(code) : null,
  });
  if (!isOrphan && caller.wantsPreview) return sendPage(response, await linkPreview(link, link.locale), isKept);
  sendOn(response, location, isKept);
}

/** Where a link sends this visitor: to its target with the tags on it, or to the campaign when it has none any more. */
function locationOf(link: FoundLink, request: IncomingMessage): string {
  const locale = languageOf(request, link.locale);
  const known = locations.get(link) ?? {};
  locations.set(link, known);
  known[locale] ??= locationIn(link, locale);
  return known[locale];
}

/** As long as the link is remembered: tagging an address takes as long as all the rest of an answer. */
const locations = new WeakMap<FoundLink, Partial<Record<Locale, string>>>();

function locationIn(link: FoundLink, locale: Locale): string {
  if (!link.isActive) return `/${locale}${link.campaignPath}`;
  if (link.target && !link.target.startsWith("/")) return utmAddress(new URL(link.target), link).href;
  const own = new URL(inLanguage(link.target ?? link.campaignPath, locale), env.APP_URL);
  const { pathname, search, hash } = taggedAddress(own, link);
  return pathname + search + hash;
}

function sendOn(response: ServerResponse, location: string, isKept: boolean): void {
  if (response.headersSent) return;
  response
    .writeHead(302, [...(isKept ? KEPT_LINES : NOT_KEPT_LINES), "Location", location, "Content-Length", "0"])
    .end();
}

function sendPage(response: ServerResponse, page: string, isKept: boolean): void {
  response.writeHead(200, {
    ...(isKept ? ALWAYS : NOT_KEPT),
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(page),
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'",
  });
  response.end(page);
}

async function answerQr(
  request: IncomingMessage,
  response: ServerResponse,
  code: string,
  kind: "svg" | "png",
  query: string,
): Promise<void> {
  const link = await findLinkByCode(code);
  if (!link) {
    response.writeHead(404, { ...ALWAYS, "Content-Type": "text/plain; charset=utf-8" }).end("Not Found");
    return;
  }
  const { bytes, type, etag } = await linkQr(link.code, kind, new URLSearchParams(query).get("size"));
  const lasting = { ...ALWAYS, "Cache-Control": "public, max-age=86400", ETag: etag };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, lasting).end();
    return;
  }
  response.writeHead(200, { ...lasting, "Content-Type": type, "Content-Length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

async function refuseMethod(response: ServerResponse): Promise<void> {
  response.writeHead(405, { ...ALWAYS, Allow: "GET, HEAD", "Content-Length": 0, Connection: "close" }).end();
}

function callerAt({ method = "GET", headers }: IncomingMessage): Caller {
  const purpose = headers["sec-purpose"] ?? headers.purpose ?? headers["x-purpose"] ?? headers["x-moz"];
  return callerOf({ method, agent: headers["user-agent"] ?? "", purpose: purpose?.toString() });
}

function visitorAt({ headers }: IncomingMessage, at: Date): string {
  const cookie = visitorCookieIn(headers.cookie);
  const address = addressIn(headers["x-forwarded-for"]?.toString());
  return visitorOf({ cookie, address, agent: headers["user-agent"] ?? "" }, at);
}

const languageOf = ({ headers }: IncomingMessage, otherwise?: Locale) =>
  preferredLocale(headers["accept-language"], otherwise);

/** The name of the site or app whose page a click was made on. A bare address could be the visitor's own: not kept. */
function referrerHostOf({ headers: { referer = "" } }: IncomingMessage): string | null {
  const host = URL.canParse(referer) ? new URL(referer).hostname : "";
  return host.length <= 100 && /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/.test(host) ? host : null;
}

/** Only what looks like a code: people type and paste all kinds of things into an address. */
const orphanCodeOf = (code: string) => (/^[a-z0-9-]{1,24}$/i.test(code) ? code.toLowerCase() : "?");
