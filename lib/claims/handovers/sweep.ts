import { and, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books, claims, handovers, messages } from "@/db/schema";
import { notify } from "@/lib/messages/notify";
import { sides } from "./notices";
import { CHASE_AFTER_MS, NUDGE_AFTER_MS, REMIND_MS, REMIND_REST_MS } from "./rules";

const SWEEP_MAX = 200;
const DAY_MS = 86_400_000;

const before = (now: Date, ms: number) => new Date(now.getTime() - ms);
const after = (now: Date, ms: number) => new Date(now.getTime() + ms);

/**
 * Reminds both sides, once, of a meeting that begins in 4 hours to 30 minutes. Whoever agreed within the last hour is
 * reminded when an hour is left. Answers how many meetings. Safe to run at any time.
 */
export async function remindMeetings(now = new Date()): Promise<number> {
  const agreedJustNow = happenedSince("agree", before(now, REMIND_REST_MS));
  return db.transaction(async (tx) => {
    const soon = await tx
      .select(subject)
      .from(handovers)
      .innerJoin(claims, and(eq(claims.communityId, handovers.communityId), eq(claims.id, handovers.claimId)))
      .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
      .where(
        and(
          eq(handovers.status, "arranged"),
          eq(handovers.way, "meeting"),
          isNull(handovers.remindedAt),
          gt(handovers.meetsAt, after(now, REMIND_MS.until)),
          lte(handovers.meetsAt, after(now, REMIND_MS.from)),
          or(lte(handovers.meetsAt, after(now, REMIND_REST_MS)), sql`not ${agreedJustNow}`),
        ),
      )
      .limit(SWEEP_MAX)
      .for("update", { of: handovers, skipLocked: true });
    for (const { communityId, id, claimId, ...people } of soon) {
      await tx.update(handovers).set({ remindedAt: now }).where(ofHandover(communityId, id));
      for (const personId of sides(people, people))
        await notify(tx, { communityId, personId, subjectId: claimId, kind: "handover_soon" }, now);
    }
    return soon.length;
  });
}

/**
 * Asks a taker whether the book has come: a week after the donation was confirmed or after the last "not yet", unless a meeting
 * is still ahead or a parcel was sent within the week. Once, until they answer. Answers how many. Safe to run at any time.
 */
export async function askWhetherReceived(now = new Date()): Promise<number> {
  const weekAgo = before(now, CHASE_AFTER_MS);
  return tellTakers(
    now,
    "handover_chase",
    async (tx, { communityId, id }) => {
      await tx.update(handovers).set({ chasedAt: now }).where(ofHandover(communityId, id));
    },
    [
      isNull(handovers.chasedAt),
      sql`not ${happenedSince("open", weekAgo)}`,
      sql`not ${happenedSince("wait", weekAgo)}`,
      sql`not ${happenedSince("ship", weekAgo)}`,
      sql`(${handovers.status} <> 'arranged' or ${handovers.meetsAt} is null or ${handovers.meetsAt} <= ${before(now, DAY_MS).toISOString()})`,
    ],
  );
}

/** Tells a taker, once, how to get a paid book for which nothing was arranged in two days. Answers how many. Safe to run at any time. */
export async function tellHowToReceive(now = new Date()): Promise<number> {
  return tellTakers(now, "handover_open", async () => {}, [
    eq(handovers.status, "to_arrange"),
    isNull(handovers.proposedBy),
    sql`not ${happenedSince("open", before(now, NUDGE_AFTER_MS))}`,
    // books paid for long ago are asked about instead
    gt(handovers.createdAt, before(now, CHASE_AFTER_MS)),
    sql`not exists (select from ${messages} where ${messages.communityId} = ${handovers.communityId}
      and ${messages.personId} = ${claims.claimantId} and ${messages.subjectId} = ${handovers.claimId}
      and ${messages.kind} = 'handover_open')`,
  ]);
}

type Mark = (
  tx: Parameters<Parameters<typeof db.transaction>[0]>[0],
  handover: { communityId: string; id: string },
) => Promise<void>;

function tellTakers(now: Date, kind: "handover_chase" | "handover_open", mark: Mark, due: SQL[]): Promise<number> {
  return db.transaction(async (tx) => {
    const found = await tx
      .select(subject)
      .from(handovers)
      .innerJoin(claims, and(eq(claims.communityId, handovers.communityId), eq(claims.id, handovers.claimId)))
      .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
      .where(
        and(
          eq(claims.status, "confirmed"),
          inArray(handovers.status, ["to_arrange", "arranged", "shipped", "no_show", "returned"]),
          ...due,
        ),
      )
      .limit(SWEEP_MAX)
      .for("update", { of: handovers, skipLocked: true });
    for (const handover of found) {
      const { communityId, claimId: subjectId, claimantId: personId } = handover;
      await mark(tx, handover);
      await notify(tx, { communityId, personId, subjectId, kind }, now);
    }
    return found.length;
  });
}

const subject = {
  communityId: handovers.communityId,
  id: handovers.id,
  claimId: handovers.claimId,
  claimantId: claims.claimantId,
  giverId: books.giverId,
};

function ofHandover(communityId: string, id: string) {
  return and(eq(handovers.communityId, communityId), eq(handovers.id, id));
}

/** Whether an event of this kind came after an instant. */
function happenedSince(event: "open" | "agree" | "wait" | "ship", since: Date): SQL {
  return sql`exists (select from handover_events seen where seen.community_id = ${handovers.communityId}
    and seen.handover_id = ${handovers.id} and seen.event = ${event} and seen.at > ${since.toISOString()})`;
}
