import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { promos } from "@/db/schema";
import { anIdea } from "./plan";
import { aTeam } from "./stage";

/** Two people make a promo of the same campaign at once. */
export async function raceOfTags() {
  const { communityId, smm, organizer, campaign } = await aTeam();
  await Promise.all([smm, organizer].map((who) => anIdea(who, campaign.id)));
  const made = await db.select({ tag: promos.tag }).from(promos).where(eq(promos.communityId, communityId));
  return { promos: made.length, tags: new Set(made.map(({ tag }) => tag)).size };
}
