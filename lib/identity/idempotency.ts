import { and, eq, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import type { Values } from "@/lib/core/i18n/bilingual";
import type { RefusalCode } from "@/lib/core/i18n/messages/refusals";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import { keyedHash, seal, unseal } from "./secrets";

/** An answer that can be given again: JSON, with its HTTP status. */
export type Answer<Body> = { status: number; body: Body };

const BUSY_MS = 2 * 60_000; // longer than any request; after it a holder that died no longer keeps the key
const KEPT_MS = 24 * 60 * 60_000;
const REFUSED = 0; // in place of a status: what is stored is a refusal

type StoredRefusal = { code: RefusalCode; values: Values };

/**
 * Runs something once per Idempotency-Key, and gives the first answer to everyone who asks again within a day. `scope` says who
 * asks and for which address. A refusal is an answer too, and is thrown again, save "too many", which time heals; a fault frees the key.
 * An answer that cannot be kept is still given; who asks again hears for two minutes that the key is busy.
 * Refuses: `identity.keyReused` for another body, `identity.keyBusy` while the first request is at work.
 */
export async function once<Body>(
  communityId: string,
  scope: string,
  key: string,
  body: unknown,
  run: () => Promise<Answer<Body>>,
  now = new Date(),
): Promise<Answer<Body>> {
  const row = { communityId, scope, key: keyedHash("idempotency-key", key) };
  const bodyHash = keyedHash("idempotency-body", typeof body === "string" ? body : JSON.stringify(body ?? null));

  const isFirst = await takeKey(row, bodyHash, now);
  if (!isFirst) return firstAnswer<Body>(row, bodyHash);
  let answer: Answer<Body>;
  try {
    answer = await run();
  } catch (error) {
    if (error instanceof Refusal && error.code !== "identity.tooMany")
      await keep(row, now, REFUSED, { code: error.code, values: error.values }).catch(notKept);
    else await free(row, now);
    throw error;
  }
  // What was done stays done: whoever asked hears of it, and a repeat finds the key busy for two minutes, not free.
  await keep(row, now, answer.status, answer.body).catch(notKept);
  return answer;
}

const notKept = (err: unknown) => log.error({ err }, "the answer of an idempotency key could not be kept");

/** Forgets the answers of yesterday. Answers how many. */
export async function forgetOldKeys(now = new Date()): Promise<number> {
  const gone = await db
    .delete(idempotencyKeys)
    .where(lte(idempotencyKeys.createdAt, new Date(now.getTime() - KEPT_MS)))
    .returning({ scope: idempotencyKeys.scope });
  return gone.length;
}

type Row = { communityId: string; scope: string; key: string };

/** New keys, keys a day old, and keys whose holder died before it answered are taken; one statement, so only one asker takes them. */
async function takeKey(row: Row, bodyHash: string, now: Date): Promise<boolean> {
  const died = and(isNull(idempotencyKeys.status), lte(idempotencyKeys.createdAt, new Date(now.getTime() - BUSY_MS)));
  const isOld = and(
    isNotNull(idempotencyKeys.status),
    lte(idempotencyKeys.createdAt, new Date(now.getTime() - KEPT_MS)),
  );
  const taken = await db
    .insert(idempotencyKeys)
    .values({ ...row, bodyHash, createdAt: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.communityId, idempotencyKeys.scope, idempotencyKeys.key],
      set: { bodyHash, status: null, answer: null, createdAt: now },
      setWhere: or(isOld, and(died, eq(idempotencyKeys.bodyHash, bodyHash))),
    })
    .returning({ taken: sql`1` });
  return taken.length === 1;
}

async function firstAnswer<Body>(row: Row, bodyHash: string): Promise<Answer<Body>> {
  const [first] = await db.select().from(idempotencyKeys).where(isRow(row));
  if (!first) throw new Refusal("identity.keyBusy"); // freed a moment ago: asking again will take it
  if (first.bodyHash !== bodyHash) throw new Refusal("identity.keyReused");
  if (first.status === null) throw new Refusal("identity.keyBusy");

  const kept: unknown = JSON.parse(unseal("idempotency", String(first.answer)));
  if (first.status !== REFUSED) return { status: first.status, body: kept as Body };
  const { code, values } = kept as StoredRefusal;
  throw new Refusal(code, values);
}

/** Answers hold private links and addresses, so they are stored sealed. */
async function keep(row: Row, takenAt: Date, status: number, content: unknown): Promise<void> {
  const answer = seal("idempotency", JSON.stringify(content ?? null));
  await db.update(idempotencyKeys).set({ status, answer }).where(isMine(row, takenAt));
}

async function free(row: Row, takenAt: Date): Promise<void> {
  await db.delete(idempotencyKeys).where(isMine(row, takenAt));
}

function isRow({ communityId, scope, key }: Row) {
  return and(
    eq(idempotencyKeys.communityId, communityId),
    eq(idempotencyKeys.scope, scope),
    eq(idempotencyKeys.key, key),
  );
}

/** Still held by this request, not by one that took it over. */
function isMine(row: Row, takenAt: Date) {
  return and(isRow(row), isNull(idempotencyKeys.status), eq(idempotencyKeys.createdAt, takenAt));
}
