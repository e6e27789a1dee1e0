import { uuidv7 } from "uuidv7";
import { db, sql } from "@/db/client";
import {
  type ClaimEvent,
  type ClaimStatus,
  claimEvents,
  claims,
  type DonationEvent,
  type DonationStatus,
  donationEvents,
  donations,
  handoverEvents,
  handovers,
  ledgerEntries,
  transfers,
} from "@/db/schema";
import { daysAfter, hoursAfter } from "../support/times";
import type { Sale } from "./load";

type Ending = { status: ClaimStatus; event: ClaimEvent; money?: [DonationStatus, DonationEvent]; isPaid?: true };

/** Every state a claim can be in, and how its donation stands then. */
const ENDINGS: Ending[] = [
  { status: "held", event: "hold" },
  { status: "reported", event: "report", money: ["reported", "report"] },
  { status: "confirmed", event: "confirm", money: ["confirmed", "confirm"], isPaid: true },
  { status: "fulfilled", event: "receive", money: ["confirmed", "confirm"], isPaid: true },
  { status: "expired", event: "expire" },
  { status: "cancelled", event: "cancel" },
  { status: "rejected", event: "reject", money: ["failed", "reject"] },
];

/** Claims on books that have none, so that there are so many: whole, with events, donations and ledger rows. */
export async function insertClaims({ campaign, givers }: Sale, upTo: number, freshCode: () => string): Promise<void> {
  const { communityId, id: campaignId, currency } = campaign;
  const at = new Date();
  const [{ before = 0 } = {}] = await sql<{ before: number }[]>`select count(*)::int as before from claims`;
  const free = await sql<{ id: string; giver_id: string }[]>`
    select id, giver_id from books tablesample system (20)
    where community_id = ${communityId} and not exists (select 1 from claims where book_id = books.id)
    limit ${Math.max(0, upTo - before)}`;

  const made = free.map((book, nth) => {
    const ending = ENDINGS[nth % ENDINGS.length] as Ending;
    const claimantId = givers.find((id, place) => place >= nth % (givers.length - 1) && id !== book.giver_id) ?? "";
    const [id, code, amountMinor] = [uuidv7(), freshCode(), 10_000 + (nth % 50) * 1_000];
    const isHeld = ending.status === "held";
    const claim = { communityId, id, campaignId, bookId: book.id, claimantId, code, status: ending.status, currency };
    const deadline = isHeld ? daysAfter(at, 3) : null;
    return {
      ...ending,
      amountMinor,
      donationId: uuidv7(),
      transferId: uuidv7(),
      handoverId: uuidv7(),
      claim: { ...claim, pledgeMinor: amountMinor, verifiedAt: at, expiresAt: deadline, createdAt: hoursAfter(at, -1) },
    };
  });
  const paying = made.filter(({ money }) => money);
  const paid = made.filter(({ isPaid }) => isPaid);
  const treasurerId = givers[0] ?? "";

  await inChunks(made, (part) => db.insert(claims).values(part.map(({ claim }) => claim)));
  await inChunks(made, (part) =>
    db
      .insert(claimEvents)
      .values(part.map(({ claim, event, status }) => ({ communityId, claimId: claim.id, event, status, at }))),
  );
  await inChunks(paying, (part) =>
    db.insert(donations).values(
      part.map(({ claim, donationId, amountMinor, money }) => ({
        communityId,
        id: donationId,
        campaignId,
        claimId: claim.id,
        donorId: claim.claimantId,
        code: claim.code,
        method: "transfer" as const,
        status: money?.[0] ?? "pledged",
        pledgedMinor: amountMinor,
        currency,
      })),
    ),
  );
  await inChunks(paying, (part) =>
    db.insert(donationEvents).values(
      part.map(({ donationId, money }) => ({
        communityId,
        donationId,
        event: money?.[1] ?? "pledge",
        status: money?.[0] ?? "pledged",
        at,
      })),
    ),
  );
  await inChunks(paid, (part) =>
    db.insert(transfers).values(
      part.map(({ claim, transferId, amountMinor }) => ({
        communityId,
        id: transferId,
        campaignId,
        reference: `BENCH${claim.code}`,
        amountMinor,
        currency,
        actorId: treasurerId,
        at,
      })),
    ),
  );
  await inChunks(paid, (part) =>
    db.insert(ledgerEntries).values(
      part.map(({ claim, donationId, transferId, amountMinor }) => ({
        communityId,
        campaignId,
        donationId,
        transferId,
        kind: "donation" as const,
        fromAccount: "donors" as const,
        toAccount: "fund" as const,
        amountMinor,
        currency,
        externalRef: `donation:${claim.code}:1`,
        actorId: treasurerId,
        at,
      })),
    ),
  );
  await inChunks(paid, (part) =>
    db.insert(handovers).values(
      part.map(({ claim, handoverId, status }) => ({
        communityId,
        id: handoverId,
        claimId: claim.id,
        status: status === "fulfilled" ? ("received" as const) : ("to_arrange" as const),
      })),
    ),
  );
  await inChunks(paid, (part) =>
    db.insert(handoverEvents).values(
      part.map(({ handoverId, status }) => ({
        communityId,
        handoverId,
        ...(status === "fulfilled"
          ? { event: "receive" as const, status: "received" as const }
          : { event: "open" as const, status: "to_arrange" as const }),
        at,
      })),
    ),
  );
}

const CHUNK = 1_000;

async function inChunks<Row>(rows: Row[], insert: (part: Row[]) => PromiseLike<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await insert(rows.slice(start, start + CHUNK));
}
