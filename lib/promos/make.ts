import { and, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { campaigns, communities, type Promo, promoEvents, promoNetworks, promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { addContingencies } from "./contingency/lines";
import { clockOn } from "./days";
import type { MakePromo } from "./input";
import { addDraftPlacements } from "./placements/drafts";
import { freeTag, lockTags, tagFor } from "./tags";
import { templateOf } from "./templates";

const DAYS_FOR_REPORT = 7;
const DAYS_FOR_CONTENT = -3; // before the first placement
const USUAL_CURRENCY = "UAH"; // of a promo without a campaign

/**
 * Makes a promo, as an idea. From its template it has starting texts, suggested placements as drafts and a plan for falling short;
 * what the content must solve, its metric and its target are left to people. Refuses `identity.notAllowed`,
 * `promos.campaignNeeded`, `catalog.campaignNotFound`, `promos.datesReversed`.
 */
export async function makePromo(actor: Actor, input: MakePromo, now = new Date()): Promise<Promo> {
  requirePermission(actor, "promos.manage");
  const { kind, name, startsAt, endsAt, heldAt, fromTemplate, locale } = input;
  const campaignId = kind === "event" ? null : input.campaignId;
  if (kind === "initiative" && !campaignId) throw new Refusal("promos.campaignNeeded");
  refuseReversed({ startsAt, endsAt });
  return db.transaction(async (tx) => {
    const place = await placeOf(tx, actor.communityId, campaignId);
    const about = { kind, name, campaignId, currency: place.currency, startsAt, endsAt, heldAt };
    await lockTags(tx, actor.communityId);
    const tag = await freeTag(tx, actor.communityId, input.tag ?? tagFor(kind, heldAt ?? startsAt ?? now, place));
    if (!fromTemplate) return insertPromo(tx, actor, { ...about, tag }, now);

    const template = templateOf(kind, locale);
    const { timeZone } = place;
    const starts = (kind === "event" ? heldAt : startsAt) ?? null;
    const ends = kind === "event" ? heldAt : endsAt;
    const at = (from: Date | null, days: number, clock: string) => from && clockOn(from, days, clock, timeZone);
    const promo = await insertPromo(
      tx,
      actor,
      {
        ...about,
        tag,
        audience: template.audience,
        keyMessage: template.keyMessage,
        reportFormat: template.reportFormat,
        metricBy: ends,
        contentBy: at(starts, template.firstDay + DAYS_FOR_CONTENT, "18:00"),
        reportBy: at(ends, DAYS_FOR_REPORT, "12:00"),
      },
      now,
    );
    await addNetworks(
      tx,
      promo,
      template.networks.map((network) => ({ network, contactId: null, contactName: "" })),
    );
    const drafts = template.placements.map(({ days, clock, leads, isSpare = false, ...draft }) => ({
      ...draft,
      isSpare,
      target: leads ? place.path : null,
      scheduledAt: at(starts, days, clock),
      costMinor: 0,
    }));
    const ids = await addDraftPlacements(tx, promo, drafts, actor, now);
    const lines = template.lines.map(({ when, stage, prepared, ...line }) => {
      const checkAt = at(when.from === "start" ? starts : ends, when.days, when.clock);
      const preparedId = (prepared && ids.get(prepared)) ?? null;
      return { ...line, checkAt, stage: checkAt ? null : stage, preparedId, placementId: null };
    });
    await addContingencies(tx, promo, lines, actor, now);
    return promo;
  });
}

type Values = Omit<typeof promos.$inferInsert, "communityId" | "createdBy" | "createdAt">;

/** A step: a promo and its first event. */
export async function insertPromo(tx: Tx, by: Actor, values: Values, now: Date): Promise<Promo> {
  const { communityId, personId } = by;
  const row = { ...values, communityId, createdBy: personId, createdAt: now };
  const promo = one(await tx.insert(promos).values(row).returning());
  await tx.insert(promoEvents).values({
    communityId,
    promoId: promo.id,
    event: "edit",
    toStatus: promo.status,
    actorId: personId,
    at: now,
  });
  return promo;
}

/** A step: where a new promo is posted, and whom to talk to. The name of somebody of the community is kept with them alone. */
export async function addNetworks(
  tx: Tx,
  { communityId, id: promoId }: Pick<Promo, "communityId" | "id">,
  networks: readonly { network: string; contactId: string | null; contactName: string }[],
): Promise<void> {
  if (networks.length === 0) return;
  const rows = networks.map(({ network, contactId, contactName }) => ({
    communityId,
    promoId,
    network,
    contactId,
    contactName: contactId ? "" : contactName,
  }));
  await tx.insert(promoNetworks).values(rows);
}

/** What a promo takes from its community and campaign. Refuses `catalog.campaignNotFound`. */
export async function placeOf(tx: Pick<Tx, "select">, communityId: string, campaignId: string | null) {
  const { slug, timeZone } = one(
    await tx
      .select({ slug: communities.slug, timeZone: communities.timeZone })
      .from(communities)
      .where(eq(communities.id, communityId)),
  );
  if (!campaignId) return { timeZone, currency: USUAL_CURRENCY, path: null, campaign: undefined };
  const [campaign] = await tx
    .select({ slug: campaigns.slug, currency: campaigns.currency })
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
  if (!campaign) throw new Refusal("catalog.campaignNotFound");
  return { timeZone, currency: campaign.currency, path: `/${slug}/${campaign.slug}`, campaign };
}

export function refuseReversed({ startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null }): void {
  if (startsAt && endsAt && startsAt > endsAt) throw new Refusal("promos.datesReversed");
}
