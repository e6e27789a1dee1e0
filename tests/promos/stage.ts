import { randomUUID } from "node:crypto";
import { db, one } from "@/db/client";
import { type Placement, type Promo, placements, promos } from "@/db/schema";
import { aCampaign, aCommunity, anOrganizer, aPerson } from "../support/factories";
import { daysAfter, NOON } from "../support/times";

/** A community with an SMM manager, an organizer, and a campaign to run promos for. */
export async function aTeam() {
  const community = await aCommunity();
  const { id: communityId } = community;
  const [smm, organizer] = [await aPerson(communityId, ["smm"]), await anOrganizer(communityId)];
  return { community, communityId, smm, organizer, campaign: await aCampaign(communityId) };
}

/** A promo that runs, with a whole brief, written as facts. */
export async function aPromo(
  communityId: string,
  campaignId: string | null,
  overrides: Partial<typeof promos.$inferInsert> = {},
): Promise<Promo> {
  return one(
    await db
      .insert(promos)
      .values({
        communityId,
        campaignId,
        kind: campaignId ? "initiative" : "event",
        status: "running",
        name: "Книги за внесок",
        tag: `promo-${randomUUID().slice(0, 8)}`,
        startsAt: daysAfter(NOON, -10),
        endsAt: daysAfter(NOON, 10),
        task: "Привести людей ззовні",
        audience: "Проєктні менеджери",
        keyMessage: "Книга у подяку за внесок",
        metric: campaignId ? "leads" : "registrations",
        metricTarget: 40,
        metricBy: daysAfter(NOON, 10),
        contentBy: daysAfter(NOON, -12),
        reportFormat: "Сторінка",
        reportBy: daysAfter(NOON, 15),
        currency: "UAH",
        ...overrides,
      })
      .returning(),
  );
}

export async function aPlacement(
  { communityId, id: promoId }: Promo,
  overrides: Partial<typeof placements.$inferInsert> = {},
): Promise<Placement> {
  return one(
    await db
      .insert(placements)
      .values({
        communityId,
        promoId,
        network: "instagram",
        format: "story",
        content: `story-${randomUUID().slice(0, 8)}`,
        status: "published",
        scheduledAt: daysAfter(NOON, -1),
        publishedAt: daysAfter(NOON, -1),
        ...overrides,
      })
      .returning(),
  );
}
