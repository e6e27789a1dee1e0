import { and, asc, eq, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db, type Tx } from "@/db/client";
import { contingencies, links, type Promo, placements, promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { addContingencies } from "./contingency/lines";
import { daysBetween, daysLater } from "./days";
import type { CopyPromo } from "./input";
import { addNetworks, insertPromo, placeOf, refuseReversed } from "./make";
import { missingOf, move, networksOf } from "./moves";
import { addDraftPlacements } from "./placements/drafts";
import { freeTag, lockTags } from "./tags";

/**
 * Makes a promo from an older one: its brief, networks, placements as drafts and its plan for falling short, which waits again.
 * Nothing that was measured, approved or posted goes along, nor whom outside the community a line named. All times move by as many days of the community's calendar as the
 * start does, at the same clock; without a new start the copy has no times. Refuses `identity.notAllowed`, `promos.notFound`,
 * `promos.datesReversed` for a start after the end as it moves, and what `createLink` refuses.
 */
export async function copyPromo(actor: Actor, promoId: string, input: CopyPromo, now = new Date()): Promise<Promo> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    const [old] = await tx
      .select()
      .from(promos)
      .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)));
    if (!old) throw new Refusal("promos.notFound");
    const { timeZone } = await placeOf(tx, communityId, old.campaignId);
    const drafts = await draftsOf(tx, old);
    const firstAt = old.heldAt ?? old.startsAt ?? earliest(drafts.map(({ scheduledAt }) => scheduledAt));
    const days = input.startsAt && firstAt ? daysBetween(firstAt, input.startsAt, timeZone) : undefined;
    const moved = (at: Date | null) => (at && days !== undefined ? daysLater(at, days, timeZone) : null);

    // the new start is what was typed, to the minute
    const [startsAt, endsAt] = [old.kind === "event" ? moved(old.startsAt) : input.startsAt, moved(old.endsAt)];
    refuseReversed({ startsAt, endsAt });
    await lockTags(tx, communityId);
    const copy = await insertPromo(
      tx,
      actor,
      {
        kind: old.kind,
        name: input.name,
        campaignId: old.campaignId,
        tag: await freeTag(tx, communityId, input.tag ?? old.tag),
        startsAt,
        endsAt,
        heldAt: old.kind === "event" ? input.startsAt : moved(old.heldAt),
        place: old.place,
        registerUrl: old.registerUrl,
        task: old.task,
        problem: old.problem,
        audience: old.audience,
        keyMessage: old.keyMessage,
        examples: old.examples,
        metric: old.metric,
        metricTarget: old.metricTarget,
        metricBy: moved(old.metricBy),
        contentBy: moved(old.contentBy),
        budgetMinor: old.budgetMinor,
        currency: old.currency,
        reportFormat: old.reportFormat,
        reportBy: moved(old.reportBy),
        copiedFrom: old.id,
      },
      now,
    );
    await addNetworks(tx, copy, await networksOf(tx, old));
    const planned = drafts.map(({ id: _, ...draft }) => ({
      ...draft,
      scheduledAt: moved(draft.scheduledAt),
      contentBy: moved(draft.contentBy),
    }));
    const contents = new Map(drafts.map(({ id, content }) => [id, content]));
    const ids = await addDraftPlacements(tx, copy, planned, actor, now);
    const inCopy = (oldId: string | null) => ids.get(contents.get(oldId ?? "") ?? "") ?? null;
    const lines = (await linesOf(tx, old)).map(({ preparedId, placementId, checkAt, stage, ...line }) => {
      const at = moved(checkAt);
      const when = at ? { checkAt: at, stage: null } : { checkAt: null, stage: stage ?? ("measuring" as const) };
      return { ...line, ...when, preparedId: inCopy(preparedId), placementId: inCopy(placementId) };
    });
    await addContingencies(tx, copy, lines, actor, now);
    return (await missingOf(tx, copy)).length === 0 ? move(tx, copy, "brief", actor, now) : copy;
  });
}

const hopLinks = alias(links, "hop_link");
const hopPlacements = alias(placements, "hop_placement");

async function draftsOf(tx: Pick<Tx, "select">, { communityId, id }: Promo) {
  const rows = await tx
    .select({
      id: placements.id,
      network: placements.network,
      format: placements.format,
      content: placements.content,
      title: placements.title,
      text: placements.text,
      sticker: placements.sticker,
      target: placements.target,
      scheduledAt: placements.scheduledAt,
      contentBy: placements.contentBy,
      isSpare: placements.isSpare,
      costMinor: placements.costMinor,
      hopOf: hopPlacements.content,
    })
    .from(placements)
    .leftJoin(hopLinks, and(eq(hopLinks.communityId, placements.communityId), eq(hopLinks.id, placements.linkId)))
    .leftJoin(
      hopPlacements,
      and(
        eq(hopPlacements.communityId, placements.communityId),
        eq(hopPlacements.linkId, hopLinks.hopOf),
        eq(hopPlacements.promoId, id),
        ne(hopPlacements.status, "cancelled"),
      ),
    )
    .where(and(eq(placements.communityId, communityId), eq(placements.promoId, id), ne(placements.status, "cancelled")))
    .orderBy(asc(placements.id));
  return rows.map(({ hopOf, ...row }) => ({ ...row, hopOf: hopOf ?? undefined }));
}

async function linesOf(tx: Pick<Tx, "select">, { communityId, id }: Promo) {
  return tx
    .select({
      metric: contingencies.metric,
      threshold: contingencies.threshold,
      checkAt: contingencies.checkAt,
      stage: contingencies.stage,
      action: contingencies.action,
      what: contingencies.what,
      ownerId: contingencies.ownerId,
      preparedId: contingencies.preparedId,
      placementId: contingencies.placementId,
    })
    .from(contingencies)
    .where(and(eq(contingencies.communityId, communityId), eq(contingencies.promoId, id)))
    .orderBy(asc(contingencies.id));
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((at) => (at ? [at.getTime()] : []));
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}
