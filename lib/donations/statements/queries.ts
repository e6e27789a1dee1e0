import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { donations, ledgerEntries, people, statementLines, statements, transfers } from "@/db/schema";
import { findPaymentCodes, readPaymentCode } from "@/lib/core/codes";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { PARTS_MAX } from "../rules";
import type { TransferPart } from "../transfers";
import { isId } from "./lines";
import { type LooseTransfer, matchLines, type OpenLine, type Payee, type Suggestion } from "./match";
import { payeesFor, payeesOfCodes } from "./payees";

/** So many open lines are looked at in one go; when they are done, the next ones come. */
export const OPEN_MAX = 500;
const LIST_MAX = 100;

export type SuggestedLine = OpenLine & { suggestion: Suggestion };
export type Taking = Awaited<ReturnType<typeof listStatements>>[number];
export type MatchedLine = Awaited<ReturnType<typeof matchedLines>>[number];
export type OtherLine = Awaited<ReturnType<typeof otherLines>>[number];

const line = {
  id: statementLines.id,
  at: statementLines.at,
  amountMinor: statementLines.amountMinor,
  comment: statementLines.comment,
  counterparty: statementLines.counterparty,
  reference: statementLines.reference,
};

/**
 * The open lines of a campaign's account with what each seems to be, the oldest first, `OPEN_MAX` at most; of one statement or one
 * line alone when asked for it. Refuses `identity.notAllowed`.
 */
export async function openLines(actor: Actor, campaignId: string, only: Only = {}): Promise<SuggestedLine[]> {
  requirePermission(actor, "money.see");
  const here = { communityId: actor.communityId, campaignId };
  const lines = await openRows(here, only);
  const wanted = lines.filter(
    ({ id, statementId }) =>
      (only.lineId === undefined || only.lineId === id) &&
      (only.statementId === undefined || only.statementId === statementId),
  );
  if (wanted.length === 0) return [];
  // among all of them, so that each is told the same beside the others and alone
  const [payees, loose] = await Promise.all([payeesFor(here, lines), looseTransfers(actor, campaignId)]);
  const found = matchLines(lines, { payees, transfers: loose });
  return wanted.flatMap(({ statementId: _, ...row }) => {
    const suggestion = found.get(row.id);
    return suggestion ? [{ ...row, suggestion }] : [];
  });
}

/** Transfers that stand in the catalog and that no line shows, the latest first. Refuses `identity.notAllowed`. */
export async function looseTransfers(
  actor: Actor,
  campaignId: string,
  limit = 2_000,
): Promise<(LooseTransfer & { standingMinor: number })[]> {
  requirePermission(actor, "money.see");
  const { communityId } = actor;
  const rows = await db
    .select({
      id: transfers.id,
      reference: transfers.reference,
      amountMinor: transfers.amountMinor,
      at: transfers.at,
      codes: sql<string[]>`array_agg(distinct ${donations.code})`,
      standingMinor: standing().mapWith(Number),
    })
    .from(transfers)
    .innerJoin(ledgerEntries, ofTransfer)
    .innerJoin(
      donations,
      and(eq(donations.communityId, ledgerEntries.communityId), eq(donations.id, ledgerEntries.donationId)),
    )
    .leftJoin(
      statementLines,
      and(eq(statementLines.communityId, transfers.communityId), eq(statementLines.transferId, transfers.id)),
    )
    .where(
      and(
        eq(transfers.communityId, communityId),
        eq(transfers.campaignId, campaignId),
        isNull(transfers.voidedAt),
        isNull(statementLines.id),
      ),
    )
    .groupBy(transfers.communityId, transfers.id)
    .having(sql`${standing()} > 0`)
    .orderBy(desc(transfers.at), desc(transfers.id))
    .limit(limit);
  return rows;
}

/**
 * Lines that are matched, the latest first, with the codes they count for; one alone when asked for it, and only those of another
 * sum than their transfer when `uneven`. Refuses `identity.notAllowed`.
 */
export async function matchedLines(
  actor: Actor,
  campaignId: string,
  { uneven = false, limit = LIST_MAX, lineId }: { uneven?: boolean; limit?: number; lineId?: string } = {},
) {
  requirePermission(actor, "money.see");
  if (lineId !== undefined && !isId(lineId)) return [];
  const rows = await db
    .select({
      ...line,
      transferId: transfers.id,
      transferReference: transfers.reference,
      codes: sql<string[]>`coalesce(array_agg(distinct ${donations.code}) filter (where ${isStanding()}), '{}')`,
      standingMinor: standing().mapWith(Number),
      byName: people.name,
      matchedAt: transfers.at,
    })
    .from(statementLines)
    .innerJoin(
      transfers,
      and(eq(transfers.communityId, statementLines.communityId), eq(transfers.id, statementLines.transferId)),
    )
    .innerJoin(ledgerEntries, ofTransfer)
    .innerJoin(
      donations,
      and(eq(donations.communityId, ledgerEntries.communityId), eq(donations.id, ledgerEntries.donationId)),
    )
    .leftJoin(people, and(eq(people.communityId, transfers.communityId), eq(people.id, transfers.actorId)))
    .where(
      and(
        eq(statementLines.communityId, actor.communityId),
        eq(statementLines.campaignId, campaignId),
        lineId === undefined ? undefined : eq(statementLines.id, lineId),
      ),
    )
    .groupBy(statementLines.communityId, statementLines.id, transfers.communityId, transfers.id, people.name)
    .having(uneven ? sql`${standing()} <> ${statementLines.amountMinor}` : sql`true`)
    .orderBy(desc(statementLines.at), desc(statementLines.id))
    .limit(limit);
  return rows;
}

/** What of a matched line was credited and not undone, by code. Refuses `identity.notAllowed`. */
export async function partsOfLine(actor: Actor, campaignId: string, lineId: string): Promise<TransferPart[]> {
  requirePermission(actor, "money.see");
  if (!isId(lineId)) return [];
  return db
    .select({ code: donations.code, amountMinor: ledgerEntries.amountMinor })
    .from(statementLines)
    .innerJoin(
      ledgerEntries,
      and(
        eq(ledgerEntries.communityId, statementLines.communityId),
        eq(ledgerEntries.transferId, statementLines.transferId),
      ),
    )
    .innerJoin(
      donations,
      and(eq(donations.communityId, ledgerEntries.communityId), eq(donations.id, ledgerEntries.donationId)),
    )
    .where(
      and(
        eq(statementLines.communityId, actor.communityId),
        eq(statementLines.campaignId, campaignId),
        eq(statementLines.id, lineId),
        isStanding(),
      ),
    )
    .orderBy(donations.code);
}

/** Lines that are none of the campaign's income: set aside by a person, or money that went out. The latest first. */
export async function otherLines(actor: Actor, campaignId: string, kind: "setAside" | "outgoing") {
  requirePermission(actor, "money.see");
  const isSuch =
    kind === "setAside"
      ? isNotNull(statementLines.setAsideAt)
      : and(lt(statementLines.amountMinor, 0), isNull(statementLines.setAsideAt));
  return db
    .select({
      ...line,
      reason: statementLines.setAsideReason,
      setAsideAt: statementLines.setAsideAt,
      byName: people.name,
    })
    .from(statementLines)
    .leftJoin(people, and(eq(people.communityId, statementLines.communityId), eq(people.id, statementLines.setAsideBy)))
    .where(and(eq(statementLines.communityId, actor.communityId), eq(statementLines.campaignId, campaignId), isSuch))
    .orderBy(desc(statementLines.at), desc(statementLines.id))
    .limit(LIST_MAX);
}

/** What was taken over into a campaign, the latest first. Refuses `identity.notAllowed`. */
export async function listStatements(actor: Actor, campaignId: string, only?: string) {
  requirePermission(actor, "money.see");
  if (only !== undefined && !isId(only)) return [];
  return db
    .select({
      id: statements.id,
      source: statements.source,
      name: statements.name,
      linesRead: statements.linesRead,
      linesNew: statements.linesNew,
      byName: people.name,
      createdAt: statements.createdAt,
    })
    .from(statements)
    .leftJoin(people, and(eq(people.communityId, statements.communityId), eq(people.id, statements.actorId)))
    .where(
      and(
        eq(statements.communityId, actor.communityId),
        eq(statements.campaignId, campaignId),
        only === undefined ? undefined : eq(statements.id, only),
      ),
    )
    .orderBy(desc(statements.createdAt), desc(statements.id))
    .limit(LIST_MAX);
}

/**
 * Whom the codes in a text are for, in a campaign: a bank's comment, or bare codes between spaces and commas. Those that nobody has
 * are left out. Refuses `identity.notAllowed`.
 */
export async function findPayees(actor: Actor, campaignId: string, text: string): Promise<Payee[]> {
  requirePermission(actor, "money.see");
  const words = text.slice(0, 2_000).split(/[\s,;]+/);
  const codes = [...new Set([...findPaymentCodes(text), ...words.flatMap((word) => readPaymentCode(word) ?? [])])];
  const payees = await payeesOfCodes({ communityId: actor.communityId, campaignId }, codes.slice(0, PARTS_MAX));
  return [...new Set(codes.flatMap((code) => payees.find((payee) => payee.codes.includes(code)) ?? []))];
}

/** The lines a statement brought. Refuses `identity.notAllowed`. */
export async function linesOfStatement(actor: Actor, statementId: string): Promise<Set<string>> {
  requirePermission(actor, "money.see");
  const rows = await db
    .select({ id: statementLines.id })
    .from(statementLines)
    .where(and(eq(statementLines.communityId, actor.communityId), eq(statementLines.statementId, statementId)));
  return new Set(rows.map(({ id }) => id));
}

const ofTransfer = and(
  eq(ledgerEntries.communityId, transfers.communityId),
  eq(ledgerEntries.transferId, transfers.id),
  inArray(ledgerEntries.kind, ["donation", "undo"]),
);

/** What of a transfer was credited and not undone. What was refunded later did come in. */
function standing(): SQL {
  return sql`sum(case ${ledgerEntries.kind} when 'donation' then ${ledgerEntries.amountMinor} else -${ledgerEntries.amountMinor} end)`;
}

/** Of `ledger_entries`: a crediting that was not undone. */
function isStanding(): SQL {
  return sql`(${ledgerEntries.kind} = 'donation' and not exists (select 1 from ledger_entries back
    where back.community_id = ${ledgerEntries.communityId} and back.external_ref = 'undo:' || ${ledgerEntries.id}))`;
}

type Only = { statementId?: string; lineId?: string };

function openRows({ communityId, campaignId }: { communityId: string; campaignId: string }, only: Only) {
  const { statementId, lineId } = only;
  if ((statementId && !isId(statementId)) || (lineId && !isId(lineId))) return [];
  const first = [
    ...(statementId ? [desc(sql`${statementLines.statementId} = ${statementId}`)] : []),
    ...(lineId ? [desc(sql`${statementLines.id} = ${lineId}`)] : []),
  ];
  return db
    .select({ ...line, statementId: statementLines.statementId })
    .from(statementLines)
    .where(
      and(
        eq(statementLines.communityId, communityId),
        eq(statementLines.campaignId, campaignId),
        gt(statementLines.amountMinor, 0),
        isNull(statementLines.transferId),
        isNull(statementLines.setAsideAt),
      ),
    )
    .orderBy(...first, asc(statementLines.at), asc(statementLines.id))
    .limit(OPEN_MAX);
}
