import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { communities, people } from "./identity";

export const campaignStatus = pgEnum("campaign_status", ["draft", "open", "closed"]);
export type CampaignStatus = (typeof campaignStatus.enumValues)[number];

/** Who takes card payments. Their money lies with them until they pay it out to the fund. */
export const cardProvider = pgEnum("card_provider", ["stripe", "mono"]);
export type CardProvider = (typeof cardProvider.enumValues)[number];

/** One charity sale: a fund, a goal, dates, and the rules its claims follow. */
export const campaigns = pgTable(
  "campaigns",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(""),
    status: campaignStatus().notNull().default("open"),
    fundName: text().notNull(),
    jarUrl: text(),
    iban: text(),
    edrpou: text(), // the fund's number in the state register
    currency: currency(),
    goalMinor: amountMinor().notNull(),
    defaultMinimumMinor: amountMinor().notNull(),
    opensAt: instant().notNull(),
    closesAt: instant().notNull(),
    unverifiedHoldMinutes: integer().notNull().default(30),
    guestHoldHours: integer().notNull().default(24),
    memberHoldHours: integer().notNull().default(72),
    maxOpenClaims: integer().notNull().default(5), // unpaid ones of one person, against hoarding
    confirmHours: integer().notNull().default(24), // what claimants are told a check usually takes
    offerHours: integer().notNull().default(12), // how long a freed book is kept for the next in line
    allowsCash: boolean().notNull().default(false),
    cards: cardProvider(), // empty: no cards
    monoAccount: text(), // the monobank account or jar whose statement can be read
    pickupPoints: text().array().notNull().default([]),
    topics: text().array().notNull().default([]),
    notAccepted: text().notNull().default(""), // what this campaign does not take, in the organizers' words
    closedAt: instant(),
    closedTotals: jsonb().$type<Record<string, number>>(), // as they stood when it was closed; none of those closed before sums were kept
    thanksAskedAt: instant(), // whoever gave or donated is to be thanked by letter
    thanksDoneAt: instant(), // and every letter has been promised
    copiedFromId: uuid(), // the campaign whose settings this one began with
    createdAt: createdAt(),
  },
  (campaign) => [
    primaryKey({ columns: [campaign.communityId, campaign.id] }),
    unique("campaigns_slug").on(campaign.communityId, campaign.slug),
    check("campaigns_slug_plain", sql`${campaign.slug} ~ '^[a-z0-9][a-z0-9-]{0,59}$'`),
    check("campaigns_amounts_positive", sql`${campaign.goalMinor} > 0 and ${campaign.defaultMinimumMinor} > 0`),
    check("campaigns_dates_in_order", sql`${campaign.opensAt} < ${campaign.closesAt}`),
    // Money needs a way to the fund.
    check("campaigns_have_requisites", sql`${campaign.jarUrl} is not null or ${campaign.iban} is not null`),
    check("campaigns_closed_at_a_moment", sql`(${campaign.status} = 'closed') = (${campaign.closedAt} is not null)`),
    check("campaigns_sums_of_closed", sql`${campaign.closedTotals} is null or ${campaign.closedAt} is not null`),
    foreignKey({
      name: "campaigns_copied_from",
      columns: [campaign.communityId, campaign.copiedFromId],
      foreignColumns: [campaign.communityId, campaign.id],
    }),
    // The job that promises letters of thanks looks here every few seconds.
    index("campaigns_to_thank")
      .on(campaign.thanksAskedAt)
      .where(sql`${campaign.thanksAskedAt} is not null and ${campaign.thanksDoneAt} is null`),
  ],
);

export const bookStatus = pgEnum("book_status", ["draft", "pending_review", "listed", "withdrawn", "rejected"]);
export type BookStatus = (typeof bookStatus.enumValues)[number];

export const bookEvent = pgEnum("book_event", ["submit", "list", "approve", "reject", "withdraw", "edit"]);
export type BookEvent = (typeof bookEvent.enumValues)[number];

export const condition = pgEnum("condition", ["new", "like-new", "good", "fair"]);
export type Condition = (typeof condition.enumValues)[number];

/**
 * One row is one physical copy. Whether it is free, reserved or exchanged is read from its claims. The migration
 * `search_books` adds a generated column `search` with its index, and the table `book_words` for typos: they are read by
 * lib/catalog/search.ts alone, and are not named here so that no select of a book carries them.
 */
export const books = pgTable(
  "books",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    giverId: uuid().notNull(),
    code: text().notNull(), // in the address of its page
    status: bookStatus().notNull(),
    title: text().notNull(),
    authors: text().array().notNull().default([]),
    isbn13: text(),
    language: text().notNull(), // BCP 47
    publisher: text(),
    year: smallint(),
    category: text().notNull(),
    condition: condition().notNull(),
    description: text().notNull().default(""),
    minimumMinor: amountMinor().notNull(),
    currency: currency(),
    city: text(),
    pickupPoint: text(),
    rejectReason: text(),
    importKey: text(), // the same row of the same file adds nothing
    leftFromId: uuid(), // the same copy's listing in a campaign before this one, where nobody took it
    listedAt: instant(),
    createdAt: createdAt(),
  },
  (book) => [
    primaryKey({ columns: [book.communityId, book.id] }),
    unique("books_code").on(book.communityId, book.code),
    uniqueIndex("books_one_per_import_row")
      .on(book.communityId, book.campaignId, book.importKey)
      .where(sql`${book.importKey} is not null`),
    // A copy goes on to one campaign, once.
    uniqueIndex("books_left_once").on(book.communityId, book.leftFromId).where(sql`${book.leftFromId} is not null`),
    foreignKey({ columns: [book.communityId, book.campaignId], foreignColumns: [campaigns.communityId, campaigns.id] }),
    foreignKey({
      name: "books_left_from",
      columns: [book.communityId, book.leftFromId],
      foreignColumns: [book.communityId, book.id],
    }),
    foreignKey({ columns: [book.communityId, book.giverId], foreignColumns: [people.communityId, people.id] }),
    index("books_shown")
      .on(book.communityId, book.campaignId, book.listedAt, book.id)
      .where(sql`${book.status} = 'listed'`),
    index("books_shown_by_minimum")
      .on(book.communityId, book.campaignId, book.minimumMinor, book.id)
      .where(sql`${book.status} = 'listed'`),
    index("books_shown_by_title")
      .on(book.communityId, book.campaignId, sql`${book.title} collate "uk-x-icu"`, book.id)
      .where(sql`${book.status} = 'listed'`),
    index("books_at_desk").on(book.communityId, book.campaignId, book.createdAt, book.id),
    index("books_to_review")
      .on(book.communityId, book.campaignId, book.createdAt)
      .where(sql`${book.status} = 'pending_review'`),
    index("books_by_giver").on(book.communityId, book.giverId),
    index("books_by_isbn").on(book.communityId, book.isbn13).where(sql`${book.isbn13} is not null`),
    check("books_minimum_positive", sql`${book.minimumMinor} > 0`),
    check("books_isbn_plain", sql`${book.isbn13} ~ '^97[89][0-9]{10}$'`),
    check("books_title_given", sql`length(${book.title}) between 1 and 500`),
    check("books_listed_at_when_shown", sql`${book.status} <> 'listed' or ${book.listedAt} is not null`),
  ],
);

/** What happened to a listing, in order. Rows are added and never changed. */
export const bookEvents = pgTable(
  "book_events",
  {
    communityId: communityId(),
    id: id(),
    bookId: uuid().notNull(),
    event: bookEvent().notNull(),
    actorId: uuid(), // empty when the system or the operator acted
    reason: text(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({ columns: [row.communityId, row.bookId], foreignColumns: [books.communityId, books.id] }),
    index("book_events_by_book").on(row.communityId, row.bookId, row.at),
  ],
);

/** Real photos of a copy, re-encoded at upload. The files lie under DATA_DIR by community and id. */
export const photos = pgTable(
  "photos",
  {
    communityId: communityId(),
    id: id(),
    bookId: uuid().notNull(),
    position: smallint().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    blur: text().notNull(), // a tiny data URI shown until the photo has come
    createdAt: createdAt(),
  },
  (photo) => [
    primaryKey({ columns: [photo.communityId, photo.id] }),
    unique("photos_in_order").on(photo.communityId, photo.bookId, photo.position),
    foreignKey({ columns: [photo.communityId, photo.bookId], foreignColumns: [books.communityId, books.id] }),
    check("photos_up_to_five", sql`${photo.position} between 0 and 4`),
  ],
);

export type Campaign = typeof campaigns.$inferSelect;
export type Book = typeof books.$inferSelect;
export type Photo = typeof photos.$inferSelect;
