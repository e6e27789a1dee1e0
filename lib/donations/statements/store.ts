import { and, eq, gte, inArray, lt } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { statementLines, statements } from "@/db/schema";
import { findPaymentCodes } from "@/lib/core/codes";
import { printOf, type ReadLine } from "./read";

type Source = (typeof statements.$inferSelect)["source"];
export type Taken = { statementId: string | null; linesRead: number; linesNew: number };
type Into = {
  communityId: string;
  campaignId: string;
  currency: string;
  source: Source;
  /** The file's name, or the account's. */
  name: string;
  actorId: string;
};

const CHUNK = 1_000;
const MINUTE_MS = 60_000;

/**
 * A step: stores lines that are not there yet. One that was imported before is found by its reference, one that came from the
 * other source (a file, monobank) by its minute, amount and codes, one for one. A bank's own reference that names two different
 * lines is told apart by what they say. A reading of monobank that brings nothing new leaves no record.
 */
export async function storeLines(tx: Tx, into: Into, lines: readonly ReadLine[], now: Date): Promise<Taken> {
  const { communityId, campaignId, currency, source, name, actorId } = into;
  const fresh = await newLines(tx, into, lines);
  if (fresh.length === 0 && source === "monobank") return { statementId: null, linesRead: lines.length, linesNew: 0 };

  const { id: statementId } = one(
    await tx
      .insert(statements)
      .values({
        communityId,
        campaignId,
        source,
        name,
        actorId,
        linesRead: lines.length,
        linesNew: fresh.length,
        createdAt: now,
      })
      .returning({ id: statements.id }),
  );
  let linesNew = 0;
  for (let start = 0; start < fresh.length; start += CHUNK) {
    const rows = fresh
      .slice(start, start + CHUNK)
      .map(({ isOwnReference: _, ...line }) => ({ communityId, campaignId, statementId, currency, ...line }));
    // somebody may import the same at the same moment: the first wins, the other finds it there
    const stored = await tx
      .insert(statementLines)
      .values(rows)
      .onConflictDoNothing({
        target: [statementLines.communityId, statementLines.campaignId, statementLines.reference],
      })
      .returning({ id: statementLines.id });
    linesNew += stored.length;
  }
  if (linesNew !== fresh.length)
    await tx
      .update(statements)
      .set({ linesNew })
      .where(and(eq(statements.communityId, communityId), eq(statements.id, statementId)));
  return { statementId, linesRead: lines.length, linesNew };
}

async function newLines(tx: Tx, into: Into, lines: readonly ReadLine[]): Promise<ReadLine[]> {
  const known = await knownReferences(tx, into, lines);
  const fresh: ReadLine[] = [];
  for (const line of lines) {
    const before = known.get(line.reference);
    if (before === undefined) fresh.push(line);
    known.set(line.reference, before ?? line);
    if (before === undefined || !line.isOwnReference || isSame(before, line)) continue;
    const reference = otherName(line);
    if (!known.has(reference)) fresh.push({ ...line, reference });
    known.set(reference, line);
  }
  return withoutTwins(tx, into, fresh);
}

/** For a line whose bank's reference already names another one. */
const otherName = (line: ReadLine) => `${line.reference.slice(0, 70)}-${printOf([contentOf(line)])}`;

type Content = Pick<ReadLine, "at" | "amountMinor" | "comment" | "counterparty">;

const contentOf = ({ at, amountMinor, comment }: Content) => JSON.stringify([at.getTime(), amountMinor, comment]);

/** Of a donor who was forgotten, the stored line has kept nothing but its codes: by them it is known again. */
function isSame(stored: Content, line: Content): boolean {
  const codes = findPaymentCodes(stored.comment).join(" ");
  const isBare = stored.counterparty === null && stored.comment === codes;
  const comment = isBare ? findPaymentCodes(line.comment).join(" ") : line.comment;
  return contentOf(stored) === contentOf({ ...line, comment });
}

async function knownReferences(tx: Tx, { communityId, campaignId }: Into, lines: readonly ReadLine[]) {
  const known = new Map<string, Content>();
  const names = lines.flatMap((line) => [line.reference, ...(line.isOwnReference ? [otherName(line)] : [])]);
  for (let start = 0; start < names.length; start += CHUNK) {
    const rows = await tx
      .select({
        reference: statementLines.reference,
        at: statementLines.at,
        amountMinor: statementLines.amountMinor,
        comment: statementLines.comment,
        counterparty: statementLines.counterparty,
      })
      .from(statementLines)
      .where(
        and(
          eq(statementLines.communityId, communityId),
          eq(statementLines.campaignId, campaignId),
          inArray(statementLines.reference, names.slice(start, start + CHUNK)),
        ),
      );
    for (const row of rows) known.set(row.reference, row);
  }
  return known;
}

/** Leaves out what the other source has brought: a file's line has the minute, monobank's the second, and neither the other's name. */
async function withoutTwins(tx: Tx, into: Into, lines: ReadLine[]): Promise<ReadLine[]> {
  if (lines.length === 0) return lines;
  const times = lines.map(({ at }) => at.getTime());
  const [from, to] = times.reduce(
    ([low, high], time) => [Math.min(low, time), Math.max(high, time)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const { communityId, campaignId, source } = into;
  const other: Source = source === "csv" ? "monobank" : "csv";
  const rows = await tx
    .select({
      at: statementLines.at,
      amountMinor: statementLines.amountMinor,
      comment: statementLines.comment,
    })
    .from(statementLines)
    .innerJoin(
      statements,
      and(eq(statements.communityId, statementLines.communityId), eq(statements.id, statementLines.statementId)),
    )
    .where(
      and(
        eq(statementLines.communityId, communityId),
        eq(statementLines.campaignId, campaignId),
        eq(statements.source, other),
        gte(statementLines.at, new Date(from - MINUTE_MS)),
        lt(statementLines.at, new Date(to + MINUTE_MS)),
      ),
    );
  const twins = new Map<string, number>();
  for (const row of rows) twins.set(twinKey(row), (twins.get(twinKey(row)) ?? 0) + 1);
  return lines.filter((line) => {
    const left = twins.get(twinKey(line)) ?? 0;
    if (left > 0) twins.set(twinKey(line), left - 1);
    return left === 0;
  });
}

const twinKey = ({ at, amountMinor, comment }: Pick<ReadLine, "at" | "amountMinor" | "comment">) =>
  JSON.stringify([Math.floor(at.getTime() / MINUTE_MS), amountMinor, findPaymentCodes(comment).sort()]);
