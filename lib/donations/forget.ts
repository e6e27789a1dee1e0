import { rm } from "node:fs/promises";
import { and, eq, gte, inArray, isNull, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import {
  communities,
  donations,
  ledgerEntries,
  paymentAttempts,
  proofs,
  providerEvents,
  statementLines,
} from "@/db/schema";
import { findPaymentCodes } from "@/lib/core/codes";
import { proofFile } from "./proofs";

type Whose = { communityId: string; personId: string; email: string | null };
type File = { communityId: string; proofId: string };

/**
 * A step for a locked person: their donations keep their amounts, states and codes, and lose the public name, the proofs, what the
 * bank's statement says of the sender beside the codes, and the address given to a card's provider. The ledger is not touched.
 * Answers the proofs' files, for `dropProofFiles` after the commit.
 */
export async function forgetDonor(tx: Tx, whose: Whose, now: Date): Promise<{ files: File[]; campaignIds: string[] }> {
  const { communityId, personId } = whose;
  const theirs = await tx
    .update(donations)
    .set({ publicName: null })
    .where(and(eq(donations.communityId, communityId), eq(donations.donorId, personId)))
    .returning({ id: donations.id, campaignId: donations.campaignId });
  const ids = theirs.map(({ id }) => id);
  if (ids.length > 0) {
    await forgetSender(tx, communityId, ids);
    await forgetPayments(tx, whose, ids);
  }
  const files = ids.length > 0 ? await emptyProofs(tx, communityId, inArray(proofs.donationId, ids), now) : [];
  return { files, campaignIds: [...new Set(theirs.map(({ campaignId }) => campaignId))] };
}

/** A step: the address alone, where a person's card payments keep it. */
export async function forgetPayersAddress(tx: Tx, whose: Whose): Promise<void> {
  const rows = await tx
    .select({ id: donations.id })
    .from(donations)
    .where(and(eq(donations.communityId, whose.communityId), eq(donations.donorId, whose.personId)));
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await forgetPayments(tx, whose, ids);
}

/** Takes emptied proofs' files off the disk. One that is gone already changes nothing. */
export async function dropProofFiles(files: readonly File[]): Promise<void> {
  await Promise.all(files.map(({ communityId, proofId }) => rm(proofFile(communityId, proofId), { force: true })));
}

const SWEEP_MAX = 500;
const AGAIN_MS = 7 * 86_400_000;

/**
 * Empties proofs whose money was confirmed so many days ago as their community keeps them, and those that were sent so long ago for
 * money that never was; takes their files away, also where that was cut short within the last week. Money that waits for a check or is
 * disputed keeps its proofs. Answers how many.
 */
export async function emptyOldProofs(now = new Date()): Promise<number> {
  const keptSince = sql`${now.toISOString()}::timestamptz - make_interval(days => ${communities.proofDays})`;
  const files = await db.transaction(async (tx) => {
    const due = await tx
      .select({ communityId: proofs.communityId, id: proofs.id })
      .from(proofs)
      .innerJoin(communities, eq(communities.id, proofs.communityId))
      .innerJoin(donations, and(eq(donations.communityId, proofs.communityId), eq(donations.id, proofs.donationId)))
      .where(
        and(
          isNull(proofs.emptiedAt),
          or(
            and(
              inArray(donations.status, ["confirmed", "refunded"]),
              sql`(select max(at) from ${ledgerEntries} entry where entry.community_id = ${proofs.communityId}
                and entry.donation_id = ${proofs.donationId} and entry.kind = 'donation') <= ${keptSince}`,
            ),
            and(inArray(donations.status, ["pledged", "failed"]), sql`${proofs.createdAt} <= ${keptSince}`),
          ),
        ),
      )
      .limit(SWEEP_MAX);
    const emptied: File[] = [];
    for (const { communityId, id } of due)
      emptied.push(...(await emptyProofs(tx, communityId, eq(proofs.id, id), now)));
    return emptied;
  });
  await dropProofFiles(files);
  await dropProofFiles(await emptiedLately(now));
  return files.length;
}

/** A row stays for who looked at it; its receipt's number is no more, and its file is to go. */
async function emptyProofs(tx: Tx, communityId: string, which: SQL, now: Date): Promise<File[]> {
  const emptied = await tx
    .update(proofs)
    .set({
      receipt: sql`case when ${proofs.kind} = 'receipt' then '' end`,
      sizeBytes: null,
      emptiedAt: now,
    })
    .where(and(eq(proofs.communityId, communityId), isNull(proofs.emptiedAt), which))
    .returning({ id: proofs.id });
  return emptied.map(({ id }) => ({ communityId, proofId: id }));
}

async function emptiedLately(now: Date): Promise<File[]> {
  const weekAgo = new Date(now.getTime() - AGAIN_MS);
  return db
    .select({ communityId: proofs.communityId, proofId: proofs.id })
    .from(proofs)
    .where(and(gte(proofs.emptiedAt, weekAgo), lte(proofs.emptiedAt, now), ne(proofs.kind, "receipt")));
}

/** Of the transfers that donations came by. The codes stay, so that the same line from another file is known. */
async function forgetSender(tx: Tx, communityId: string, donationIds: string[]): Promise<void> {
  const lines = await tx
    .selectDistinct({ id: statementLines.id, comment: statementLines.comment })
    .from(statementLines)
    .innerJoin(
      ledgerEntries,
      and(
        eq(ledgerEntries.communityId, statementLines.communityId),
        eq(ledgerEntries.transferId, statementLines.transferId),
      ),
    )
    .where(and(eq(statementLines.communityId, communityId), inArray(ledgerEntries.donationId, donationIds)));
  for (const { id, comment } of lines)
    await tx
      .update(statementLines)
      .set({ counterparty: null, comment: findPaymentCodes(comment).join(" ") })
      .where(and(eq(statementLines.communityId, communityId), eq(statementLines.id, id)));
}

/** What a provider was asked with and what it told: the rows and their marks stay, the words about the payer do not. */
async function forgetPayments(tx: Tx, { communityId, email }: Whose, donationIds: string[]): Promise<void> {
  const attempts = await tx
    .update(paymentAttempts)
    .set({ request: sql`jsonb_set(${paymentAttempts.request}, '{email}', 'null')` })
    .where(and(eq(paymentAttempts.communityId, communityId), inArray(paymentAttempts.donationId, donationIds)))
    .returning({ id: paymentAttempts.id, session: paymentAttempts.providerRef, payment: paymentAttempts.paymentRef });
  const marks = [...attempts.flatMap(({ id, session, payment }) => [id, session, payment]), email];
  for (const mark of marks.filter((each) => each !== null))
    await tx
      .update(providerEvents)
      .set({ payload: {} })
      .where(and(isNull(providerEvents.askAt), sql`position(${mark} in ${providerEvents.payload}::text) > 0`));
}
