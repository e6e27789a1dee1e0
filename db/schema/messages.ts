import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { communityId, createdAt, id, instant } from "../columns";
import { locale, people } from "./identity";

export const messageKind = pgEnum("message_kind", [
  "sign_in_code",
  "claim_code",
  "claim_held",
  "claim_ending",
  "claim_reported",
  "claim_confirmed",
  "claim_rejected",
  "claim_expired",
  "claim_cancelled", // by an organizer, not by the claimant
  "claim_reopened_to_check", // a confirmation was undone
  "donation_without_book", // to the donor: the money arrived after the book had gone
  "book_found_reader", // to the giver
  "book_withdrawn", // to the holder, with the reason
  "listing_received", // to an outsider, with the link to manage it
  "listing_published",
  "listing_rejected",
  "review_waits", // to organizers
  "proof_waits", // to treasurers
  "donation_confirmed", // to the donor of a donation without a claim
  "donation_refunded", // to the donor: money went back, all or a part
  "refund_failed", // to treasurers: the provider could not send it back
  "dispute_opened", // to treasurers: a donor's bank holds a card payment back
  "wait_code", // to a guest who asked to stand in line
  "wait_offered", // the book is theirs to claim, for so many hours
  "wait_lapsed",
  "claim_extended",
  "handover_open", // to the taker: how to get the book
  "handover_proposed", // to the other side
  "handover_agreed",
  "handover_declined",
  "handover_soon",
  "handover_shipped",
  "handover_chase", // has the book come? two answers
  "handover_missed",
  "handover_returned",
  "organizer_proposed", // to organizers
  "requisites_changing", // to organizers, treasurers, and whoever was an organizer lately
  "contingency_fired", // to its owner and the staff of promos
  "numbers_due", // to the staff of promos: they vanish soon
  "placement_answered", // to the staff of promos: a reviewer approved or asked for changes
  "organizer_removed", // to whoever was one, and to the organizers who are left
  "campaign_thanks", // to whoever gave a book or donated, once the campaign is closed
]);

export const messageChannel = pgEnum("message_channel", ["email", "telegram"]);
export type MessageKind = (typeof messageKind.enumValues)[number];

/** The outbox: a row is written in the transaction of the fact it tells, and sent by the deliverMessages job. */
export const messages = pgTable(
  "messages",
  {
    communityId: communityId(),
    id: id(),
    personId: uuid().notNull(),
    kind: messageKind().notNull(),
    channel: messageChannel().notNull().default("email"),
    subjectId: uuid(), // the claim, book or donation it is about
    payload: jsonb().$type<Record<string, string | number>>().notNull().default({}), // emptied of secrets once sent
    locale: locale().notNull(),
    createdAt: createdAt(),
    deliverAfter: instant().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    sentAt: instant(),
    failedAt: instant(), // given up, with the last error
    lastError: text(),
  },
  (message) => [
    primaryKey({ columns: [message.communityId, message.id] }),
    foreignKey({ columns: [message.communityId, message.personId], foreignColumns: [people.communityId, people.id] }),
    index("messages_by_person").on(message.communityId, message.personId, message.createdAt),
    index("messages_waiting")
      .on(message.deliverAfter)
      .where(sql`${message.sentAt} is null and ${message.failedAt} is null`),
  ],
);
