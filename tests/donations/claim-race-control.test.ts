import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { books } from "@/db/schema";
import { checkInvariants } from "@/lib/reports/invariants";
import { diceOf, seedOf } from "../chaos/dice";
import { isEverLost } from "../support/meeting";
import { NOON } from "../support/times";
import { openFakeStripe } from "./cards/stage";
import { raceForClaims } from "./claim-race";

// The control of the race: the same acts, without the book's lock.
vi.mock("@/lib/catalog/moves", async (original) => ({
  ...(await original<typeof import("@/lib/catalog/moves")>()),
  async lockBook(tx: Tx, communityId: string, bookId: string) {
    const ofBook = and(eq(books.communityId, communityId), eq(books.id, bookId));
    const [book] = await tx.select().from(books).where(ofBook);
    return book;
  },
}));

test("without the book's lock the same acts break the record or run into the database's own guards", async () => {
  const dice = diceOf(seedOf("its control"));
  const race = async () => {
    const clock = { now: NOON };
    const fake = await openFakeStripe(clock);
    const { communityId, faults } = await raceForClaims(10, dice, fake, clock);
    await fake.close();
    return faults.length + (await checkInvariants(communityId)).length > 0;
  };
  expect(await isEverLost(race)).toBe(true);
}, 60_000);
