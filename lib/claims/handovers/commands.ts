import { and, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Book, type Claim, campaigns, type Handover, type HandoverEvent, handovers } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { type ClaimRef, lockClaim, move as moveClaim } from "../moves";
import { takerCode } from "./code";
import type { Meeting, Parcel, Pickup, Waybill } from "./input";
import { type Found, findHandover, type HandoverChange, move } from "./moves";
import { CODE_TRIES_MAX, MEETING_MAX_MS, may, type Side, sideOf } from "./rules";

/** A proposal, or a meeting, that something else takes the place of. */
const NO_MEETING: HandoverChange = { place: null, meetsAt: null, proposedBy: null, remindedAt: null };

/**
 * The book will lie at a pick-up point of the campaign: arranged at once, the other side is told.
 * Refuses `handovers.pickupUnknown` for a place that is none.
 */
export function choosePickup(actor: Actor, ref: ClaimRef, { place }: Pickup, now = new Date()): Promise<Handover> {
  return act(actor, ref, "choose", now, async (tx, { book }) => {
    if (!(await pickupPointsOf(tx, book)).includes(place)) throw new Refusal("handovers.pickupUnknown");
    return { ...NO_MEETING, way: "pickup", place };
  });
}

/** The taker, or an organizer for them, says where a parcel is to come; the giver is told. */
export function chooseParcel(
  actor: Actor,
  ref: ClaimRef,
  { city, branch }: Parcel,
  now = new Date(),
): Promise<Handover> {
  return act(actor, ref, "choose", now, async (_tx, { side }) => {
    if (side === "giver") throw new Refusal("handovers.takersChoice");
    return { ...NO_MEETING, way: "parcel", city, branch };
  });
}

/**
 * Proposes where and when to meet; the other side agrees or declines. It takes the place of an earlier proposal, of either side,
 * and of a meeting that was agreed. Refuses a time that has passed (`handovers.timePassed`) or is over 90 days ahead (`handovers.tooFar`).
 */
export function proposeMeeting(
  actor: Actor,
  ref: ClaimRef,
  { place, meetsAt }: Meeting,
  now = new Date(),
): Promise<Handover> {
  return act(actor, ref, "propose", now, async () => {
    if (meetsAt <= now) throw new Refusal("handovers.timePassed");
    if (meetsAt.getTime() - now.getTime() > MEETING_MAX_MS) throw new Refusal("handovers.tooFar");
    return { way: "meeting", place, meetsAt, proposedBy: actor.personId, remindedAt: null };
  });
}

/**
 * Agrees to the meeting the other side proposed; both get the calendar file. `meetsAt` names the proposal that was seen.
 * Agreeing twice changes nothing. Refuses: one's own proposal, another came meanwhile, its time has passed.
 */
export async function agreeToMeet(
  actor: Actor,
  ref: ClaimRef,
  seen: { meetsAt: Date },
  now = new Date(),
): Promise<Handover> {
  return db.transaction(async (tx) => {
    const found = await lockFor(tx, actor, ref, "agree");
    const { handover } = found;
    const isSeen = handover.meetsAt?.getTime() === seen.meetsAt.getTime();
    if (handover.status === "arranged" && handover.way === "meeting" && isSeen) return handover;
    if (!handover.proposedBy || !isSeen) throw new Refusal("handovers.changedMeanwhile");
    if (handover.proposedBy === actor.personId) throw new Refusal("handovers.ownProposal");
    if (seen.meetsAt <= now) throw new Refusal("handovers.timePassed");
    return move(tx, found, "agree", actor, now, { set: { proposedBy: null } });
  });
}

/** Declines a proposal of the other side, or calls an agreed meeting off; the other side reads the reason, if there is one. */
export function declineMeeting(
  actor: Actor,
  ref: ClaimRef,
  { reason }: { reason?: string },
  now = new Date(),
): Promise<Handover> {
  return act(
    actor,
    ref,
    "decline",
    now,
    async (_tx, { handover }) => {
      if (handover.way !== "meeting") throw new Refusal("handovers.notAllowedNow");
      if (handover.proposedBy === actor.personId) throw new Refusal("handovers.ownProposal");
      return { ...NO_MEETING, way: null };
    },
    reason || undefined,
  );
}

/** The parcel is on its way: 14 digits by which it can be followed. Another waybill takes the place of the first. The taker is told. */
export async function shipParcel(
  actor: Actor,
  ref: ClaimRef,
  { waybill }: Waybill,
  now = new Date(),
): Promise<Handover> {
  return db.transaction(async (tx) => {
    const found = await lockFor(tx, actor, ref, "ship");
    if (found.handover.status === "shipped" && found.handover.waybill === waybill) return found.handover;
    const set: HandoverChange = { ...NO_MEETING, way: "parcel", waybill, parcelStatus: null, parcelAskedAt: null };
    return move(tx, found, "ship", actor, now, { set });
  });
}

/** Somebody did not come to the agreed place. It can be arranged anew. Refuses before the meeting's time, and where there is nothing to come to. */
export function missHandover(actor: Actor, ref: ClaimRef, now = new Date()): Promise<Handover> {
  return act(actor, ref, "miss", now, async (_tx, { handover }) => {
    if (handover.way === "parcel") throw new Refusal("handovers.notAllowedNow");
    if (handover.meetsAt && handover.meetsAt > now) throw new Refusal("handovers.tooSoon");
    return NO_MEETING;
  });
}

/** The parcel came back to its giver. It can be arranged anew. */
export function returnParcel(actor: Actor, ref: ClaimRef, now = new Date()): Promise<Handover> {
  return act(actor, ref, "return", now, async () => ({}));
}

/** The taker was asked whether the book has come, and it has not: asked again in a week. Saying it twice changes nothing. */
export function sayNotYet(actor: Actor, ref: ClaimRef, now = new Date()): Promise<Handover> {
  return db.transaction(async (tx) => {
    const found = await lockFor(tx, actor, ref, "wait");
    if (found.handover.chasedAt === null) return found.handover;
    return move(tx, found, "wait", actor, now, { set: { chasedAt: null } });
  });
}

/**
 * The giver, or an organizer, types the four digits the taker says: the book is received. Five wrong ones, and only the other
 * ways are left. Refuses `handovers.codeWrong` with the tries left, `handovers.codeLocked`.
 */
export async function receiveByCode(actor: Actor, ref: ClaimRef, code: string, now = new Date()): Promise<Claim> {
  const outcome = await db.transaction(async (tx) => {
    const locked = await lockClaim(tx, ref);
    const side = sideOf(actor, locked);
    if (side === "taker") throw new Refusal("handovers.notYours");
    if (locked.claim.status === "fulfilled") return locked.claim;
    const handover = await openHandover(tx, locked.claim);
    if (handover.codeTries >= CODE_TRIES_MAX) throw new Refusal("handovers.codeLocked");
    if (code === takerCode(ref.communityId, ref.claimId)) return moveClaim(tx, locked, "receive", actor, now);
    // counted and kept, so the refusal comes after the transaction
    const codeTries = handover.codeTries + 1;
    await tx
      .update(handovers)
      .set({ codeTries })
      .where(and(eq(handovers.communityId, handover.communityId), eq(handovers.id, handover.id)));
    return CODE_TRIES_MAX - codeTries;
  });
  if (typeof outcome !== "number") return outcome;
  if (outcome === 0) throw new Refusal("handovers.codeLocked");
  throw new Refusal("handovers.codeWrong", { left: outcome });
}

type Change = (tx: Tx, found: Found & { side: Side }) => Promise<HandoverChange>;

/** Look under the lock, decide, move. */
function act(
  actor: Actor,
  ref: ClaimRef,
  event: HandoverEvent,
  now: Date,
  change: Change,
  reason?: string,
): Promise<Handover> {
  return db.transaction(async (tx) => {
    const found = await lockFor(tx, actor, ref, event);
    return move(tx, found, event, actor, now, { set: await change(tx, found), reason });
  });
}

async function lockFor(tx: Tx, actor: Actor, ref: ClaimRef, event: HandoverEvent): Promise<Found & { side: Side }> {
  const locked = await lockClaim(tx, ref);
  const side = sideOf(actor, locked);
  if (!may(side, event)) throw new Refusal("handovers.notYours");
  return { ...locked, side, handover: await openHandover(tx, locked.claim) };
}

/** Only a claim that has its money, and not its book, has something to arrange. */
async function openHandover(tx: Tx, claim: Claim): Promise<Handover> {
  const handover = await findHandover(tx, claim);
  if (!handover || claim.status !== "confirmed") throw new Refusal("handovers.notAllowedNow");
  return handover;
}

async function pickupPointsOf(tx: Tx, { communityId, campaignId, pickupPoint }: Book): Promise<string[]> {
  const campaign = one(
    await tx
      .select({ points: campaigns.pickupPoints })
      .from(campaigns)
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId))),
  );
  return pickupPoint ? [pickupPoint, ...campaign.points] : campaign.points;
}
