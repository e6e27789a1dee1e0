import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { askedOf, keepPage } from "./kept-pages";

type Setting = { dev: boolean; https: boolean };

/** Whether an address decodes and holds no control characters. Others get a plain 400 before anything reads them. */
export function isReadableAddress(url = "/"): boolean {
  if (!url.startsWith("/")) return false;
  if (/^[\w/.?=&+~-]*$/.test(url)) return true; // nearly every one, at once
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return !/[\u0000-\u001f\u007f]/.test(decodeURIComponent(url.split("?", 1)[0] ?? "")) && !/%00/.test(url);
  } catch {
    return false;
  }
}

/**
 * Sets the security headers. A page's own inline scripts (React's stream of data) are allowed by their hashes, so
 * that whole pages can come from the cache, where a nonce cannot: the page is held back until its end is known.
 */
export function secure(request: IncomingMessage, response: ServerResponse, { dev, https }: Setting): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", isPrivate(request.url) ? "no-referrer" : "strict-origin-when-cross-origin");
  const camera = scans(request.url) ? "(self)" : "()";
  response.setHeader("Permissions-Policy", `camera=${camera}, geolocation=(), microphone=(), payment=()`);
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  if (!isFramed(request.url)) response.setHeader("X-Frame-Options", "DENY");
  if (https) response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  if (dev) return; // the development tools inject scripts and styles of their own
  holdPage(request, response, https);
}

/**
 * A page that tells nobody its address sends its plain forms, without JavaScript, with `Origin: null`, which Next takes for
 * another site's. The secret in the address proves more than an origin could, so there the origin is ours.
 */
export function acceptOwnForms({ headers, url }: Pick<IncomingMessage, "headers" | "url">): void {
  if (headers.origin === "null" && headers.host && isPrivate(url)) headers.origin = `http://${headers.host}`;
}

/**
 * A page is made for HEAD as for GET, so that its status is true: Next would answer 200 before it knows. Node leaves the body out,
 * since the request began as HEAD. What changes something, or counts, is no page and keeps its own HEAD.
 */
export function answerHeadAsGet(request: IncomingMessage): void {
  if (request.method === "HEAD" && /^\/(uk|en)(\/|\?|$)/.test(request.url ?? "")) request.method = "GET";
}

/** Addresses that are themselves a secret: they are told to nobody. */
function isPrivate(url = ""): boolean {
  return (
    /^\/(uk|en)\/(claims|donations|waits|data|join|books\/manage|reports|reviews)\//.test(url) ||
    /^\/api\/(v1\/(claims|donations)|reviews)\//.test(url)
  );
}

/** The one kind of page that other sites may show inside theirs: it has no forms, scripts or cookies to be misused. */
function isFramed(url = ""): boolean {
  return /^\/embed\/[a-z0-9-]+\/[a-z0-9-]+(\?|$)/.test(url);
}

/** The one page with a camera, whose decoder of barcodes is WebAssembly where the browser has none. */
function scans(url = ""): boolean {
  return /^\/(uk|en)\/[^/?]+\/[^/?]+\/give\/pile(\?|$)/.test(url);
}

function holdPage(request: IncomingMessage, response: ServerResponse, https: boolean): void {
  const chunks: Buffer[] = [];
  const asked = askedOf(request);
  const policyOf = (page: Buffer) =>
    policyFor(page, { etag: String(response.getHeader("etag") ?? ""), https, wasm: scans(request.url) });
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const isPage = () => String(response.getHeader("content-type") ?? "").startsWith("text/html");

  response.flushHeaders = () => {}; // headers wait for the page's end, too
  response.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (!isPage()) return Reflect.apply(write, response, [chunk, ...rest]);
    chunks.push(Buffer.from(chunk as Uint8Array));
    rest.find((argument) => typeof argument === "function")?.call(undefined);
    return true;
  }) as typeof response.write;

  response.end = ((...args: unknown[]) => {
    if (response.headersSent) return Reflect.apply(end, response, args);
    // Browsers ask again and are answered 304: a shared cache would not hear of a book that has gone.
    const isPublic = String(response.getHeader("cache-control") ?? "").startsWith("s-maxage");
    if (isPublic) response.setHeader("Cache-Control", "public, max-age=0, must-revalidate");
    if (!isPage()) return Reflect.apply(end, response, args);
    const [last] = args;
    if (typeof last === "string" || last instanceof Uint8Array) chunks.push(Buffer.from(last as Uint8Array));
    const done = args.find((argument) => typeof argument === "function");
    const page = Buffer.concat(chunks);
    let body: Buffer = page;
    if (page.length > 0) {
      response.setHeader("Content-Security-Policy", isFramed(request.url) ? FRAMED : policyOf(page));
      if (isPublic && response.statusCode === 200) body = keepPage(request, response, page, asked);
      response.setHeader("Content-Length", body.length);
    }
    return Reflect.apply(end, response, [body, ...(done ? [done] : [])]);
  }) as typeof response.end;
}

/** Where card payments are made: Stripe's pages, monobank's, or the demo's own. */
const PAYMENT_PAGES = [
  "https://checkout.stripe.com",
  "https://pay.mbnk.biz",
  "https://pay.monobank.ua",
  ...[process.env.FAKE_STRIPE_PUBLIC_URL ?? []].flat(),
];

const FRAMED = [
  "default-src 'none'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors *",
].join("; ");

const KEPT_MAX = 2_000;
const keptPolicies = new Map<string, string>(); // by ETag: the same page has the same scripts

type PolicySetting = { etag: string; https: boolean; wasm: boolean };

function policyFor(page: Buffer, { etag, https, wasm }: PolicySetting): string {
  const kept = etag === "" ? undefined : keptPolicies.get(etag);
  if (kept !== undefined) return kept;
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${wasm ? "'wasm-unsafe-eval' " : ""}${scriptHashes(page.toString("utf8")).join(" ")}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'", // a cover's colours and a bar's width
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${PAYMENT_PAGES.join(" ")}`, // without JavaScript a form leads there
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
  if (etag !== "") {
    if (keptPolicies.size >= KEPT_MAX) keptPolicies.clear();
    keptPolicies.set(etag, policy);
  }
  return policy;
}

function scriptHashes(page: string): string[] {
  const inline = page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = [...inline].map(([, text = ""]) => createHash("sha256").update(text).digest("base64"));
  return [...new Set(hashes)].map((hash) => `'sha256-${hash}'`);
}
