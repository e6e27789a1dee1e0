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
import { amountMinor, communityId, createdAt, id, instant } from "../columns";
import { communities } from "./identity";
import { promos } from "./promos";
import { links } from "./referrals";

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

export type Placement = typeof placements.$inferSelect;
export type PlacementMedia = typeof placementMedia.$inferSelect;
export type PromoShare = typeof promoShares.$inferSelect;
