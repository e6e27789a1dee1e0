import { and, eq, sql } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Contingency, contingencies, type Promo, people, placements, promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { lockPromo } from "@/lib/promos/moves";
import type { ContingencyInput, OutcomeInput } from "./input";
import { isDue, isEverCounted, verdict } from "./rules";

const LINES_MAX = 50;
const VALUE_MAX = 2_147_483_647; // above any threshold, and the most its column keeps

/**
 * Adds a line to a promo's plan for falling short. Refuses `identity.notAllowed`, `promos.notFound`, `promos.tooManyLines`,
 * `promos.notOfThisPromo` for a placement of another promo or an owner who is not of the community, and `promos.neverCounted` for a
 * number that the promo, or the placement, can never have.
 */
export async function planContingency(
  actor: Actor,
  promoId: string,
  input: ContingencyInput,
  now = new Date(),
): Promise<Contingency> {
  requirePermission(actor, "promos.manage");
  const { communityId, personId: createdBy } = actor;
  return db.transaction(async (tx) => {
    const promo = await lockPromo(tx, communityId, promoId);
    const ours = and(eq(contingencies.communityId, communityId), eq(contingencies.promoId, promoId));
    if ((await tx.$count(contingencies, ours)) >= LINES_MAX) throw new Refusal("promos.tooManyLines");
    await refuseStrangers(tx, communityId, promoId, input);
    await refuseNeverCounted(tx, promo, input);
    const line = { communityId, promoId, ...columns(input), createdBy, createdAt: now };
    return one(await tx.insert(contingencies).values(line).returning());
  });
}

/** Changes a line that still waits. Refuses as `planContingency` does, and `promos.lineJudged`. */
export async function changeContingency(actor: Actor, lineId: string, input: ContingencyInput): Promise<Contingency> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const line = await lockLine(tx, actor.communityId, lineId);
    if (line.status !== "waiting") throw new Refusal("promos.lineJudged");
    await refuseStrangers(tx, line.communityId, line.promoId, input);
    const { communityId, promoId } = line;
    const isIts = and(eq(promos.communityId, communityId), eq(promos.id, promoId));
    await refuseNeverCounted(tx, one(await tx.select().from(promos).where(isIts)), input);
    return update(tx, line, columns(input));
  });
}

/** Takes a line that still waits out of the plan. What was judged stays in the report. Refuses `promos.lineJudged`. */
export async function dropContingency(actor: Actor, lineId: string): Promise<void> {
  requirePermission(actor, "promos.manage");
  await db.transaction(async (tx) => {
    const { communityId, id, status } = await lockLine(tx, actor.communityId, lineId);
    if (status !== "waiting") throw new Refusal("promos.lineJudged");
    await tx.delete(contingencies).where(and(eq(contingencies.communityId, communityId), eq(contingencies.id, id)));
  });
}

/** What was done when a line fired, and what came of it; it is no task any more. Refuses `promos.lineNotFired`. */
export async function settleContingency(
  actor: Actor,
  lineId: string,
  { outcome }: OutcomeInput,
  now = new Date(),
): Promise<Contingency> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const line = await lockLine(tx, actor.communityId, lineId);
    if (line.status !== "fired") throw new Refusal("promos.lineNotFired");
    return update(tx, line, { outcome, doneAt: line.doneAt ?? now });
  });
}

/**
 * A step: judges a line that is due by what its metric stands at, once. When it fires, its owner and the staff of promos are written
 * to. Nothing happens to a line that is judged already, is not due, or whose number nobody has entered.
 */
export async function judge(
  tx: Tx,
  { communityId, id }: Pick<Contingency, "communityId" | "id">,
  value: number | null,
  now: Date,
): Promise<Contingency["status"]> {
  const line = await lockLine(tx, communityId, id);
  const [promo] = await tx
    .select({ status: promos.status })
    .from(promos)
    .where(and(eq(promos.communityId, communityId), eq(promos.id, line.promoId)));
  const said = verdict(value, line.threshold);
  if (!promo || said === "waiting" || !isDue(line, promo.status, now)) return line.status;
  await update(tx, line, { status: said, value: value && Math.min(value, VALUE_MAX), judgedAt: now });
  if (said === "fired") await tell(tx, line, now);
  return said;
}

async function tell(tx: Tx, { communityId, id, ownerId }: Contingency, now: Date): Promise<void> {
  const staff = [
    ...(await peopleWithRole(tx, communityId, "smm")),
    ...(await peopleWithRole(tx, communityId, "organizer")),
  ].map(({ personId }) => personId);
  for (const personId of new Set([...(ownerId ? [ownerId] : []), ...staff]))
    await notify(tx, { communityId, personId, kind: "contingency_fired", subjectId: id }, now);
}

const columns = (input: ContingencyInput) => ({
  metric: input.metric,
  threshold: input.threshold,
  checkAt: input.checkAt ?? null,
  stage: input.stage ?? null,
  action: input.action,
  what: input.what,
  ownerId: input.ownerId ?? null,
  ownerName: input.ownerId ? "" : input.ownerName, // the name of somebody of the community is kept with them alone
  preparedId: input.preparedId ?? null,
  placementId: input.placementId ?? null,
});

async function refuseStrangers(
  tx: Tx,
  communityId: string,
  promoId: string,
  { ownerId, preparedId, placementId }: ContingencyInput,
): Promise<void> {
  const named = new Set([preparedId, placementId].filter((id) => id !== undefined));
  for (const id of named) {
    const isOurs = and(eq(placements.communityId, communityId), eq(placements.promoId, promoId), eq(placements.id, id));
    if ((await tx.$count(placements, isOurs)) === 0) throw new Refusal("promos.notOfThisPromo");
  }
  if (!ownerId) return;
  const isKnown = and(eq(people.communityId, communityId), eq(people.id, ownerId), sql`${people.erasedAt} is null`);
  if ((await tx.$count(people, isKnown)) === 0) throw new Refusal("promos.notOfThisPromo");
}

async function refuseNeverCounted(
  tx: Tx,
  promo: Pick<Promo, "communityId" | "campaignId">,
  { metric, placementId }: ContingencyInput,
): Promise<void> {
  const [placement] = placementId
    ? await tx
        .select()
        .from(placements)
        .where(and(eq(placements.communityId, promo.communityId), eq(placements.id, placementId)))
    : [];
  if (!isEverCounted(metric, promo, placement)) throw new Refusal("promos.neverCounted");
}

async function lockLine(tx: Tx, communityId: string, lineId: string): Promise<Contingency> {
  const [line] = await tx
    .select()
    .from(contingencies)
    .where(and(eq(contingencies.communityId, communityId), eq(contingencies.id, lineId)))
    .for("update");
  if (!line) throw new Refusal("promos.lineNotFound");
  return line;
}

async function update(
  tx: Tx,
  { communityId, id }: Contingency,
  change: Partial<typeof contingencies.$inferInsert>,
): Promise<Contingency> {
  return one(
    await tx
      .update(contingencies)
      .set(change)
      .where(and(eq(contingencies.communityId, communityId), eq(contingencies.id, id)))
      .returning(),
  );
}
