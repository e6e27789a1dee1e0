import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { claimEvents, handoverEvents, handovers, type MessageKind, messages } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aTreasurer } from "../support/factories";
import { daysAfter, NOON } from "../support/times";

/** A book that is paid for: its taker, its giver, and those who may act for them. */
export async function aPaidBook({
  now = NOON,
  points = ["Офіс, 3-й поверх", "Бібліотека"],
}: {
  now?: Date;
  points?: string[];
} = {}) {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id, {
    pickupPoints: points,
    opensAt: daysAfter(now, -30),
    closesAt: daysAfter(now, 30),
  });
  const giver = await aMember(community.id);
  const taker = await aMember(community.id);
  const organizer = await anOrganizer(community.id);
  const treasurer = await aTreasurer(community.id);
  const book = await aListedBook(campaign, { giverId: giver.personId, listedAt: daysAfter(now, -1) });
  const { claim, token } = await claimBook(
    taker,
    { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk" },
    now,
  );
  const parts = [{ code: claim.code, amountMinor: 40_000 }];
  await confirmTransfer(treasurer, { reference: `T-${claim.code}`, amountMinor: 40_000, parts }, now);
  const ref = { communityId: community.id, claimId: claim.id };
  return { community, campaign, book, giver, taker, organizer, treasurer, claim, ref, token };
}
export type PaidBook = Awaited<ReturnType<typeof aPaidBook>>;

export async function handoverOf({ communityId, claimId }: PaidBook["ref"]) {
  const [handover] = await db
    .select()
    .from(handovers)
    .where(and(eq(handovers.communityId, communityId), eq(handovers.claimId, claimId)));
  if (!handover) throw new Error("The claim has no hand-over");
  return handover;
}

/** What happened to a hand-over, in order. */
export async function storyOf(ref: PaidBook["ref"]): Promise<string[]> {
  const { id } = await handoverOf(ref);
  const rows = await db
    .select({ event: handoverEvents.event })
    .from(handoverEvents)
    .where(eq(handoverEvents.handoverId, id))
    .orderBy(handoverEvents.at, handoverEvents.id);
  return rows.map(({ event }) => event);
}

export const claimStory = async ({ claimId }: PaidBook["ref"]) =>
  (
    await db.select().from(claimEvents).where(eq(claimEvents.claimId, claimId)).orderBy(claimEvents.at, claimEvents.id)
  ).map(({ event }) => event);

/** The kinds of letters about hand-overs that somebody was promised, the latest first. */
export async function toldOfHandover({ communityId, personId }: PersonActor): Promise<MessageKind[]> {
  const rows = await db
    .select({ kind: messages.kind })
    .from(messages)
    .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId)))
    .orderBy(desc(messages.createdAt), desc(messages.id));
  return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith("handover_"));
}
