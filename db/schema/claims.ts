import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { books, campaigns } from "./catalog";
import { people } from "./identity";
import { links } from "./referrals";

export const claimStatus = pgEnum("claim_status", [
  "held", // kept for the claimant until expires_at
  "reported", // the claimant says the money is sent; waits for a person, never for a timer
  "confirmed", // the donation has arrived
  "fulfilled", // the claimant has the book
  "expired",
  "cancelled",
  "rejected", // the proof was not good
  "refunded",
]);
export type ClaimStatus = (typeof claimStatus.enumValues)[number];

/** The statuses in which a claim keeps its book from everyone else. */
export const openStatuses = ["held", "reported", "confirmed", "fulfilled"] as const satisfies ClaimStatus[];

export const claimEvent = pgEnum("claim_event", [
  "hold",
  "verify", // the e-mailed code was typed: the short hold becomes the full one
  "report",
  "confirm",
  "undo", // the treasurer takes a confirmation back
  "receive",
  "expire",
  "cancel",
  "reject",
  "refund",
  "extend", // staff give a hold more time
]);
export type ClaimEvent = (typeof claimEvent.enumValues)[number];

export const paymentMethod = pgEnum("payment_method", ["transfer", "cash", "card"]);
export type PaymentMethod = (typeof paymentMethod.enumValues)[number];

const openList = sql.raw(openStatuses.map((status) => `'${status}'`).join(", "));

export const claims = pgTable(
  "claims",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    bookId: uuid().notNull(),
    claimantId: uuid().notNull(),
    code: text().notNull(), // also the payment code in the transfer's comment
    status: claimStatus().notNull().default("held"),
    method: paymentMethod().notNull().default("transfer"),
    pledgeMinor: amountMinor().notNull(),
    currency: currency(),
    verifiedAt: instant(), // when the claimant proved the address, or was signed in
    expiresAt: instant(),
    firstLinkId: uuid(), // the links it is credited to, as they stood when it was made
    lastLinkId: uuid(),
    endingToldAt: instant(), // the reminder before the end goes out once
    createdAt: createdAt(),
  },
  (claim) => [
    primaryKey({ columns: [claim.communityId, claim.id] }),
    unique("claims_code").on(claim.communityId, claim.code),
    // One copy, one reader: the database refuses a second open claim whatever the code does.
    uniqueIndex("claims_one_open_per_book")
      .on(claim.communityId, claim.bookId)
      .where(sql`${claim.status} in (${openList})`),
    foreignKey({ columns: [claim.communityId, claim.bookId], foreignColumns: [books.communityId, books.id] }),
    foreignKey({
      columns: [claim.communityId, claim.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({ columns: [claim.communityId, claim.claimantId], foreignColumns: [people.communityId, people.id] }),
    foreignKey({ columns: [claim.communityId, claim.firstLinkId], foreignColumns: [links.communityId, links.id] }),
    foreignKey({ columns: [claim.communityId, claim.lastLinkId], foreignColumns: [links.communityId, links.id] }),
    index("claims_held_by_expiry").on(claim.expiresAt).where(sql`${claim.status} = 'held'`),
    index("claims_by_claimant").on(claim.communityId, claim.claimantId, claim.createdAt),
    index("claims_by_book").on(claim.communityId, claim.bookId),
    index("claims_by_campaign").on(claim.communityId, claim.campaignId, claim.status, claim.createdAt),
    check("claims_pledge_positive", sql`${claim.pledgeMinor} > 0`),
    // Timed states have a deadline, the others none.
    check("claims_deadline_when_held", sql`(${claim.status} = 'held') = (${claim.expiresAt} is not null)`),
  ],
);

/** What happened to a claim, in order. Rows are added and never changed. */
export const claimEvents = pgTable(
  "claim_events",
  {
    communityId: communityId(),
    id: id(),
    claimId: uuid().notNull(),
    event: claimEvent().notNull(),
    status: claimStatus().notNull(), // after the event
    actorId: uuid(), // empty when the system acted
    reason: text(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({ columns: [row.communityId, row.claimId], foreignColumns: [claims.communityId, claims.id] }),
    index("claim_events_by_claim").on(row.communityId, row.claimId, row.at),
  ],
);

export type Claim = typeof claims.$inferSelect;
