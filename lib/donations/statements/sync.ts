import { and, asc, desc, eq } from "drizzle-orm";
import { db, one } from "@/db/client";
import { campaigns, statementSyncs } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { requirePerson } from "../actors";
import { ProviderFault } from "../card/fault";
import { STATEMENT_MAX_ROWS, STATEMENT_MAX_SECONDS, type StatementRow, type StatementSource } from "../mono/personal";
import { normaliseReference } from "../rules";
import { bankHere, requireBank } from "./bank";
import { campaignFor } from "./import";
import { COMMENT_MAX, type ReadLine } from "./read";
import { storeLines } from "./store";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** Money may have come a little before the campaign was opened here. */
const BEFORE_MS = DAY_MS;
/** Nobody reads further back than this. */
const BACK_MAX_MS = 3 * 366 * DAY_MS;

export type Sync = typeof statementSyncs.$inferSelect;

/**
 * Begins to read a campaign's account from monobank, from when the campaign opened until now, or finds the reading under way. The
 * bank answers once a minute, so the clock goes on with it. Refuses: no permission, `catalog.campaignNotFound`, `bankOff` without
 * a token or an account chosen.
 */
export async function startSync(
  actor: Actor,
  { campaignId, from }: { campaignId: string; from?: Date | undefined },
  now = new Date(),
  bank?: StatementSource,
): Promise<Sync> {
  const { communityId, personId } = requirePerson(actor, "money.confirm");
  const { monoAccount, opensAt } = await campaignFor(communityId, campaignId);
  if (!bank) await requireBank();
  if (!monoAccount) throw new Refusal("donations.bankOff");
  const earliest = Math.max((from ?? opensAt).getTime() - (from ? 0 : BEFORE_MS), now.getTime() - BACK_MAX_MS);
  const [made] = await db
    .insert(statementSyncs)
    .values({
      communityId,
      campaignId,
      account: monoAccount,
      fromAt: new Date(Math.min(earliest, now.getTime() - SECOND_MS)),
      toAt: now,
      readTo: now,
      actorId: personId,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning();
  return made ?? one(await runningOf(communityId, campaignId));
}

/** The last reading of a campaign's account: how far it is and how it ended. Refuses `identity.notAllowed`. */
export async function lastSync(actor: Actor, campaignId: string): Promise<Sync | undefined> {
  requirePermission(actor, "money.see");
  const [sync] = await db
    .select()
    .from(statementSyncs)
    .where(and(eq(statementSyncs.communityId, actor.communityId), eq(statementSyncs.campaignId, campaignId)))
    .orderBy(desc(statementSyncs.createdAt), desc(statementSyncs.id))
    .limit(1);
  return sync;
}

/**
 * Goes on with the oldest reading under way by one request: a stretch of at most 31 days, backwards, and of it at most 500 lines.
 * When the bank is busy or silent, the next time tries again. Answers what happened, for the log.
 */
export async function goOnWithSyncs(now = new Date(), bank?: StatementSource): Promise<string> {
  const [sync] = await db
    .select()
    .from(statementSyncs)
    .where(eq(statementSyncs.status, "running"))
    .orderBy(asc(statementSyncs.createdAt), asc(statementSyncs.id))
    .limit(1);
  if (!sync) return "nothing to read";
  const source = bank ?? (await bankHere());
  if (!source) return finish(sync, "failed", "off");

  const [campaign] = await db
    .select({ currency: campaigns.currency })
    .from(campaigns)
    .where(and(eq(campaigns.communityId, sync.communityId), eq(campaigns.id, sync.campaignId)));
  const currency = campaign?.currency ?? "UAH";
  const since = new Date(Math.max(sync.fromAt.getTime(), sync.readTo.getTime() - STATEMENT_MAX_SECONDS * SECOND_MS));
  try {
    const rows = await source.lines({ id: sync.account, currency }, since, sync.readTo);
    return await keep(sync, currency, rows, since, now);
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    if (error.kind === "refused") return finish(sync, "failed", "refused");
    await setProblem(sync, error.kind === "busy" ? sync.problem : "unreachable");
    return error.kind;
  }
}

async function keep(sync: Sync, currency: string, rows: StatementRow[], since: Date, now: Date): Promise<string> {
  const { communityId, campaignId, account, actorId } = sync;
  const readTo = nextTo(sync, rows, since);
  const isDone = readTo <= sync.fromAt;
  return db.transaction(async (tx) => {
    // who goes on with it meanwhile has read the same: the first to write wins
    const [own] = await tx
      .select({ readTo: statementSyncs.readTo, status: statementSyncs.status })
      .from(statementSyncs)
      .where(ofSync(sync))
      .for("update");
    if (own?.status !== "running" || own.readTo.getTime() !== sync.readTo.getTime()) return "somebody else went on";
    const into = { communityId, campaignId, currency, source: "monobank" as const, name: account, actorId };
    const { linesRead, linesNew } = await storeLines(tx, into, rows.map(lineOf), now);
    await tx
      .update(statementSyncs)
      .set({
        readTo,
        status: isDone ? "done" : "running",
        linesRead: sync.linesRead + linesRead,
        linesNew: sync.linesNew + linesNew,
        problem: null,
      })
      .where(ofSync(sync));
    return `${linesNew} of ${linesRead} lines new${isDone ? ", done" : ""}`;
  });
}

/** A statement that was cut off goes on at its last line's time; those of the same second come twice and are known. */
function nextTo(sync: Sync, rows: StatementRow[], since: Date): Date {
  if (rows.length < STATEMENT_MAX_ROWS) return since;
  const oldest = Math.min(...rows.map(({ at }) => at.getTime()));
  return new Date(Math.max(sync.fromAt.getTime(), Math.min(oldest, sync.readTo.getTime() - SECOND_MS)));
}

function lineOf({ externalId, at, amountMinor, comment, counterparty }: StatementRow): ReadLine {
  const sender = cleanText(counterparty ?? "").text;
  return {
    reference: normaliseReference(externalId).slice(0, 90),
    isOwnReference: true,
    at,
    amountMinor,
    comment: cleanText(comment).text.slice(0, COMMENT_MAX),
    counterparty: sender.replace(/^(?:Від|From):\s*/i, "").slice(0, 200) || null,
  };
}

async function finish(sync: Sync, status: "failed", problem: string): Promise<string> {
  await db.update(statementSyncs).set({ status, problem }).where(ofSync(sync));
  return `${status}: ${problem}`;
}

async function setProblem(sync: Sync, problem: string | null): Promise<void> {
  await db.update(statementSyncs).set({ problem }).where(ofSync(sync));
}

const ofSync = ({ communityId, id }: Sync) =>
  and(eq(statementSyncs.communityId, communityId), eq(statementSyncs.id, id));

function runningOf(communityId: string, campaignId: string) {
  return db
    .select()
    .from(statementSyncs)
    .where(
      and(
        eq(statementSyncs.communityId, communityId),
        eq(statementSyncs.campaignId, campaignId),
        eq(statementSyncs.status, "running"),
      ),
    );
}
