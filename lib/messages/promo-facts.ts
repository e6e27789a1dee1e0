import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contingencies, type MessageKind, placementEvents, placements, promos } from "@/db/schema";

/** Kinds whose subject is a line of a promo's plan, or a placement. */
export const ABOUT_PROMOS: readonly MessageKind[] = ["contingency_fired", "numbers_due", "placement_answered"];

/** A step: what a message about a promo tells, of its line or placement as they stand now. */
export async function promoFor(tx: Tx, communityId: string, kind: MessageKind, subjectId: string) {
  return kind === "contingency_fired" ? lineFor(tx, communityId, subjectId) : placementFor(tx, communityId, subjectId);
}

export type PromoFacts = NonNullable<Awaited<ReturnType<typeof promoFor>>>;

const EMPTY = {
  metric: "",
  threshold: 0,
  value: 0,
  what: "",
  action: null,
  format: "",
  reviewer: "",
  isApproved: false,
};

async function lineFor(tx: Tx, communityId: string, lineId: string) {
  const [line] = await tx
    .select({
      promoId: promos.id,
      promo: promos.name,
      currency: promos.currency,
      metric: contingencies.metric,
      threshold: contingencies.threshold,
      value: contingencies.value,
      what: contingencies.what,
      action: contingencies.action,
      doneAt: contingencies.doneAt,
    })
    .from(contingencies)
    .innerJoin(promos, and(eq(promos.communityId, contingencies.communityId), eq(promos.id, contingencies.promoId)))
    .where(and(eq(contingencies.communityId, communityId), eq(contingencies.id, lineId)));
  if (!line) return undefined;
  const { doneAt, value, ...told } = line;
  return {
    ...EMPTY,
    ...told,
    value: value ?? 0,
    placementId: null,
    placement: "",
    publishedAt: null,
    isDone: doneAt !== null,
  };
}

async function placementFor(tx: Tx, communityId: string, placementId: string) {
  const [placement] = await tx
    .select({
      promoId: promos.id,
      promo: promos.name,
      currency: promos.currency,
      placementId: placements.id,
      placement: placements.content,
      title: placements.title,
      format: placements.format,
      status: placements.status,
      publishedAt: placements.publishedAt,
    })
    .from(placements)
    .innerJoin(promos, and(eq(promos.communityId, placements.communityId), eq(promos.id, placements.promoId)))
    .where(and(eq(placements.communityId, communityId), eq(placements.id, placementId)));
  if (!placement) return undefined;
  const [answer] = await tx
    .select({ reviewer: placementEvents.reviewer, event: placementEvents.event, note: placementEvents.note })
    .from(placementEvents)
    .where(
      and(
        eq(placementEvents.communityId, communityId),
        eq(placementEvents.placementId, placementId),
        inArray(placementEvents.event, ["approve", "request_changes", "comment"]),
      ),
    )
    .orderBy(desc(placementEvents.at), desc(placementEvents.id))
    .limit(1);
  const { status, title, ...told } = placement;
  return {
    ...EMPTY,
    ...told,
    placement: title || told.placement,
    isDone: status !== "published",
    reviewer: answer?.reviewer ?? "",
    what: answer?.note ?? "",
    isApproved: answer?.event === "approve",
  };
}
