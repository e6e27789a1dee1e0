import { and, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import {
  type Book,
  type Claim,
  type ClaimEvent,
  type Handover,
  type HandoverEvent,
  handoverEvents,
  handovers,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { tell } from "./notices";
import { FOLLOWS, next } from "./rules";

export type Found = { claim: Claim; book: Book; handover: Handover };
export type HandoverChange = Partial<Omit<Handover, "communityId" | "id" | "claimId" | "status" | "createdAt">>;

/** Nothing arranged, nothing asked: how a hand-over begins, and begins anew. */
const FRESH: HandoverChange = {
  way: null,
  place: null,
  meetsAt: null,
  proposedBy: null,
  city: null,
  branch: null,
  waybill: null,
  parcelStatus: null,
  parcelAskedAt: null,
  codeTries: 0,
  remindedAt: null,
  chasedAt: null,
};

/** A step: the hand-over of a locked claim, if the claim has had its money. */
export async function findHandover(tx: Tx, claim: Pick<Claim, "communityId" | "id">): Promise<Handover | undefined> {
  const [handover] = await tx
    .select()
    .from(handovers)
    .where(and(eq(handovers.communityId, claim.communityId), eq(handovers.claimId, claim.id)));
  return handover;
}

/**
 * A step: what a claim's move means for its hand-over, in the same transaction. Opened when the money has come, closed when it
 * went back, received with the claim.
 */
export async function follow(
  tx: Tx,
  { claim, book }: Omit<Found, "handover">,
  cause: ClaimEvent,
  by: Actor,
  now: Date,
): Promise<void> {
  const event = FOLLOWS[cause];
  if (!event) return;
  const handover = await findHandover(tx, claim);
  if (!handover) return open(tx, claim, by, now);
  await move(tx, { claim, book, handover }, event, by, now, event === "open" ? { set: FRESH } : {});
}

/**
 * The one place where a hand-over changes status: the row, its event and the messages of the fact, in one transaction.
 * Refuses `handovers.notAllowedNow` when the event has no meaning for the hand-over as it stands.
 */
export async function move(
  tx: Tx,
  { claim, book, handover }: Found,
  event: HandoverEvent,
  by: Actor,
  now: Date,
  { reason, set = {} }: { reason?: string | undefined; set?: HandoverChange } = {},
): Promise<Handover> {
  const status = next(handover.status, event);
  if (!status) throw new Refusal("handovers.notAllowedNow");
  const moved = one(
    await tx
      .update(handovers)
      .set({ ...set, status })
      .where(and(eq(handovers.communityId, handover.communityId), eq(handovers.id, handover.id)))
      .returning(),
  );
  await record(tx, moved, event, by, now, reason);
  await tell(tx, { claim, book, handover: moved, event, by, reason }, now);
  return moved;
}

async function open(tx: Tx, { communityId, id: claimId }: Claim, by: Actor, now: Date): Promise<void> {
  const handover = one(await tx.insert(handovers).values({ communityId, claimId, createdAt: now }).returning());
  await record(tx, handover, "open", by, now);
}

async function record(tx: Tx, handover: Handover, event: HandoverEvent, by: Actor, at: Date, reason?: string) {
  const { communityId, id: handoverId, status } = handover;
  await tx.insert(handoverEvents).values({ communityId, handoverId, event, status, actorId: by.personId, reason, at });
}
