import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { sql } from "@/db/client";
import { books } from "@/db/schema";
import { aCampaign, aCommunity } from "../support/factories";
import { isEverLost } from "../support/meeting";
import { raceAtTheEnd } from "./waiting-race";

// The control of the race: the same lines and moments, without the book's lock and without the indexes.
vi.mock("@/lib/catalog/moves", async (original) => ({
  ...(await original<typeof import("@/lib/catalog/moves")>()),
  async lockBook(tx: Tx, communityId: string, bookId: string) {
    const [book] = await tx
      .select()
      .from(books)
      .where(and(eq(books.communityId, communityId), eq(books.id, bookId)));
    return book;
  },
}));

test("without the lock and the indexes, some books are promised twice", async () => {
  await sql`drop index waitlist_one_offer_per_book`;
  await sql`drop index claims_one_open_per_book`;
  const race = async () => {
    const campaign = await aCampaign((await aCommunity()).id, { maxOpenClaims: 1000 });
    return (await raceAtTheEnd(campaign, 40)).promisedTwice > 0;
  };
  expect(await isEverLost(race)).toBe(true);
}, 60_000);
