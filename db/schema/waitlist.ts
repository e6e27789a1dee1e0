import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgEnum, pgTable, primaryKey, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { communityId, createdAt, id, instant } from "../columns";
import { books, campaigns } from "./catalog";
import { people } from "./identity";
import { links } from "./referrals";

export const waitStatus = pgEnum("wait_status", [
  "waiting",
  "offered", // the book is kept for this person until offer_ends_at
  "taken",
  "lapsed", // the offer was not answered in time
  "left",
]);
export type WaitStatus = (typeof waitStatus.enumValues)[number];

/** The line for one book. Who proved the address, or was signed in, stands in it by the time of asking. */
export const waitlist = pgTable(
  "waitlist",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    bookId: uuid().notNull(),
    personId: uuid().notNull(),
    status: waitStatus().notNull().default("waiting"),
    verifiedAt: instant(),
    offeredAt: instant(),
    offerEndsAt: instant(),
    firstLinkId: uuid(), // the links it is credited to, as they stood when it was made
    lastLinkId: uuid(),
    createdAt: createdAt(),
  },
  (entry) => [
    primaryKey({ columns: [entry.communityId, entry.id] }),
    uniqueIndex("waitlist_one_place_each")
      .on(entry.communityId, entry.bookId, entry.personId)
      .where(sql`${entry.status} in ('waiting', 'offered')`),
    // One copy is offered to one person, whatever the code does.
    uniqueIndex("waitlist_one_offer_per_book")
      .on(entry.communityId, entry.bookId)
      .where(sql`${entry.status} = 'offered'`),
    foreignKey({ columns: [entry.communityId, entry.bookId], foreignColumns: [books.communityId, books.id] }),
    foreignKey({
      columns: [entry.communityId, entry.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({ columns: [entry.communityId, entry.personId], foreignColumns: [people.communityId, people.id] }),
    foreignKey({ columns: [entry.communityId, entry.firstLinkId], foreignColumns: [links.communityId, links.id] }),
    foreignKey({ columns: [entry.communityId, entry.lastLinkId], foreignColumns: [links.communityId, links.id] }),
    index("waitlist_line").on(entry.communityId, entry.bookId, entry.createdAt, entry.id),
    index("waitlist_by_person").on(entry.communityId, entry.personId),
    index("waitlist_offers_by_end").on(entry.offerEndsAt).where(sql`${entry.status} = 'offered'`),
    check("waitlist_deadline_when_offered", sql`(${entry.status} = 'offered') = (${entry.offerEndsAt} is not null)`),
  ],
);

export type WaitEntry = typeof waitlist.$inferSelect;
