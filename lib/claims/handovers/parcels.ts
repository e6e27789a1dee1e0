import { and, asc, eq, gt, isNull, lte, max, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { handoverEvents, handovers } from "@/db/schema";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { systemOf } from "@/lib/identity/actor";
import { type ClaimRef, lockClaim, move as moveClaim } from "../moves";
import { findHandover, move } from "./moves";
import { type Carrier, CarrierFault, novaPoshta, PARCELS_PER_CALL } from "./nova-poshta";
import { ASK_FOR_MS, isToBeAsked, parcelState } from "./rules";

const CALLS_MAX = 5;
const LEAST_PAUSE_MS = 3_600_000;

/** The pages a received book is shown on. */
export type Arrived = { communityId: string; campaignId: string; bookId: string };
export type ParcelsAsked = { asked: number; faults: number; arrived: Arrived[] };

/** The carrier this installation can ask, if it has a key. */
export function ourCarrier(): Carrier | undefined {
  const { NOVA_POSHTA_KEY: key, NOVA_POSHTA_API_URL: url } = env;
  return key ? novaPoshta({ key, url }) : undefined;
}

/**
 * Asks the carrier about parcels on their way: every hour at first, more seldom as days pass, never after a month, up to 500 a
 * run. What was delivered is received, what was refused is returned. A carrier that does not answer is left alone until the
 * next pause. No transaction is open while it is asked. Safe to run at any time.
 */
export async function askAboutParcels(now = new Date(), carrier = ourCarrier()): Promise<ParcelsAsked> {
  const outcome: ParcelsAsked = { asked: 0, faults: 0, arrived: [] };
  if (!carrier) return outcome;
  for (let calls = 0; calls < CALLS_MAX; calls++) {
    const batch = await takeBatch(now);
    if (batch.length === 0) break;
    outcome.asked += batch.length;
    try {
      const seen = new Map(
        (await carrier.look(batch.map(({ waybill }) => waybill))).map((parcel) => [parcel.waybill, parcel.code]),
      );
      for (const parcel of batch) {
        const code = seen.get(parcel.waybill);
        const arrived = code && (await settle(parcel, code, now));
        if (arrived) outcome.arrived.push(arrived);
      }
    } catch (error) {
      if (!(error instanceof CarrierFault)) throw error;
      log.warn({ kind: error.kind, reason: error.message }, "the carrier did not tell about parcels");
      outcome.faults += 1;
      break; // the rest can wait, too
    }
  }
  return outcome;
}

type Parcel = ClaimRef & { waybill: string };

/** Those whose turn it is are marked as asked first, so that two processes do not ask twice and a fault costs them one turn. */
function takeBatch(now: Date): Promise<Parcel[]> {
  const sent = db
    .select({
      communityId: handoverEvents.communityId,
      handoverId: handoverEvents.handoverId,
      at: max(handoverEvents.at).as("sent_at"),
    })
    .from(handoverEvents)
    .where(and(eq(handoverEvents.event, "ship"), gt(handoverEvents.at, new Date(now.getTime() - ASK_FOR_MS))))
    .groupBy(handoverEvents.communityId, handoverEvents.handoverId)
    .as("sent");
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select({
        communityId: handovers.communityId,
        id: handovers.id,
        claimId: handovers.claimId,
        waybill: handovers.waybill,
        askedAt: handovers.parcelAskedAt,
        sentAt: sent.at,
      })
      .from(handovers)
      .innerJoin(sent, and(eq(sent.communityId, handovers.communityId), eq(sent.handoverId, handovers.id)))
      .where(
        and(
          eq(handovers.status, "shipped"),
          or(isNull(handovers.parcelAskedAt), lte(handovers.parcelAskedAt, new Date(now.getTime() - LEAST_PAUSE_MS))),
        ),
      )
      .orderBy(sql`${handovers.parcelAskedAt} asc nulls first`, asc(handovers.id))
      .limit(PARCELS_PER_CALL * CALLS_MAX)
      .for("update", { of: handovers, skipLocked: true });
    const due = waiting
      .flatMap(({ waybill, sentAt, ...rest }) => (waybill && sentAt ? [{ ...rest, waybill, sentAt }] : []))
      .filter(({ sentAt, askedAt }) => isToBeAsked(sentAt, askedAt, now))
      .slice(0, PARCELS_PER_CALL);
    for (const { communityId, id } of due)
      await tx
        .update(handovers)
        .set({ parcelAskedAt: now })
        .where(and(eq(handovers.communityId, communityId), eq(handovers.id, id)));
    return due;
  });
}

/** What the carrier said, unless the parcel was settled, or sent anew, while it was asked. */
function settle({ communityId, claimId, waybill }: Parcel, code: string, now: Date): Promise<Arrived | undefined> {
  return db.transaction(async (tx) => {
    const locked = await lockClaim(tx, { communityId, claimId });
    const handover = await findHandover(tx, locked.claim);
    if (handover?.status !== "shipped" || handover.waybill !== waybill) return undefined;
    if (handover.parcelStatus !== code)
      await tx
        .update(handovers)
        .set({ parcelStatus: code })
        .where(and(eq(handovers.communityId, communityId), eq(handovers.id, handover.id)));
    const state = parcelState(code);
    const carrier = systemOf(communityId);
    if (state === "returned") await move(tx, { ...locked, handover }, "return", carrier, now);
    if (state !== "received") return undefined;
    const { campaignId, bookId } = await moveClaim(tx, locked, "receive", carrier, now);
    return { communityId, campaignId, bookId };
  });
}
