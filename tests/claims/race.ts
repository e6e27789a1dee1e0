import { and, count, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { books, type Campaign, claims, openStatuses, people } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { aListedBook, aMember } from "../support/factories";
import { NOON } from "../support/times";

export type Race = { books: number; claimants: number; triesEach: number };
export type RaceResult = {
  winners: number;
  refused: number;
  faults: unknown[];
  doubled: number;
  slowestRefusalMs: number;
};

/** Many people at the same moment, each trying several books of the same few. */
export async function raceForBooks(
  campaign: Campaign,
  { books: bookCount, claimants, triesEach }: Race,
): Promise<RaceResult> {
  const giver = await aMember(campaign.communityId);
  const shelf = await Promise.all(
    Array.from({ length: bookCount }, () => aListedBook(campaign, { giverId: giver.personId })),
  );
  const crowd = await aCrowd(campaign.communityId, claimants);
  const result: RaceResult = { winners: 0, refused: 0, faults: [], doubled: 0, slowestRefusalMs: 0 };

  await Promise.all(
    crowd.flatMap((actor, nth) =>
      Array.from({ length: triesEach }, async (_, attempt) => {
        const bookId = shelf[(nth + attempt * 7) % bookCount]?.id ?? "";
        const startedAt = performance.now();
        try {
          await claimBook(actor, { bookId, amountMinor: 30_000, method: "transfer", locale: "uk" }, NOON);
          result.winners++;
        } catch (error) {
          if (!(error instanceof Refusal && error.code === "claims.bookTaken")) result.faults.push(error);
          result.refused++;
          result.slowestRefusalMs = Math.max(result.slowestRefusalMs, performance.now() - startedAt);
        }
      }),
    ),
  );

  const doubled = await db
    .select({ open: count() })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(
      and(
        eq(claims.campaignId, campaign.id),
        inArray(claims.status, [...openStatuses]),
        inArray(
          books.id,
          shelf.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(claims.bookId);
  result.doubled = doubled.filter(({ open }) => open > 1).length;
  return result;
}

async function aCrowd(communityId: string, size: number): Promise<PersonActor[]> {
  const rows = Array.from({ length: size }, (_, nth) => ({
    communityId,
    name: `Читач ${nth}`,
    email: `reader-${crypto.randomUUID()}@example.org`,
  }));
  const made = await db.insert(people).values(rows).returning({ personId: people.id });
  return made.map(({ personId }) => ({ kind: "person", communityId, personId, roles: [] }));
}
