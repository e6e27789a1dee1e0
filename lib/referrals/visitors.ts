import { hash, randomBytes } from "node:crypto";
import { keyedHash } from "@/lib/identity/secrets";

/** The cookie of a visitor who agreed to be recognised: a random word, and nothing else. */
export const VISITOR_COOKIE = "vid";
/** What the cookie says of somebody who would rather not be. */
export const NOT_RECOGNISED = "no";
const TOKEN = /^[A-Za-z0-9_-]{22}$/;
const IN_HEADER = new RegExp(`(?:^|;\\s*)${VISITOR_COOKIE}=([^;]*)`);
const KEPT_SIGNS = 32;

/** The cookie among those a request carries. */
export const visitorCookieIn = (header: string | null | undefined) => IN_HEADER.exec(header ?? "")?.[1];

/** A new word for somebody who has just agreed. */
export const newVisitorToken = () => randomBytes(TOKEN_BYTES).toString("base64url");
const TOKEN_BYTES = 16;

export const isVisitorToken = (text: string) => TOKEN.test(text);

/** Who somebody is to us, without their having said so: a hash, and nothing that could be turned back. */
export type Visitor = string;

/**
 * A visitor as their clicks and claims are told apart: by the cookie, once they agreed, for 30 days; otherwise by address and agent,
 * hashed with a key of the day, so that the same person is somebody else tomorrow. Neither address nor agent is stored anywhere.
 */
export function visitorOf(
  { cookie, address, agent }: { cookie?: string | undefined; address: string; agent: string },
  now = new Date(),
): Visitor {
  if (cookie && isVisitorToken(cookie)) return `c${signOf("visitor", cookie)}`;
  const day = Math.floor(now.getTime() / DAY_MS);
  if (day !== today.day) today = { day, purpose: `visitor:${new Date(day * DAY_MS).toISOString().slice(0, 10)}` };
  return `d${signOf(today.purpose, `${address}\0${agent}`)}`;
}

const DAY_MS = 24 * 60 * 60_000;
let today = { day: Number.NaN, purpose: "" };
const keys = new Map<string, string>();

/**
 * A hash behind a secret key of the purpose, made for every click: of a hash cut in half nothing can be gone on with, so it needs no
 * second pass, as `keyedHash` makes, and takes a fifth of the time.
 */
function signOf(purpose: string, text: string): string {
  let key = keys.get(purpose);
  if (!key) {
    if (keys.size > 2) keys.clear(); // other days'
    key = keyedHash(purpose, "key");
    keys.set(purpose, key);
  }
  return hash("sha256", key + text).slice(0, KEPT_SIGNS);
}
