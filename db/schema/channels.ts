import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { communityId, createdAt, id, instant } from "../columns";
import { communities, people } from "./identity";

/** Chats with the bot of people who asked to be told there, too. */
export const telegramChats = pgTable(
  "telegram_chats",
  {
    communityId: communityId(),
    personId: uuid().notNull(),
    chatId: text(), // empty until the person has opened the link in Telegram, and once they stopped
    linkHash: text(), // of the token in that link, while it waits
    linkEndsAt: instant(),
    lostAt: instant(), // when the bot was found blocked: said on the person's page until they link a chat again
    createdAt: createdAt(),
  },
  (chat) => [
    primaryKey({ columns: [chat.communityId, chat.personId] }),
    unique("telegram_chats_link").on(chat.linkHash),
    index("telegram_chats_by_chat").on(chat.chatId),
    foreignKey({ columns: [chat.communityId, chat.personId], foreignColumns: [people.communityId, people.id] }),
  ],
);

/** Who the bot is and how far it has read, by the number its token begins with. One row. */
export const telegramMarks = pgTable("telegram_marks", {
  bot: text().primaryKey(),
  username: text().notNull(),
  nextUpdate: integer().notNull().default(0),
  readAt: instant(), // the last update: a week after it Telegram numbers them from anywhere
});

/** Addresses of other programs that are told what happens. */
export const webhooks = pgTable(
  "webhooks",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    url: text().notNull(),
    secret: text().notNull(), // sealed with the installation's own key
    events: text().array().notNull(),
    createdBy: uuid().notNull(),
    createdAt: createdAt(),
    disabledAt: instant(),
  },
  (hook) => [
    primaryKey({ columns: [hook.communityId, hook.id] }),
    foreignKey({ columns: [hook.communityId, hook.createdBy], foreignColumns: [people.communityId, people.id] }),
  ],
);

/** One event for one address: an outbox, as messages are for people. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    communityId: communityId(),
    id: id(),
    webhookId: uuid().notNull(),
    eventId: uuid().notNull(), // the same for every address, so that a receiver knows a repeated one
    kind: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    deliverAfter: instant().notNull(),
    attempts: integer().notNull().default(0),
    deliveredAt: instant(),
    failedAt: instant(), // given up
    lastStatus: integer(), // what the address answered
    lastError: text(),
  },
  (delivery) => [
    primaryKey({ columns: [delivery.communityId, delivery.id] }),
    uniqueIndex("webhook_deliveries_once").on(delivery.communityId, delivery.webhookId, delivery.eventId),
    foreignKey({
      columns: [delivery.communityId, delivery.webhookId],
      foreignColumns: [webhooks.communityId, webhooks.id],
    }),
    index("webhook_deliveries_waiting")
      .on(delivery.deliverAfter)
      .where(sql`${delivery.deliveredAt} is null and ${delivery.failedAt} is null`),
  ],
);

export type Webhook = typeof webhooks.$inferSelect;
export type WebhookDelivery = typeof webhookDeliveries.$inferSelect;
