import { and, desc, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type CodePurpose, oneTimeCodes } from "@/db/schema";
import { newSixDigitCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { keyedHash } from "./secrets";

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;

/**
 * A step: six digits for an e-mail, good for ten minutes, five tries and one use. The subject's earlier codes stop working.
 * Only a keyed hash is stored.
 */
export async function issueCode(tx: Tx, purpose: CodePurpose, subject: string, now: Date): Promise<string> {
  const code = newSixDigitCode();
  await tx.insert(oneTimeCodes).values({
    purpose,
    subject,
    codeHash: hashOf(purpose, subject, code),
    triesLeft: CODE_TRIES,
    expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000),
    createdAt: now,
  });
  return code;
}

/**
 * Uses the subject's newest code up. A failed try is kept although the answer is a refusal, so this opens its own transaction.
 * Refuses with `identity.codeWrong`, or `identity.codeSpent` when there is none, its time or its tries are over, or it was used.
 */
export async function spendCode(purpose: CodePurpose, subject: string, code: string, now = new Date()): Promise<void> {
  const refusal = await db.transaction(async (tx) => {
    const newest = await lockNewest(tx, purpose, subject);
    if (!newest || newest.consumedAt || newest.triesLeft <= 0 || newest.expiresAt <= now) return "identity.codeSpent";

    const isRight = newest.codeHash === hashOf(purpose, subject, code);
    await tx
      .update(oneTimeCodes)
      .set(isRight ? { consumedAt: now } : { triesLeft: newest.triesLeft - 1 })
      .where(eq(oneTimeCodes.id, newest.id));
    return isRight ? undefined : "identity.codeWrong";
  });
  if (refusal) throw new Refusal(refusal);
}

/** Guesses wait for each other here: without the lock, parallel ones would all read the same number of tries. */
async function lockNewest(tx: Tx, purpose: CodePurpose, subject: string) {
  const [newest] = await tx
    .select()
    .from(oneTimeCodes)
    .where(and(eq(oneTimeCodes.purpose, purpose), eq(oneTimeCodes.subject, subject)))
    .orderBy(desc(oneTimeCodes.createdAt), desc(oneTimeCodes.id))
    .limit(1)
    .for("update");
  return newest;
}

function hashOf(purpose: CodePurpose, subject: string, code: string): string {
  return keyedHash(`code:${purpose}`, `${subject}\0${code}`);
}
