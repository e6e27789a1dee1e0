import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { auditLog, contingencies, type Promo, placements, promoEvents } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import { briefInput, type MakePromo } from "@/lib/promos/input";
import { makePromo } from "@/lib/promos/make";
import { NOON } from "../support/times";

/** A brief that lacks nothing, as a form sends it. */
export const wholeBrief = {
  name: "Червень: каталог для інших компаній",
  campaignId: "",
  startsAt: "2026-06-12T07:00:00Z",
  endsAt: "2026-06-30T15:00:00Z",
  heldAt: "",
  place: "",
  registerUrl: "",
  task: "Розповісти про каталог тим, хто поза спільнотою",
  problem: "",
  audience: "Проєктні менеджери інших компаній",
  keyMessage: "Книга у подяку за внесок",
  examples: "",
  metric: "leads",
  metricTarget: "40",
  metricBy: "2026-06-30T15:00:00Z",
  contentBy: "2026-06-09T15:00:00Z",
  budgetMinor: "0",
  reportFormat: "Одна сторінка з числами",
  reportBy: "2026-07-07T09:00:00Z",
  networks: [{ network: "instagram", contactName: "Соломія Дописувач" }],
  version: "1",
};

/** The same as a command takes it, with what is other; the campaign stays as it is. */
export function briefOf(change: Record<string, unknown> = {}) {
  const { campaignId: _, version: _v, ...brief } = briefInput.parse({ ...wholeBrief, ...change });
  return brief;
}

export const anInitiative = (campaignId: string | null): MakePromo => ({
  kind: "initiative",
  name: "Червень: каталог для інших компаній",
  campaignId,
  startsAt: new Date("2026-06-12T07:00:00Z"),
  endsAt: new Date("2026-06-30T15:00:00Z"),
  heldAt: null,
  tag: undefined,
  fromTemplate: true,
  locale: "uk",
});

export const anIdea = (actor: Actor, campaignId: string, change: Partial<MakePromo> = {}): Promise<Promo> =>
  makePromo(actor, { ...anInitiative(campaignId), ...change }, NOON);

export const placementsOf = ({ communityId, id }: Promo) =>
  db
    .select()
    .from(placements)
    .where(and(eq(placements.communityId, communityId), eq(placements.promoId, id)))
    .orderBy(placements.scheduledAt, placements.content);

export const linesOf = ({ communityId, id }: Promo) =>
  db
    .select()
    .from(contingencies)
    .where(and(eq(contingencies.communityId, communityId), eq(contingencies.promoId, id)))
    .orderBy(contingencies.id);

export async function eventsOf({ communityId, id }: Promo): Promise<string[]> {
  const rows = await db
    .select({ event: promoEvents.event })
    .from(promoEvents)
    .where(and(eq(promoEvents.communityId, communityId), eq(promoEvents.promoId, id)))
    .orderBy(promoEvents.id);
  return rows.map(({ event }) => event);
}

export async function auditOf(communityId: string): Promise<string[]> {
  const rows = await db
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(eq(auditLog.communityId, communityId))
    .orderBy(auditLog.id);
  return rows.map(({ action }) => action);
}
