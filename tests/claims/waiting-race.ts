import { sql } from "@/db/client";
import type { Campaign } from "@/db/schema";
import { cancelClaim, claimBook } from "@/lib/claims/commands";
import { joinLine, leaveLine } from "@/lib/claims/waiting/commands";
import { passOnOffers } from "@/lib/claims/waiting/sweep";
import { Refusal } from "@/lib/core/refusal";
import { aListedBook, aMember } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";

const terms = { amountMinor: 30_000, method: "transfer", locale: "uk" } as const;

export type LineRace = {
  faults: unknown[];
  /** Books that are promised twice: offered to two, or offered to one and held by another. */
  promisedTwice: number;
  /** Books that stand free although somebody waits. */
  forgotten: number;
  /** Offers that were made past somebody who stood before. */
  outOfOrder: number;
};

/**
 * Books whose offers end at this moment, all at once: whoever is asked claims in the last instant, two clocks let the offers lapse,
 * the second leaves the line, the third stays, and somebody from outside tries to claim.
 */
export async function raceAtTheEnd(campaign: Campaign, bookCount: number): Promise<LineRace> {
  const end = hoursAfter(NOON, 13);
  const someone = () => aMember(campaign.communityId);
  const [holder, first, second, third, outsider] = await Promise.all([
    someone(),
    someone(),
    someone(),
    someone(),
    someone(),
  ]);
  const shelf = await Promise.all(Array.from({ length: bookCount }, () => aPromised()));
  const faults: unknown[] = [];
  const tried = (what: Promise<unknown>) =>
    what.catch((error) => {
      if (!(error instanceof Refusal)) faults.push(error);
    });

  const lastInstant = new Date(end.getTime() - 1);
  await Promise.all([
    tried(passOnOffers(end)),
    ...shelf.flatMap(({ bookId, secondRef }) => [
      tried(claimBook(first, { bookId, ...terms }, lastInstant)),
      tried(leaveLine(second, secondRef, end)),
      tried(claimBook(outsider, { bookId, ...terms }, end)),
    ]),
    tried(passOnOffers(end)),
  ]);

  const [result] = await sql<Omit<LineRace, "faults">[]>`
    select
      count(*) filter (where offers > 1 or (offers = 1 and held))::int as "promisedTwice",
      count(*) filter (where offers = 0 and not held and waiting > 0)::int as forgotten,
      count(*) filter (where skipped)::int as "outOfOrder"
    from (
      select books.id,
        exists (select 1 from claims where claims.book_id = books.id
          and claims.status in ('held', 'reported', 'confirmed', 'fulfilled')) as held,
        count(*) filter (where waitlist.status = 'offered') as offers,
        count(*) filter (where waitlist.status = 'waiting') as waiting,
        bool_or(waitlist.status = 'waiting' and exists (
          select 1 from waitlist later where later.book_id = books.id and later.status = 'offered'
            and later.created_at > waitlist.created_at)) as skipped
      from books left join waitlist on waitlist.book_id = books.id
      where books.campaign_id = ${campaign.id} group by books.id) seen`;
  return { faults, promisedTwice: 0, forgotten: 0, outOfOrder: 0, ...result };

  async function aPromised() {
    const { id: bookId } = await aListedBook(campaign);
    const { claim } = await claimBook(holder, { bookId, ...terms }, NOON);
    await joinLine(first, { bookId, locale: "uk" }, NOON);
    const { entry } = await joinLine(second, { bookId, locale: "uk" }, hoursAfter(NOON, 0.1));
    await joinLine(third, { bookId, locale: "uk" }, hoursAfter(NOON, 0.2));
    const ref = { communityId: campaign.communityId, claimId: claim.id };
    await cancelClaim(holder, ref, undefined, hoursAfter(NOON, 1));
    return { bookId, secondRef: { communityId: campaign.communityId, waitId: entry.id } };
  }
}
