import { sql } from "drizzle-orm";
import {
  boolean,
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
import { amountMinor, communityId, createdAt, id, instant } from "../columns";
import { campaigns } from "./catalog";
import { communities, people } from "./identity";

export const linkStatus = pgEnum("link_status", ["active", "disabled"]);
export type LinkStatus = (typeof linkStatus.enumValues)[number];

/** Who a link is for: staff put one into a post, a reader shares one of their own. */
export const linkOrigin = pgEnum("link_origin", ["placed", "shared"]);

/** A tracked link on our own domain, `/r/{code}`. Where it stands is said in the words that UTM tags are made of. */
export const links = pgTable(
  "links",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    campaignId: uuid(), // empty: of a promo that has no campaign
    code: text().notNull(),
    origin: linkOrigin().notNull().default("placed"),
    network: text().notNull(), // instagram, facebook, …
    medium: text().notNull(), // social, paid-social, …
    tag: text().notNull(), // the UTM campaign, such as 2023-06-charity-book-sale
    content: text().notNull(), // the placement: story-4, fb-group-post-1
    target: text().notNull(), // a path of our own, or a whole address at a host the community allows
    hopOf: uuid(), // the link whose post this one leads to: a story that sends people to a Facebook post
    title: text().notNull().default(""), // for its preview
    pictureUrl: text(),
    status: linkStatus().notNull().default("active"),
    expiresAt: instant(),
    costMinor: amountMinor().notNull().default(0), // in the campaign's currency
    createdBy: uuid(), // empty: a reader who is not known
    createdAt: createdAt(),
  },
  (link) => [
    primaryKey({ columns: [link.communityId, link.id] }),
    unique("links_code").on(link.communityId, link.code),
    foreignKey({
      columns: [link.communityId, link.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({ columns: [link.communityId, link.hopOf], foreignColumns: [link.communityId, link.id] }),
    index("links_by_campaign").on(link.communityId, link.campaignId, link.createdAt),
    check(
      "links_words_plain",
      sql`${link.network} || ${link.medium} || ${link.tag} || ${link.content} ~ '^[a-z0-9-]+$'`,
    ),
    check("links_cost_not_negative", sql`${link.costMinor} >= 0`),
  ],
);

/** Which community a code belongs to. Global: the address names none. */
export const linkCodes = pgTable("link_codes", {
  code: text().primaryKey(),
  communityId: communityId().references(() => communities.id),
  linkId: uuid().notNull(),
});

/** Hosts that links may lead to besides our own pages, such as www.facebook.com. */
export const linkHosts = pgTable(
  "link_hosts",
  { communityId: communityId().references(() => communities.id), host: text().notNull() },
  (row) => [primaryKey({ columns: [row.communityId, row.host] })],
);

/** One request to a link. Robots are kept and flagged. No address and no agent: a visitor is a cookie after consent, else a daily hash. */
export const clicks = pgTable(
  "clicks",
  {
    communityId: communityId(),
    id: id(),
    linkId: uuid(), // empty: a code that was disabled, expired or is of nobody
    at: instant().notNull(),
    visitor: text().notNull(),
    isQr: boolean().notNull().default(false),
    botReason: text(), // empty: a person
    app: text(), // the family of the agent: instagram, facebook, telegram, chrome, …
    referrerHost: text(),
    orphanCode: text(), // what was asked for, when no link answers to it
  },
  (click) => [
    primaryKey({ columns: [click.communityId, click.id] }),
    index("clicks_by_link").on(click.communityId, click.linkId, click.at),
    index("clicks_by_visitor").on(click.communityId, click.visitor, click.at).where(sql`${click.botReason} is null`),
  ],
);

/** The clicks of a link and day, counted from the rows: so that a page over millions of them opens at once. */
export const clickDays = pgTable(
  "click_days",
  {
    communityId: communityId(),
    linkId: uuid().notNull(),
    day: text().notNull(), // YYYY-MM-DD in the community's time zone
    clicks: integer().notNull(), // one per visitor and hour
    qr: integer().notNull(), // of these, from a printed code
    requests: integer().notNull(), // every request of a person
    bots: integer().notNull(),
    orphans: integer().notNull(), // requests of people while the link was off
    orphanBots: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.communityId, row.linkId, row.day] })],
);

/**
 * The visitors of a day by the day they had come before, so that of any span of days those who came are counted exactly: the ones
 * whose last visit lies before it. Of a row of the sources page, or of the whole campaign.
 */
export const visitorDays = pgTable(
  "visitor_days",
  {
    communityId: communityId(),
    campaignId: uuid().notNull(),
    scope: text().notNull(), // "*", "link:" and its id, "shared:" and the network
    day: text().notNull(),
    lastDay: text().notNull(), // empty: never before
    visitors: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.communityId, row.campaignId, row.scope, row.day, row.lastDay] })],
);

/** How far a campaign's clicks are counted into days; the rest is read from the rows. */
export const clickMarks = pgTable(
  "click_marks",
  {
    communityId: communityId(),
    campaignId: uuid().notNull(),
    timeZone: text().notNull(), // whose days they are
    until: instant().notNull(), // on the hour; everything before it is counted
    checkedAt: instant().notNull(), // when all days were last held against the rows
  },
  (mark) => [
    primaryKey({ columns: [mark.communityId, mark.campaignId] }),
    foreignKey({
      columns: [mark.communityId, mark.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
  ],
);

export const leadCause = pgEnum("lead_cause", ["claim", "listing", "donation", "waitlist", "contact", "entered"]);
export type LeadCause = (typeof leadCause.enumValues)[number];

/**
 * Somebody who showed interest in a campaign: tracked, with the links they came by, or entered by hand, a name or a bare count.
 * One row of a person: whoever is entered by name and is also tracked counts once.
 */
export const leads = pgTable(
  "leads",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    promoId: uuid(), // it was entered for
    personId: uuid(), // empty: entered, and nobody we know
    cause: leadCause().notNull(),
    firstLinkId: uuid(),
    firstAt: instant(),
    lastLinkId: uuid(),
    lastAt: instant(),
    heardFrom: text(), // what the person said
    network: text(), // of an entered one without a link
    count: integer().notNull().default(1),
    name: text(), // as it was entered; in no report
    note: text(),
    authorId: uuid(), // who entered it
    createdAt: createdAt(),
  },
  (lead) => [
    primaryKey({ columns: [lead.communityId, lead.id] }),
    uniqueIndex("leads_one_per_person")
      .on(lead.communityId, lead.campaignId, lead.personId)
      .where(sql`${lead.personId} is not null`),
    // The same name entered by two hands, of somebody we do not know, is one lead.
    uniqueIndex("leads_one_per_name")
      .on(lead.communityId, lead.campaignId, sql`lower(${lead.name})`)
      .where(sql`${lead.personId} is null and ${lead.name} is not null`),
    foreignKey({
      columns: [lead.communityId, lead.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({ columns: [lead.communityId, lead.personId], foreignColumns: [people.communityId, people.id] }),
    foreignKey({ columns: [lead.communityId, lead.firstLinkId], foreignColumns: [links.communityId, links.id] }),
    foreignKey({ columns: [lead.communityId, lead.lastLinkId], foreignColumns: [links.communityId, links.id] }),
    index("leads_by_campaign").on(lead.communityId, lead.campaignId, lead.createdAt),
    check("leads_count_positive", sql`${lead.count} > 0`),
    check("leads_person_counts_once", sql`${lead.personId} is null or ${lead.count} = 1`),
    // One that was entered and is tracked since keeps its author.
    check("leads_have_a_source", sql`${lead.cause} <> 'entered' or ${lead.authorId} is not null`),
  ],
);

export type Link = typeof links.$inferSelect;
export type Lead = typeof leads.$inferSelect;
