import { and, asc, eq, exists, gt, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { books, claims, donations, payableStatuses, paymentAttempts, refunds } from "@/db/schema";
import { isPaymentOpen } from "@/lib/catalog/moves";

type Whose = { communityId: string; personId: string };
export type UnderWay = Awaited<ReturnType<typeof underWay>>[number];

/**
 * What of a person's has to end before they can be erased: claims of theirs that are neither over nor received, their books that somebody
 * has claimed and not received, and money that is being checked, paid, returned, disputed, or waits for a decision.
 */
export async function underWay(whose: Whose, now: Date, tx: Pick<Tx, "select"> = db) {
  const [taking, giving, money] = [
    await claimsOf(tx, eq(claims.claimantId, whose.personId), whose, now),
    await claimsOf(tx, eq(books.giverId, whose.personId), whose, now),
    await moneyOf(tx, whose),
  ];
  return [
    ...taking.map((row) => ({ kind: "claim" as const, ...row })),
    ...giving.map((row) => ({ kind: "given" as const, ...row })),
    ...money.map((row) => ({ kind: "money" as const, ...row })),
  ];
}

/** The same in numbers, for the words of a refusal. */
export function countUnderWay(found: readonly UnderWay[]): Record<"claims" | "given" | "money", number> {
  const of = (kind: UnderWay["kind"]) => found.filter((each) => each.kind === kind).length;
  return { claims: of("claim"), given: of("given"), money: of("money") };
}

function claimsOf(tx: Pick<Tx, "select">, theirs: ReturnType<typeof eq>, { communityId }: Whose, now: Date) {
  const isOpen = or(
    inArray(claims.status, ["reported", "confirmed"]),
    and(eq(claims.status, "held"), or(gt(claims.expiresAt, now), isPaymentOpen())),
  );
  return tx
    .select({ code: claims.code, status: sql<string>`${claims.status}::text`, title: books.title })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(and(eq(claims.communityId, communityId), theirs, isOpen))
    .orderBy(asc(claims.createdAt), asc(claims.id));
}

/** Money for a claim that is open stands there already. */
function moneyOf(tx: Pick<Tx, "select">, { communityId, personId }: Whose) {
  const isPayable = exists(
    db
      .select({ one: sql`1` })
      .from(paymentAttempts)
      .where(
        and(
          eq(paymentAttempts.communityId, donations.communityId),
          eq(paymentAttempts.donationId, donations.id),
          inArray(paymentAttempts.status, [...payableStatuses, "odd"]),
        ),
      ),
  );
  const isReturning = exists(
    db
      .select({ one: sql`1` })
      .from(refunds)
      .where(
        and(
          eq(refunds.communityId, donations.communityId),
          eq(refunds.donationId, donations.id),
          inArray(refunds.status, ["requested", "sent"]),
        ),
      ),
  );
  const isClaimOver = or(isNull(claims.id), inArray(claims.status, ["expired", "cancelled", "rejected", "refunded"]));
  const waitsForDecision = and(
    eq(donations.status, "confirmed"),
    isNull(donations.decision),
    inArray(claims.status, ["expired", "cancelled", "rejected", "refunded"]),
  );
  return tx
    .select({
      code: donations.code,
      status: sql<string>`case when ${isReturning} then 'returning' when ${isPayable} then 'paying'
        when ${waitsForDecision} then 'deciding' else ${donations.status}::text end`,
      title: sql<string | null>`${books.title}`,
    })
    .from(donations)
    .leftJoin(claims, and(eq(claims.communityId, donations.communityId), eq(claims.id, donations.claimId)))
    .leftJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(
      and(
        eq(donations.communityId, communityId),
        eq(donations.donorId, personId),
        or(
          eq(donations.status, "disputed"),
          isReturning,
          isPayable,
          waitsForDecision,
          and(eq(donations.status, "reported"), isClaimOver),
        ),
        // an open claim of the same money is named by itself
        or(isNull(claims.id), ne(claims.status, "held"), eq(donations.status, "disputed")),
      ),
    )
    .orderBy(asc(donations.createdAt), asc(donations.id));
}
