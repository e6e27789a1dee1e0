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
  uuid,
} from "drizzle-orm/pg-core";
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { campaigns } from "./catalog";
import { communities, people } from "./identity";
import { links } from "./referrals";

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

export const placementStatus = pgEnum("placement_status", [
  "draft",
  "in_review",
  "changes_requested",
  "approved",
  "scheduled",
  "published",
  "measured",
  "failed",
  "on_hold",
  "cancelled",
]);
export type PlacementStatus = (typeof placementStatus.enumValues)[number];

export const placementEvent = pgEnum("placement_event", [
  "edit",
  "submit",
  "comment",
  "request_changes",
  "approve",
  "schedule",
  "publish",
  "measure",
  "fail",
  "hold",
  "resume",
  "cancel",
]);
export type PlacementEvent = (typeof placementEvent.enumValues)[number];

/** One item in one network and format. We plan and measure it; a person posts it by hand. */
export const placements = pgTable(
  "placements",
  {
    communityId: communityId(),
    id: id(),
    promoId: uuid().notNull(),
    network: text().notNull(),
    format: text().notNull(), // story, post, …: a file of lib/promos/specs has its rules
    content: text().notNull(), // the UTM content: story-4
    title: text().notNull().default(""), // for the desk
    status: placementStatus().notNull().default("draft"),
    text: text().notNull().default(""),
    sticker: text().notNull().default(""), // the words on a link sticker
    target: text(), // where its link leads; empty: it has none
    linkId: uuid(), // its own tracked link
    scheduledAt: instant(), // when it is meant to go out
    contentBy: instant(), // its own deadline, where it is not the promo's
    isSpare: boolean().notNull().default(false), // prepared for a contingency
    costMinor: amountMinor().notNull().default(0),
    publishedAt: instant(),
    publishedUrl: text(),
    version: integer().notNull().default(1), // counts changes of the content
    remindedAt: instant(), // that its numbers are due
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (placement) => [
    primaryKey({ columns: [placement.communityId, placement.id] }),
    unique("placements_content").on(placement.communityId, placement.promoId, placement.content),
    foreignKey({
      columns: [placement.communityId, placement.promoId],
      foreignColumns: [promos.communityId, promos.id],
    }),
    foreignKey({ columns: [placement.communityId, placement.linkId], foreignColumns: [links.communityId, links.id] }),
    index("placements_by_time").on(placement.communityId, placement.scheduledAt),
    index("placements_published").on(placement.publishedAt).where(sql`${placement.status} = 'published'`),
    check(
      "placements_words_plain",
      sql`${placement.network} || ${placement.format} || ${placement.content} ~ '^[a-z0-9-]+$'`,
    ),
    check(
      "placements_scheduled_have_a_time",
      sql`${placement.status} <> 'scheduled' or ${placement.scheduledAt} is not null`,
    ),
    check(
      "placements_published_have_a_time",
      sql`${placement.status} not in ('published', 'measured') or ${placement.publishedAt} is not null`,
    ),
    check("placements_cost_not_negative", sql`${placement.costMinor} >= 0`),
  ],
);

/** What a placement said, as somebody approved or commented on it. */
export type PlacementContent = {
  version: number;
  text: string;
  sticker: string;
  target: string | null;
  media: { id: string; alt: string }[];
};

/** What happened to a placement and what was said of it, in order. Rows are added and never changed. */
export const placementEvents = pgTable(
  "placement_events",
  {
    communityId: communityId(),
    id: id(),
    placementId: uuid().notNull(),
    event: placementEvent().notNull(),
    fromStatus: placementStatus(),
    toStatus: placementStatus().notNull(),
    actorId: uuid(), // empty: the system, or a reviewer without an account
    reviewer: text(), // the name such a reviewer gave
    shareId: uuid(), // and the review link they came by
    note: text(),
    content: jsonb().$type<PlacementContent>(), // of an approval: what was approved
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({
      columns: [row.communityId, row.placementId],
      foreignColumns: [placements.communityId, placements.id],
    }),
    index("placement_events_by_placement").on(row.communityId, row.placementId, row.at),
  ],
);

/** A picture or video of a placement, as it was uploaded. The files lie under DATA_DIR by community and id. */
export const placementMedia = pgTable(
  "placement_media",
  {
    communityId: communityId(),
    id: id(),
    placementId: uuid().notNull(),
    position: smallint().notNull(),
    type: text().notNull(), // image/jpeg, image/png, image/webp, video/mp4, …
    bytes: integer().notNull(),
    width: integer(), // empty: a video whose size could not be read
    height: integer(),
    seconds: integer(),
    name: text().notNull().default(""), // of the uploaded file
    alt: text().notNull().default(""),
    createdAt: createdAt(),
  },
  (media) => [
    primaryKey({ columns: [media.communityId, media.id] }),
    unique("placement_media_in_order").on(media.communityId, media.placementId, media.position),
    foreignKey({
      columns: [media.communityId, media.placementId],
      foreignColumns: [placements.communityId, placements.id],
    }),
    check("placement_media_up_to_ten", sql`${media.position} between 0 and 9`),
  ],
);

/** How long before it goes out a network's SMM manager needs a placement. */
export const networkSettings = pgTable(
  "network_settings",
  {
    communityId: communityId().references(() => communities.id),
    network: text().notNull(),
    leadHours: integer().notNull().default(48),
    changedBy: uuid(),
    changedAt: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.network] }),
    check("network_settings_lead_fits", sql`${row.leadHours} between 0 and 720`),
  ],
);

/** A community's own value of a content rule, in place of the one in lib/promos/specs. */
export const specOverrides = pgTable(
  "spec_overrides",
  {
    communityId: communityId().references(() => communities.id),
    network: text().notNull(),
    format: text().notNull(),
    rule: text().notNull(),
    value: jsonb().$type<number | string | boolean | string[]>().notNull(),
    level: text().notNull(), // hard, advice, off
    source: text().notNull().default(""),
    checkedOn: text().notNull(), // YYYY-MM-DD
    changedBy: uuid(),
    changedAt: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.network, row.format, row.rule] }),
    check("spec_overrides_level_known", sql`${row.level} in ('hard', 'advice', 'off')`),
  ],
);

export const shareKind = pgEnum("share_kind", ["review", "report"]);
export type ShareKind = (typeof shareKind.enumValues)[number];

/** A private address by which people without an account review a promo's placements or read its report. */
export const promoShares = pgTable(
  "promo_shares",
  {
    communityId: communityId(),
    id: id(),
    promoId: uuid().notNull(),
    kind: shareKind().notNull(),
    label: text().notNull().default(""), // whom it is for
    passwordHash: text(),
    createdBy: uuid(),
    createdAt: createdAt(),
    expiresAt: instant(),
    revokedAt: instant(),
  },
  (share) => [
    primaryKey({ columns: [share.communityId, share.id] }),
    foreignKey({ columns: [share.communityId, share.promoId], foreignColumns: [promos.communityId, promos.id] }),
    index("promo_shares_by_promo").on(share.communityId, share.promoId, share.createdAt),
  ],
);

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

export type Promo = typeof promos.$inferSelect;
export type Meeting = typeof meetings.$inferSelect;
export type Placement = typeof placements.$inferSelect;
export type PlacementMedia = typeof placementMedia.$inferSelect;
export type PromoShare = typeof promoShares.$inferSelect;
export type Contingency = typeof contingencies.$inferSelect;
export type Reading = typeof readings.$inferSelect;
