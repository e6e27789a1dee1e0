import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type Promo, type PromoEvent, promoNetworks } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import type { BriefChange } from "./input";
import { addNetworks, placeOf, refuseReversed } from "./make";
import { lockPromo, missingOf, move, networksOf, unfinished } from "./moves";
import { moveToCampaign } from "./placements/campaign-change";
import { isBriefOpen } from "./rules";
import { staffOf } from "./staff";

/**
 * Changes what a brief says, from the version that was read. Half done it is kept, too: it is an idea while anything is missing,
 * and briefed as soon as nothing is. The same again changes nothing. Refuses `identity.notAllowed`, `promos.notFound`,
 * `promos.briefLocked` once it is agreed, `promos.changedMeanwhile`, `promos.campaignNeeded`, `catalog.campaignNotFound`,
 * `promos.datesReversed`, and for another campaign what `moveToCampaign` refuses.
 */
export async function editBrief(
  actor: Actor,
  promoId: string,
  { networks, ...brief }: BriefChange,
  version: number | undefined,
  now = new Date(),
): Promise<Promo> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const promo = await lockPromo(tx, actor.communityId, promoId);
    if (!isBriefOpen(promo.status)) throw new Refusal("promos.briefLocked");
    if (version !== undefined && version !== promo.version) throw new Refusal("promos.changedMeanwhile");
    const change = await changeOf(tx, promo, brief);
    const areOthers = networks !== undefined && (await setNetworks(tx, promo, networks));
    if (!areOthers && isSame(promo, change)) return promo;
    const { campaignId = promo.campaignId } = change;
    if (campaignId !== promo.campaignId) await takeAlong(tx, promo, campaignId, actor, now);

    const isWhole = (await missingOf(tx, { ...promo, ...change } as Promo)).length === 0;
    return move(tx, promo, eventOf(promo.status, isWhole), actor, now, { change });
  });
}

/** Whether a brief is an idea or briefed follows from what stands in it. */
function eventOf(status: Promo["status"], isWhole: boolean): PromoEvent {
  if (status === "idea") return isWhole ? "brief" : "edit";
  return isWhole ? "edit" : "rework";
}

/**
 * A step: both sides agree on the brief, and it stays as it is; an achievement keeps the figures it quotes as they are now. Whether
 * the actor may, and what the figures are, the caller says. Refuses `promos.notFound`, `promos.notAllowedNow`,
 * `promos.briefUnfinished`.
 */
export async function agreeBrief(
  tx: Tx,
  actor: Actor,
  promo: Promo,
  quoted: Record<string, number> | null,
  now: Date,
): Promise<Promo> {
  // of an idea people hear what is missing, rather than that it is too early
  if (promo.status === "idea") throw unfinished(await missingOf(tx, promo));
  const agreed = await move(tx, promo, "agree", actor, now, {
    change: { quoted, quotedAt: quoted ? now : null },
  });
  await record(tx, actor, "promo_agreed", { subjectId: promo.id, details: { name: promo.name } }, now);
  return agreed;
}

/** The first posts go out. Refuses `identity.notAllowed`, `promos.notFound`, `promos.notAllowedNow`. */
export const startPromo = moving("start");
/** The promo is over, and its last numbers are collected. Refuses as `startPromo` does. */
export const measurePromo = moving("measure");
/** The report is ready. Refuses as `startPromo` does. */
export const reportPromo = moving("report");
/** One step back: out of the report, of measuring, of running, or of what was agreed. Refuses as `startPromo` does. */
export const reworkPromo = moving("rework");
/** A promo that was called off is an idea again, or briefed when its brief is whole. Refuses as `startPromo` does. */
export async function revivePromo(actor: Actor, promoId: string, now = new Date()): Promise<Promo> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const revived = await move(tx, await lockPromo(tx, actor.communityId, promoId), "revive", actor, now);
    return (await missingOf(tx, revived)).length === 0 ? move(tx, revived, "brief", actor, now) : revived;
  });
}

/** Calls a promo off, with a reason everyone who works on it sees. Refuses as `startPromo` does, and `promos.reasonNeeded`. */
export async function cancelPromo(actor: Actor, promoId: string, reason: string, now = new Date()): Promise<Promo> {
  requirePermission(actor, "promos.manage");
  if (reason.trim() === "") throw new Refusal("promos.reasonNeeded");
  return db.transaction(async (tx) => {
    const promo = await lockPromo(tx, actor.communityId, promoId);
    const cancelled = await move(tx, promo, "cancel", actor, now, { reason });
    await record(tx, actor, "promo_cancelled", { subjectId: promoId, details: { name: promo.name } }, now);
    return cancelled;
  });
}

function moving(event: Exclude<PromoEvent, "edit" | "agree" | "cancel">) {
  return async (actor: Actor, promoId: string, now = new Date()): Promise<Promo> => {
    requirePermission(actor, "promos.manage");
    return db.transaction(async (tx) => move(tx, await lockPromo(tx, actor.communityId, promoId), event, actor, now));
  };
}

/** What of a brief changes, with the currency its campaign has. */
async function changeOf(tx: Tx, promo: Promo, brief: Omit<BriefChange, "networks">) {
  const isOther = brief.campaignId !== undefined && brief.campaignId !== promo.campaignId;
  const { campaignId, ...rest } = brief;
  const change: Partial<Promo> = isOther
    ? { ...rest, campaignId, currency: (await placeOf(tx, promo.communityId, campaignId ?? null)).currency }
    : rest;
  const after = { ...promo, ...change };
  if (after.kind === "initiative" && !after.campaignId) throw new Refusal("promos.campaignNeeded");
  refuseReversed(after);
  return change;
}

async function takeAlong(tx: Tx, promo: Promo, campaignId: string | null, by: Actor, now: Date): Promise<void> {
  const { communityId } = promo;
  const where = async (id: string | null) => ({ campaignId: id, path: (await placeOf(tx, communityId, id)).path });
  await moveToCampaign(tx, promo, { from: await where(promo.campaignId), to: await where(campaignId) }, by, now);
}

type Typed = { network: string; contactName: string };

/** Writes where a promo is posted; a contact who manages promos here is known by their name. Answers whether anything changed. */
async function setNetworks(tx: Tx, promo: Promo, typed: readonly Typed[]): Promise<boolean> {
  const { communityId, id } = promo;
  const staff = await staffOf(tx, communityId);
  const known = (name: string) => {
    const named = staff.filter((person) => person.name === name);
    return named.length === 1 ? (named[0]?.id ?? null) : null; // of two of the same name nobody is meant for sure
  };
  const after = typed
    .map(({ network, contactName }) => ({ network, contactName, contactId: known(contactName) }))
    .sort((a, b) => (a.network < b.network ? -1 : 1));
  const before = await networksOf(tx, promo);
  const said = (networks: readonly Typed[]) =>
    JSON.stringify(networks.map(({ network, contactName }) => [network, contactName]).sort());
  if (said(before) === said(after)) return false;
  await tx.delete(promoNetworks).where(and(eq(promoNetworks.communityId, communityId), eq(promoNetworks.promoId, id)));
  await addNetworks(tx, promo, after);
  return true;
}

function isSame(promo: Promo, change: Partial<Promo>): boolean {
  return Object.entries(change).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(promo[name as keyof Promo]),
  );
}
