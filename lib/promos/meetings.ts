import { and, asc, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Meeting, meetings, type Promo } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { meetingFile } from "@/lib/messages/calendar";
import { type Points, pointsPrint } from "./agenda";
import type { MeetingInput } from "./input";
import { lockPromo } from "./moves";

const MEETINGS_MAX = 50;
const MINUTE_MS = 60_000;

/**
 * Plans a meeting about a promo: about all its networks, or about one where different people run them.
 * Refuses `identity.notAllowed`, `promos.notFound`, `promos.notAllowedNow` for a promo that was called off, `promos.tooManyMeetings`.
 */
export async function planMeeting(
  actor: Actor,
  promoId: string,
  input: MeetingInput,
  now = new Date(),
): Promise<Meeting> {
  requirePermission(actor, "promos.manage");
  const { communityId, personId: createdBy } = actor;
  return db.transaction(async (tx) => {
    await lockOpen(tx, communityId, promoId);
    const ours = and(eq(meetings.communityId, communityId), eq(meetings.promoId, promoId));
    if ((await tx.$count(meetings, ours)) >= MEETINGS_MAX) throw new Refusal("promos.tooManyMeetings");
    const row = { ...input, communityId, promoId, createdBy, createdAt: now };
    return one(await tx.insert(meetings).values(row).returning());
  });
}

/** Moves a meeting, or changes whom and where it is with. Refuses `identity.notAllowed`, `promos.meetingNotFound`. */
export async function editMeeting(actor: Actor, meetingId: string, input: MeetingInput): Promise<Meeting> {
  requirePermission(actor, "promos.manage");
  return change(actor, meetingId, () => input);
}

/**
 * Ticks what a meeting has dealt with and notes what was said. `print` is what the points were when they were opened
 * (`pointsPrint`). Refuses as `editMeeting` does, and `promos.changedMeanwhile` when somebody else noted something since.
 */
export async function noteMeeting(actor: Actor, meetingId: string, points: Points, print: string): Promise<Meeting> {
  requirePermission(actor, "promos.manage");
  return change(actor, meetingId, (meeting) => {
    if (pointsPrint(meeting.points) !== print) throw new Refusal("promos.changedMeanwhile");
    return { points };
  });
}

/** Takes a meeting out of the plan, with its notes. Refuses as `editMeeting` does. */
export async function removeMeeting(actor: Actor, meetingId: string): Promise<void> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    const { id } = await lockMeeting(tx, communityId, meetingId);
    await tx.delete(meetings).where(and(eq(meetings.communityId, communityId), eq(meetings.id, id)));
  });
}

/** A promo's meetings in the order of their time. Refuses `identity.notAllowed`. */
export async function listMeetings(actor: Actor, promoId: string): Promise<Meeting[]> {
  requirePermission(actor, "promos.manage");
  return db
    .select()
    .from(meetings)
    .where(and(eq(meetings.communityId, actor.communityId), eq(meetings.promoId, promoId)))
    .orderBy(asc(meetings.at), asc(meetings.id))
    .limit(MEETINGS_MAX);
}

/** One meeting of the actor's community. Refuses `identity.notAllowed`, `promos.meetingNotFound`. */
export async function findMeeting(actor: Actor, meetingId: string): Promise<Meeting> {
  requirePermission(actor, "promos.manage");
  const [meeting] = await db
    .select()
    .from(meetings)
    .where(and(eq(meetings.communityId, actor.communityId), eq(meetings.id, meetingId)));
  if (!meeting) throw new Refusal("promos.meetingNotFound");
  return meeting;
}

/** A meeting as a calendar file; a file taken later stands in the place of an earlier one. */
export function meetingCalendar(meeting: Meeting, words: { title: string; notes: string }, now = new Date()): string {
  const { id, at, minutes, place } = meeting;
  return meetingFile({
    ...words,
    id,
    version: Math.floor(now.getTime() / MINUTE_MS),
    agreedAt: now,
    meetsAt: at,
    minutes,
    place,
  });
}

async function change(
  actor: Actor,
  meetingId: string,
  changeOf: (meeting: Meeting) => Partial<MeetingInput & Pick<Meeting, "points">>,
): Promise<Meeting> {
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, communityId, meetingId);
    return one(
      await tx
        .update(meetings)
        .set(changeOf(meeting))
        .where(and(eq(meetings.communityId, communityId), eq(meetings.id, meetingId)))
        .returning(),
    );
  });
}

async function lockMeeting(tx: Tx, communityId: string, meetingId: string): Promise<Meeting> {
  const [meeting] = await tx
    .select()
    .from(meetings)
    .where(and(eq(meetings.communityId, communityId), eq(meetings.id, meetingId)))
    .for("update");
  if (!meeting) throw new Refusal("promos.meetingNotFound");
  return meeting;
}

async function lockOpen(tx: Tx, communityId: string, promoId: string): Promise<Promo> {
  const promo = await lockPromo(tx, communityId, promoId);
  if (promo.status === "cancelled") throw new Refusal("promos.notAllowedNow");
  return promo;
}
