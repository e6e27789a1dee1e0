import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { campaigns } from "./catalog";
import { communities, people } from "./identity";

export const promoKind = pgEnum("promo_kind", ["initiative", "event", "achievement"]);
export type PromoKind = (typeof promoKind.enumValues)[number];

export const promoStatus = pgEnum("promo_status", [
  "idea",
  "briefed",
  "agreed",
  "running",
  "measuring",
  "reported",
  "cancelled",
]);
export type PromoStatus = (typeof promoStatus.enumValues)[number];

export const promoEvent = pgEnum("promo_event", [
  "edit",
  "brief",
  "agree",
  "start",
  "measure",
  "report",
  "rework", // back to the brief, or out of a report
  "cancel",
  "revive",
]);
export type PromoEvent = (typeof promoEvent.enumValues)[number];

/** One piece of cooperation between the community manager and the SMM manager. Its brief is what was agreed. */
export const promos = pgTable(
  "promos",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    kind: promoKind().notNull(),
    status: promoStatus().notNull().default("idea"),
    name: text().notNull(),
    campaignId: uuid(), // what an initiative is for, and what an achievement quotes
    tag: text().notNull(), // the UTM campaign of its links, such as 2023-06-charity-book-sale
    startsAt: instant(), // the window in which its numbers count
    endsAt: instant(),
    heldAt: instant(), // when an event takes place
    place: text().notNull().default(""),
    registerUrl: text(),
    // the brief
    task: text().notNull().default(""), // what the content must solve
    problem: text().notNull().default(""),
    audience: text().notNull().default(""),
    keyMessage: text().notNull().default(""),
    examples: text().notNull().default(""), // references that worked for others
    metric: text(), // the one main metric, as in lib/promos/metrics.ts
    metricTarget: integer(), // of money in whole units of the currency
    metricBy: instant(),
    contentBy: instant(), // the deadline for content
    budgetMinor: amountMinor().notNull().default(0),
    currency: currency(),
    reportFormat: text().notNull().default(""),
    reportBy: instant(),
    // the end
    quoted: jsonb().$type<Record<string, number>>(), // a campaign's figures as an achievement was approved with them
    quotedAt: instant(),
    learned: text().notNull().default(""),
    frozen: jsonb().$type<unknown>(), // the report as it stood
    frozenAt: instant(),
    frozenBy: uuid(),
    copiedFrom: uuid(),
    version: integer().notNull().default(1), // counts changes of the brief, so that of two people nobody overwrites the other
    createdBy: uuid(), // empty: the system
    createdAt: createdAt(),
  },
  (promo) => [
    primaryKey({ columns: [promo.communityId, promo.id] }),
    foreignKey({
      columns: [promo.communityId, promo.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    index("promos_by_time").on(promo.communityId, promo.createdAt, promo.id),
    check("promos_name_given", sql`length(${promo.name}) between 1 and 200`),
    check("promos_tag_plain", sql`${promo.tag} ~ '^[a-z0-9-]+$'`),
    check("promos_initiative_has_campaign", sql`${promo.kind} <> 'initiative' or ${promo.campaignId} is not null`),
    check("promos_dates_in_order", sql`${promo.startsAt} <= ${promo.endsAt}`),
    check("promos_budget_not_negative", sql`${promo.budgetMinor} >= 0`),
    // The rule of the brief: exactly one main metric with a target and a date, and an answer to what the content is for.
    check(
      "promos_agreed_have_a_brief",
      sql`${promo.status} in ('idea', 'briefed', 'cancelled') or (${promo.task} <> '' and ${promo.metric} is not null and ${promo.metricTarget} > 0 and ${promo.metricBy} is not null)`,
    ),
    check("promos_frozen_whole", sql`(${promo.frozen} is null) = (${promo.frozenAt} is null)`),
  ],
);

/** What happened to a promo, in order. Rows are added and never changed. */
export const promoEvents = pgTable(
  "promo_events",
  {
    communityId: communityId(),
    id: id(),
    promoId: uuid().notNull(),
    event: promoEvent().notNull(),
    fromStatus: promoStatus(), // empty: it was made
    toStatus: promoStatus().notNull(),
    actorId: uuid(), // empty: the system
    reason: text(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({ columns: [row.communityId, row.promoId], foreignColumns: [promos.communityId, promos.id] }),
    index("promo_events_by_promo").on(row.communityId, row.promoId, row.at),
  ],
);

/** The networks a promo is posted in, each with the person to talk to. */
export const promoNetworks = pgTable(
  "promo_networks",
  {
    communityId: communityId(),
    promoId: uuid().notNull(),
    network: text().notNull(),
    contactId: uuid(), // one of the community's people
    contactName: text().notNull().default(""), // or anybody
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.promoId, row.network] }),
    foreignKey({ columns: [row.communityId, row.promoId], foreignColumns: [promos.communityId, promos.id] }),
    foreignKey({ columns: [row.communityId, row.contactId], foreignColumns: [people.communityId, people.id] }),
    check("promo_networks_plain", sql`${row.network} ~ '^[a-z0-9-]+$'`),
  ],
);

export type MeetingPoint = { isDone: boolean; note: string };

/** A meeting about a promo, one for each network where different people run them. */
export const meetings = pgTable(
  "meetings",
  {
    communityId: communityId(),
    id: id(),
    promoId: uuid().notNull(),
    network: text(), // empty: about all of them
    at: instant().notNull(),
    minutes: integer().notNull().default(45),
    place: text().notNull().default(""),
    points: jsonb().$type<Record<string, MeetingPoint>>().notNull().default({}), // the aims and outcomes of lib/promos/agenda.ts
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (meeting) => [
    primaryKey({ columns: [meeting.communityId, meeting.id] }),
    foreignKey({ columns: [meeting.communityId, meeting.promoId], foreignColumns: [promos.communityId, promos.id] }),
    index("meetings_by_promo").on(meeting.communityId, meeting.promoId, meeting.at),
    check("meetings_have_a_length", sql`${meeting.minutes} between 5 and 480`),
  ],
);

export type Promo = typeof promos.$inferSelect;
export type Meeting = typeof meetings.$inferSelect;
