import { env } from "@/lib/core/env";

/** A path of our own: nothing that a browser could read as another site's. */
const OWN_PATH = /^\/(?![/\\])[^\s\\\u0000-\u001f\u007f]*$/;

/**
 * Where a link leads, as it is stored: a path of our own, or a whole https address at one of the hosts the community allows. Null for
 * anything else: other schemes, names and passwords in the address, other ports, and addresses that only look like a path.
 */
export function readTarget(typed: string, allowedHosts: readonly string[]): string | null {
  const text = typed.trim();
  if (text.length > 1_000) return null;
  if (OWN_PATH.test(text)) return isOwn(text) ? text : null;
  const address = URL.parse(text);
  if (!address) return null;
  const own = new URL(env.APP_URL);
  if (address.host === own.host && address.protocol === own.protocol)
    return isOwn(address.pathname + address.search) ? address.pathname + address.search : null;
  const isPlain = address.protocol === "https:" && address.port === "" && !address.username && !address.password;
  return isPlain && allowedHosts.includes(address.hostname) ? address.href : null;
}

/** A link to a link would count one visit twice, and could go in circles. */
function isOwn(path: string): boolean {
  const resolved = URL.parse(path, "http://own.invalid");
  return resolved?.host === "own.invalid" && !/^\/r(\/|$)/i.test(resolved.pathname);
}

/** A host as it is stored, from what an organizer typed: a bare name or a whole address. Null when it is none. */
export function readHost(typed: string): string | null {
  const address = URL.parse(typed.includes("://") ? typed.trim() : `https://${typed.trim()}`);
  if (!address || !/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(address.hostname)) return null;
  return address.hostname;
}
