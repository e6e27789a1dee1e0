import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { type Community, communities } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { CreateCommunity } from "./input";

/** First segments of addresses that are no community's: pages of the product, and what may become one. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  "about api books claims data desk donations embed en feeds healthz inbox join me media og offline r readyz reports reviews sign-in sign-out uk waits".split(
    " ",
  ),
);

export async function findCommunity(slug: string): Promise<Community | undefined> {
  const [community] = await db.select().from(communities).where(eq(communities.slug, slug));
  return community;
}

/** For the operator's tool: nobody acts, since nobody is known in a community that is not there yet. Refuses a taken address. */
export async function createCommunity(input: CreateCommunity, now = new Date()): Promise<Community> {
  if (RESERVED_SLUGS.has(input.slug)) throw new Refusal("identity.slugTaken");
  const [community] = await db
    .insert(communities)
    .values({ ...input, createdAt: now })
    .onConflictDoNothing({ target: communities.slug })
    .returning();
  if (!community) throw new Refusal("identity.slugTaken");
  return community;
}
