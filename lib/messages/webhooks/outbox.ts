import { and, eq, isNull, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { one, type Tx } from "@/db/client";
import {
  type Book,
  type BookEvent,
  type Claim,
  type ClaimEvent,
  campaigns,
  communities,
  type Donation,
  type DonationEvent,
  webhookDeliveries,
  webhooks,
} from "@/db/schema";
import { BOOK_EVENTS, CLAIM_EVENTS, DONATION_EVENTS, type EventData, type WebhookEvent } from "./events";

type ClaimFact = { claim: Claim; book: Pick<Book, "id" | "code">; event: ClaimEvent };
type DonationFact = { donation: Donation; event: DonationEvent; standingMinor: () => Promise<number> };
type BookFact = Pick<Book, "communityId" | "campaignId" | "status" | "currency" | "minimumMinor" | "title">;

/** A step: promises a claim's event to every address that asked for it, in the transaction of the fact. */
export async function promiseClaim(tx: Tx, { claim, book, event }: ClaimFact, now: Date): Promise<void> {
  const name = CLAIM_EVENTS[event];
  const { id, code, status, method, pledgeMinor, currency, expiresAt } = claim;
  const told: EventData<"claim"> = {
    ...{ id, code, status, method, amountMinor: pledgeMinor, currency },
    expiresAt: expiresAt?.toISOString() ?? null,
    book: { id: book.id, code: book.code },
  };
  await promise(tx, claim, name, async () => [told], now);
}

/** A step: the same of a donation. What stands of it is asked for only when somebody listens. */
export async function promiseDonation(tx: Tx, { donation, event, standingMinor }: DonationFact, now: Date) {
  const { id, code, status, method, pledgedMinor, currency, claimId } = donation;
  async function told(): Promise<EventData<"donation">[]> {
    return [{ id, code, status, method, pledgedMinor, standingMinor: await standingMinor(), currency, claimId }];
  }
  await promise(tx, donation, DONATION_EVENTS[event], told, now);
}

/** A step: the same of books of one campaign, one or a whole list of them. */
export async function promiseBooks(
  tx: Tx,
  books: readonly (BookFact & { id: string; code: string })[],
  event: BookEvent,
  now: Date,
): Promise<void> {
  const [first] = books;
  if (!first) return;
  const told = books.map(
    ({ id, code, status, title, minimumMinor, currency }): EventData<"book"> => ({
      ...{ id, code, status, title, minimumMinor, currency },
    }),
  );
  await promise(tx, first, BOOK_EVENTS[event], async () => told, now);
}

type Subject = { communityId: string; campaignId: string };
const ROWS_AT_ONCE = 1_000;

async function promise(
  tx: Tx,
  { communityId, campaignId }: Subject,
  event: WebhookEvent,
  told: () => Promise<object[]>,
  now: Date,
): Promise<void> {
  // Whoever removes an address waits for the facts that are being told to it, and those after it no longer see it.
  const listening = await tx
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(
      and(eq(webhooks.communityId, communityId), isNull(webhooks.disabledAt), sql`${event} = any(${webhooks.events})`),
    )
    .orderBy(webhooks.id)
    .for("key share");
  if (listening.length === 0) return;
  const place = one(
    await tx
      .select({ community: communities.slug, campaign: campaigns.slug })
      .from(campaigns)
      .innerJoin(communities, eq(communities.id, campaigns.communityId))
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId))),
  );
  const common = { communityId, kind: event, createdAt: now, deliverAfter: now };
  const rows = (await told()).flatMap((data) => {
    const fact = { ...common, eventId: uuidv7(), payload: { ...data, ...place } };
    return listening.map(({ id: webhookId }) => ({ ...fact, webhookId }));
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.insert(webhookDeliveries).values(rows.slice(from, from + ROWS_AT_ONCE));
}
