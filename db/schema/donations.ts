import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { campaigns } from "./catalog";
import { claims, paymentMethod } from "./claims";
import { people } from "./identity";

export const donationStatus = pgEnum("donation_status", [
  "pledged",
  "reported",
  "confirmed",
  "failed",
  "refunded",
  "disputed", // the donor's bank holds a card payment back
]);
export type DonationStatus = (typeof donationStatus.enumValues)[number];

export const donationEvent = pgEnum("donation_event", [
  "pledge",
  "report",
  "confirm",
  "undo",
  "reject",
  "refund",
  "decide",
  "refund_part",
  "refund_failed", // the provider could not send it back: the money is here again
  "dispute",
  "win_dispute",
  "lose_dispute",
]);
export type DonationEvent = (typeof donationEvent.enumValues)[number];

/** What became of money whose book had gone: chosen by a person. */
export const donationDecision = pgEnum("donation_decision", ["keep", "other_book", "refund"]);
export type DonationDecision = (typeof donationDecision.enumValues)[number];

/** Money on its way to the fund. What arrived is read from the ledger, never stored here. */
export const donations = pgTable(
  "donations",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    claimId: uuid(), // empty: a donation without a book
    donorId: uuid(), // empty: a line of the fund's statement that nobody could be found for
    publicName: text(), // for the list of donors, when the donor wants to stand in it
    code: text().notNull(), // the claim's code; one of its own without a claim
    method: paymentMethod().notNull(),
    status: donationStatus().notNull().default("pledged"),
    pledgedMinor: amountMinor().notNull(),
    currency: currency(),
    firstLinkId: uuid(), // the links it is credited to, as they stood when it was made
    lastLinkId: uuid(),
    decision: donationDecision(), // set when the money had no book and a person decided
    createdAt: createdAt(),
  },
  (donation) => [
    primaryKey({ columns: [donation.communityId, donation.id] }),
    unique("donations_code").on(donation.communityId, donation.code),
    uniqueIndex("donations_one_per_claim")
      .on(donation.communityId, donation.claimId)
      .where(sql`${donation.claimId} is not null`),
    foreignKey({
      columns: [donation.communityId, donation.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({ columns: [donation.communityId, donation.claimId], foreignColumns: [claims.communityId, claims.id] }),
    foreignKey({ columns: [donation.communityId, donation.donorId], foreignColumns: [people.communityId, people.id] }),
    index("donations_by_status").on(donation.communityId, donation.campaignId, donation.status, donation.createdAt),
    index("donations_by_donor")
      .on(donation.communityId, donation.campaignId, donation.donorId)
      .where(sql`${donation.status} = 'confirmed'`), // donors are counted from it alone
    index("donations_by_person").on(donation.communityId, donation.donorId), // what is kept of somebody
    check("donations_pledge_positive", sql`${donation.pledgedMinor} > 0`),
  ],
);

export const donationEvents = pgTable(
  "donation_events",
  {
    communityId: communityId(),
    id: id(),
    donationId: uuid().notNull(),
    event: donationEvent().notNull(),
    status: donationStatus().notNull(), // after the event
    actorId: uuid(),
    reason: text(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({ columns: [row.communityId, row.donationId], foreignColumns: [donations.communityId, donations.id] }),
    index("donation_events_by_donation").on(row.communityId, row.donationId, row.at),
  ],
);

export const proofKind = pgEnum("proof_kind", ["image", "pdf", "receipt"]);

/** What a donor shows that the money was sent: a picture, a PDF, or a receipt number. Private; every look is recorded. */
export const proofs = pgTable(
  "proofs",
  {
    communityId: communityId(),
    id: id(),
    donationId: uuid().notNull(),
    kind: proofKind().notNull(),
    receipt: text(),
    sizeBytes: integer(),
    createdAt: createdAt(),
    emptiedAt: instant(), // its file or number is gone; that it was there, and who looked, stays
  },
  (proof) => [
    primaryKey({ columns: [proof.communityId, proof.id] }),
    foreignKey({
      columns: [proof.communityId, proof.donationId],
      foreignColumns: [donations.communityId, donations.id],
    }),
    index("proofs_by_donation").on(proof.communityId, proof.donationId),
    check("proofs_receipt_or_file", sql`(${proof.kind} = 'receipt') = (${proof.receipt} is not null)`),
  ],
);

export const proofViews = pgTable(
  "proof_views",
  {
    communityId: communityId(),
    id: id(),
    proofId: uuid().notNull(),
    viewerId: uuid().notNull(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({ columns: [row.communityId, row.proofId], foreignColumns: [proofs.communityId, proofs.id] }),
  ],
);

/** One bank transfer as the treasurer saw it. It may settle several claims; its reference counts once. */
export const transfers = pgTable(
  "transfers",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    reference: text().notNull(),
    amountMinor: amountMinor().notNull(),
    currency: currency(),
    actorId: uuid().notNull(),
    at: instant().notNull(),
    voidedAt: instant(), // every part of it was undone; the reference may be entered again
  },
  (transfer) => [
    primaryKey({ columns: [transfer.communityId, transfer.id] }),
    uniqueIndex("transfers_reference_once")
      .on(transfer.communityId, transfer.reference)
      .where(sql`${transfer.voidedAt} is null`),
    foreignKey({
      columns: [transfer.communityId, transfer.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    check("transfers_amount_positive", sql`${transfer.amountMinor} > 0`),
  ],
);

export const account = pgEnum("account", ["donors", "stripe", "fund", "fees", "mono"]);
export const entryKind = pgEnum("entry_kind", [
  "donation",
  "undo",
  "refund",
  "fee",
  "refund_failed",
  "dispute",
  "dispute_won",
]);

/** The ledger: one row is one balanced movement, added and never changed (trigger and grant). A correction is a new row. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    donationId: uuid().notNull(),
    transferId: uuid(), // empty for cash
    kind: entryKind().notNull(),
    fromAccount: account().notNull(),
    toAccount: account().notNull(),
    amountMinor: amountMinor().notNull(),
    currency: currency(),
    externalRef: text().notNull(),
    firstLinkId: uuid(), // the donation's, so that sources add up to the ledger
    lastLinkId: uuid(),
    actorId: uuid(),
    reason: text(),
    at: instant().notNull(),
  },
  (entry) => [
    primaryKey({ columns: [entry.communityId, entry.id] }),
    unique("ledger_entries_reference_once").on(entry.communityId, entry.externalRef),
    foreignKey({
      columns: [entry.communityId, entry.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({
      columns: [entry.communityId, entry.donationId],
      foreignColumns: [donations.communityId, donations.id],
    }),
    foreignKey({
      columns: [entry.communityId, entry.transferId],
      foreignColumns: [transfers.communityId, transfers.id],
    }),
    index("ledger_entries_by_donation").on(entry.communityId, entry.donationId),
    index("ledger_entries_by_campaign").on(entry.communityId, entry.campaignId, entry.at),
    index("ledger_entries_by_transfer")
      .on(entry.communityId, entry.transferId)
      .where(sql`${entry.transferId} is not null`),
    check("ledger_entries_amount_positive", sql`${entry.amountMinor} > 0`),
    check("ledger_entries_two_accounts", sql`${entry.fromAccount} <> ${entry.toAccount}`),
  ],
);

export type EntryKind = (typeof entryKind.enumValues)[number];
export type Donation = typeof donations.$inferSelect;
export type LedgerEntry = typeof ledgerEntries.$inferSelect;
