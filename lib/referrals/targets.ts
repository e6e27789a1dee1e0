import { env } from "@/lib/core/env";

const LENGTH_MAX = 1_000;
const OWN = "http://own.invalid";
/** What a browser drops on the way or reads as a slash. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const DECEIVES = /[\s\\\u0000-\u001f\u007f]/;

/**
 * Where a link leads, as it is stored: a path of our own, or a whole https address at one of the hosts the community allows. Null for
 * anything else: other schemes, names and passwords in the address, other ports, and addresses that only look like a path.
 */
export function readTarget(typed: string, allowedHosts: readonly string[]): string | null {
  const text = typed.trim();
  if (text.length > LENGTH_MAX || DECEIVES.test(text)) return null;
  if (text.startsWith("/")) return readOwnPath(text);
  if (!URL.canParse(text)) return null;
  const address = new URL(text);
  if (address.origin === new URL(env.APP_URL).origin)
    return readOwnPath(address.pathname + address.search + address.hash);
  const isPlain = address.protocol === "https:" && address.port === "" && !address.username && !address.password;
  return isPlain && allowedHosts.includes(address.hostname) ? address.href : null;
}

/** A path as a browser resolves it: `/.//elsewhere` becomes `//elsewhere`, which is another site's. */
function readOwnPath(text: string): string | null {
  if (!URL.canParse(text, OWN)) return null;
  const { origin, pathname, search, hash } = new URL(text, OWN);
  if (origin !== OWN || pathname.startsWith("//")) return null;
  // a link to a link would count one visit twice, and could go in circles
  return /^\/r(\/|$)/i.test(plainPath(pathname)) ? null : pathname + search + hash;
}

/** What of a link is asked for in a path, however it is spelt: in capitals, encoded, with doubled or trailing slashes. */
export function readLinkPath(path: string): { code: string; qr: "svg" | "png" | null } | null {
  if (!/^\/+(?:r|%72|%52)/i.test(path)) return null; // nearly every request ends here
  const [, code, qr] = /^\/r\/([^/]+)(?:\/qr\.(svg|png))?$/i.exec(plainPath(path)) ?? [];
  return code ? { code, qr: (qr?.toLowerCase() as "svg" | "png" | undefined) ?? null } : null;
}

function plainPath(path: string): string {
  return decoded(path)
    .replace(/\/{2,}/g, "/")
    .replace(/(?<=.)\/$/, "");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Addresses that have no language in front. */
const WITHOUT_LANGUAGE = /^\/(?:api|embed|feeds|healthz|media|readyz|_next)(?:\/|$)|\.[a-z0-9]+$/i;

/** A path of our own as it is asked for: one that was stored without a language gets the visitor's. */
export function inLanguage(path: string, locale: string): string {
  const [pathname = ""] = path.split(/[?#]/, 1);
  if (/^\/(?:uk|en)(?:\/|$)/.test(pathname) || WITHOUT_LANGUAGE.test(pathname)) return path;
  return pathname === "/" ? `/${locale}${path.slice(1)}` : `/${locale}${path}`;
}

/** A host as it is stored, from what an organizer typed: a bare name or a whole address. Null when it is none. */
export function readHost(typed: string): string | null {
  const text = typed.includes("://") ? typed.trim() : `https://${typed.trim()}`;
  const hostname = URL.canParse(text) ? new URL(text).hostname : "";
  return /^([a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname) ? hostname : null;
}
