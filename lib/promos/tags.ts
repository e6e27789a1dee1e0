import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Promo, promos } from "@/db/schema";
import { partsIn } from "@/lib/core/zone";
import { lockCommunity } from "@/lib/identity/locks";
import { normaliseTag, WORD_MAX } from "@/lib/referrals/vocabulary";

/** A step: from here on promos of a community get their tags one after the other. */
export const lockTags = (tx: Tx, communityId: string): Promise<void> => lockCommunity(tx, communityId);

/** A tag for the links of a promo, under `lockTags`: two promos do not share it, the second has a number. */
export async function freeTag(tx: Pick<Tx, "select">, communityId: string, wanted: string): Promise<string> {
  const rows = await tx.select({ tag: promos.tag }).from(promos).where(eq(promos.communityId, communityId));
  const taken = new Set(rows.map(({ tag }) => tag));
  let tag = wanted;
  for (let nth = 2; taken.has(tag); nth++) tag = numbered(wanted, nth);
  return tag;
}

/** Links cut a tag that is too long, and the number with it. */
function numbered(wanted: string, nth: number): string {
  const number = `-${nth}`;
  return wanted.slice(0, WORD_MAX - number.length).replace(/-$/, "") + number;
}

/** `2023-06-charity-book-sale`: the month it begins, and what it is for. */
export function tagFor(
  kind: Promo["kind"],
  at: Date,
  { timeZone, campaign }: { timeZone: string; campaign: { slug: string } | undefined },
): string {
  const { year, month } = partsIn(at, timeZone);
  return normaliseTag(`${year}-${String(month).padStart(2, "0")}-${campaign?.slug ?? kind}`);
}
