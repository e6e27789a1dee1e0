import { randomBytes } from "node:crypto";
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
  if (cookie && isVisitorToken(cookie)) return `c${keyedHash("visitor", cookie).slice(0, KEPT_SIGNS)}`;
  return `d${keyedHash(`visitor:${now.toISOString().slice(0, 10)}`, `${address}\0${agent}`).slice(0, KEPT_SIGNS)}`;
}
