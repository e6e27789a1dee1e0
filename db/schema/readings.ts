import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { communityId, createdAt, id, instant } from "../columns";
import { campaigns } from "./catalog";
import { people } from "./identity";
import { placements } from "./placements";
import { promoStatus, promos } from "./promos";
import { links } from "./referrals";

/** A number that happened elsewhere, entered by hand: who, when, from where. Of a campaign, a promo, or one placement of a promo. */
export const readings = pgTable(
  "readings",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid(),
    promoId: uuid(),
    placementId: uuid(),
    linkId: uuid(), // of a link that no placement has
    metric: text().notNull(), // group-members, reach, views, …
    value: integer().notNull(),
    at: instant().notNull(), // when it was so
    source: text().notNull().default(""), // where it was read
    note: text().notNull().default(""),
    screenshotId: uuid(), // a file under DATA_DIR
    authorId: uuid().notNull(),
    createdAt: createdAt(),
    removedAt: instant(), // it was wrong: kept, and counted nowhere
    removedBy: uuid(),
  },
  (reading) => [
    primaryKey({ columns: [reading.communityId, reading.id] }),
    foreignKey({
      columns: [reading.communityId, reading.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({ columns: [reading.communityId, reading.promoId], foreignColumns: [promos.communityId, promos.id] }),
    foreignKey({
      columns: [reading.communityId, reading.placementId],
      foreignColumns: [placements.communityId, placements.id],
    }),
    foreignKey({ columns: [reading.communityId, reading.linkId], foreignColumns: [links.communityId, links.id] }),
    index("readings_by_campaign").on(reading.communityId, reading.campaignId, reading.metric, reading.at),
    index("readings_by_promo").on(reading.communityId, reading.promoId, reading.metric, reading.at),
    check("readings_not_negative", sql`${reading.value} >= 0`),
    check("readings_of_something", sql`${reading.campaignId} is not null or ${reading.promoId} is not null`),
    check("readings_placed_in_promo", sql`${reading.placementId} is null or ${reading.promoId} is not null`),
  ],
);

export const contingencyStatus = pgEnum("contingency_status", ["waiting", "fired", "not_needed"]);
export type ContingencyStatus = (typeof contingencyStatus.enumValues)[number];

export const contingencyAction = pgEnum("contingency_action", [
  "reserve_post",
  "reminder",
  "spare_creative",
  "extra_budget",
  "other",
]);
export type ContingencyAction = (typeof contingencyAction.enumValues)[number];

/** A line of the plan for falling short: if a metric is below a threshold at a moment or stage, then do this. It fires once. */
export const contingencies = pgTable(
  "contingencies",
  {
    communityId: communityId(),
    id: id(),
    promoId: uuid().notNull(),
    metric: text().notNull(),
    placementId: uuid(), // of one placement; empty: of the promo
    threshold: integer().notNull(),
    checkAt: instant(), // either a moment
    stage: promoStatus(), // or when the promo comes to this state
    action: contingencyAction().notNull(),
    what: text().notNull().default(""), // in words
    ownerId: uuid(),
    ownerName: text().notNull().default(""),
    preparedId: uuid(), // the placement that lies ready
    status: contingencyStatus().notNull().default("waiting"),
    judgedAt: instant(),
    value: integer(), // what the metric was then
    doneAt: instant(),
    outcome: text().notNull().default(""), // what came of it
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (line) => [
    primaryKey({ columns: [line.communityId, line.id] }),
    foreignKey({ columns: [line.communityId, line.promoId], foreignColumns: [promos.communityId, promos.id] }),
    foreignKey({
      columns: [line.communityId, line.placementId],
      foreignColumns: [placements.communityId, placements.id],
    }),
    foreignKey({
      columns: [line.communityId, line.preparedId],
      foreignColumns: [placements.communityId, placements.id],
    }),
    foreignKey({ columns: [line.communityId, line.ownerId], foreignColumns: [people.communityId, people.id] }),
    index("contingencies_by_promo").on(line.communityId, line.promoId, line.createdAt),
    index("contingencies_due").on(line.checkAt).where(sql`${line.status} = 'waiting'`),
    check("contingencies_at_a_moment_or_stage", sql`(${line.checkAt} is null) <> (${line.stage} is null)`),
    check("contingencies_threshold_positive", sql`${line.threshold} > 0`),
    check("contingencies_judged_once", sql`(${line.status} = 'waiting') = (${line.judgedAt} is null)`),
  ],
);

export type Contingency = typeof contingencies.$inferSelect;
export type Reading = typeof readings.$inferSelect;
