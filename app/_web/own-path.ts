import type { Route } from "next";

/**
 * Where to go on after signing in: a path of our own, or nothing. What a browser could read as another site's address is no
 * path of ours: `//`, `/\`, and the control characters it drops on the way.
 */
export function ownPath(text: unknown): Route | undefined {
  if (typeof text !== "string" || text.length > 1_000) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (!text.startsWith("/") || /^\/\/|[\u0000-\u001f\u007f\\]/.test(text)) return undefined;
  const base = "http://own.invalid";
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  const isOurs = url.origin === base && !url.pathname.startsWith("//");
  return isOurs ? (`${url.pathname}${url.search}${url.hash}` as Route) : undefined;
}
