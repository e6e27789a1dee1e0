import { isIP } from "node:net";
import { lt } from "drizzle-orm";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import { db } from "@/db/client";
import { rateLimits } from "@/db/schema";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import { keyedHash } from "./secrets";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * How often something may be done within how many seconds, and by whom: `…PerNetwork` counts an `addressClass`,
 * wide enough for an office or a mobile carrier behind one address; the others count a person, an address or a token.
 */
export const LIMITS = {
  signInCodes: { times: 20, seconds: HOUR }, // per e-mail address
  signInCodesPerNetwork: { times: 100, seconds: HOUR },
  codeGuesses: { times: 30, seconds: HOUR }, // per address or claim; a right one starts afresh
  codeGuessesPerNetwork: { times: 200, seconds: HOUR },
  claimCodes: { times: 5, seconds: HOUR }, // per claim
  claims: { times: 30, seconds: HOUR }, // per person
  claimsPerNetwork: { times: 120, seconds: HOUR },
  waits: { times: 60, seconds: HOUR }, // per person
  waitsPerNetwork: { times: 120, seconds: HOUR },
  waitCodes: { times: 5, seconds: HOUR }, // per place in line
  listings: { times: 120, seconds: HOUR }, // per person
  listingsPerNetwork: { times: 60, seconds: HOUR }, // outsiders, without an account
  piles: { times: 120, seconds: HOUR }, // per person: collecting and listing
  isbnLooks: { times: 240, seconds: HOUR }, // per person
  isbnLooksPerNetwork: { times: 240, seconds: HOUR },
  proofs: { times: 20, seconds: HOUR }, // per claim
  proofsPerNetwork: { times: 120, seconds: HOUR },
  checkouts: { times: 20, seconds: HOUR }, // per claim or donation
  checkoutsPerNetwork: { times: 120, seconds: HOUR },
  pledges: { times: 20, seconds: HOUR }, // per e-mail address
  pledgesPerNetwork: { times: 60, seconds: HOUR },
  handovers: { times: 30, seconds: HOUR }, // per claim; most of them send a letter
  shares: { times: 60, seconds: HOUR }, // per person
  sharesPerNetwork: { times: 60, seconds: HOUR },
  reviews: { times: 120, seconds: HOUR }, // per review link
  reviewsPerNetwork: { times: 120, seconds: HOUR },
  reportPasswords: { times: 30, seconds: HOUR }, // per address of a report
  chatLinks: { times: 20, seconds: HOUR }, // per person
  exports: { times: 10, seconds: HOUR }, // per person, of everything that is kept of them
  erasings: { times: 10, seconds: HOUR }, // per person
  compareBooks: { times: 1, seconds: MINUTE }, // per community
  publicNames: { times: 20, seconds: HOUR }, // per donation; each makes the public pages anew
  apiWrites: { times: 600, seconds: MINUTE }, // per token
  apiWritesPerNetwork: { times: 300, seconds: MINUTE }, // without a token
} as const satisfies Record<string, { times: number; seconds: number }>;

export type Limit = keyof typeof LIMITS;

/**
 * Counts one more, and refuses with `identity.tooMany` and the minutes to wait when that is over the limit.
 * An undefined key, which `addressClass` gives to the machine itself, counts nothing. The window runs by the wall clock.
 */
export async function countAgainst(limit: Limit, key: string | undefined): Promise<void> {
  if (key === undefined) return;
  try {
    await limiter(limit).consume(key.includes("@") ? keyedHash("limit", key) : key); // nobody's address is kept here
  } catch (over) {
    if (!(over instanceof RateLimiterRes)) throw over;
    throw new Refusal("identity.tooMany", { minutes: Math.max(1, Math.ceil(over.msBeforeNext / 60_000)) });
  }
}

/** Starts a count afresh, as after a right code. */
export async function forgive(limit: Limit, key: string): Promise<void> {
  await limiter(limit).delete(key);
}

/**
 * The part of the net a request came from, as a keyed hash that is another one every day: IPv4 /24, IPv6 /48. The address
 * itself is stored nowhere. Undefined for the machine itself, or for a proxy on it that we were not told to trust: counting
 * that would lock everybody out at once. What is no address at all is one class of its own.
 */
export function addressClass(ip: string, now = new Date()): string | undefined {
  const network = networkOf(ip.trim());
  if (network === "loopback" && !env.TRUST_PROXY) return undefined;
  return keyedHash(`network:${now.toISOString().slice(0, 10)}`, network);
}

/** Forgets counters whose time is over. Answers how many. */
export async function forgetOldCounts(now = new Date()): Promise<number> {
  const gone = await db.delete(rateLimits).where(lt(rateLimits.expire, now)).returning({ key: rateLimits.key });
  return gone.length;
}

const limiters = new Map<Limit, RateLimiterDrizzle>();

function limiter(limit: Limit): RateLimiterDrizzle {
  let made = limiters.get(limit);
  if (!made) {
    const { times: points, seconds: duration } = LIMITS[limit];
    const clearExpiredByTimeout = false; // a job does it
    made = new RateLimiterDrizzle({
      storeClient: db,
      schema: rateLimits,
      keyPrefix: limit,
      points,
      duration,
      clearExpiredByTimeout,
    });
    limiters.set(limit, made);
  }
  return made;
}

function networkOf(ip: string): string {
  const plain = ip.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(plain) === 4) return plain.startsWith("127.") ? "loopback" : plain.split(".").slice(0, 3).join(".");
  if (isIP(plain) !== 6) return "no address";
  // The URL parser writes an IPv6 address in its one shortest form, hexadecimal throughout.
  const short = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  if (short === "::1") return "loopback";
  const [head = "", tail] = short.split("::");
  const groups = head.split(":").filter(Boolean);
  const behind = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill("0");
  const [a, b, c, , , f, g, h] = [...groups, ...zeros, ...behind];
  const isMapped = head === "" && f === "ffff";
  if (isMapped)
    return networkOf([g, h].flatMap((part = "0") => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join("."));
  return `${a}:${b}:${c}`;
}
