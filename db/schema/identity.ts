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
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { communityId, createdAt, id, instant } from "../columns";

export const locale = pgEnum("locale", ["uk", "en"]);

/** One installation serves many communities; every domain key begins with one of these ids. */
export const communities = pgTable(
  "communities",
  {
    id: id().primaryKey(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    locale: locale().notNull().default("uk"),
    timeZone: text().notNull().default("Europe/Kyiv"),
    memberDomains: text().array().notNull().default([]), // whoever proves an address there is a member
    contactDays: integer().notNull().default(90), // guests' contacts are kept so long after their campaign closed
    proofDays: integer().notNull().default(180), // and proofs so long after the money was confirmed
    createdAt: createdAt(),
  },
  (community) => [check("communities_slug_plain", sql`${community.slug} ~ '^[a-z0-9][a-z0-9-]{0,59}$'`)],
);

/** Members and guests of one community: the only table beside messages and proofs with personal data. */
export const people = pgTable(
  "people",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    name: text().notNull(),
    email: text(), // normalised; empty once erased
    phone: text(),
    telegram: text(),
    locale: locale().notNull().default("uk"),
    isOutsider: boolean().notNull().default(true),
    shares: text().array().notNull().default([]), // email, phone, telegram: what the other side of a hand-over may see
    createdAt: createdAt(),
    erasedAt: instant(),
  },
  (person) => [
    primaryKey({ columns: [person.communityId, person.id] }),
    unique("people_one_per_email").on(person.communityId, person.email),
    index("people_by_email").on(person.email), // signing in looks across communities
  ],
);

export const role = pgEnum("role", ["member", "organizer", "treasurer", "smm"]);
export type Role = (typeof role.enumValues)[number];

export const memberships = pgTable(
  "memberships",
  {
    communityId: communityId(),
    personId: uuid().notNull(),
    role: role().notNull(),
    grantedBy: uuid(), // empty when the operator granted it
    grantedAt: createdAt(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.personId, row.role] }),
    foreignKey({ columns: [row.communityId, row.personId], foreignColumns: [people.communityId, people.id] }),
  ],
);

export const apiTokens = pgTable(
  "api_tokens",
  {
    communityId: communityId(),
    id: id(),
    personId: uuid().notNull(),
    name: text().notNull(),
    tokenHash: text().notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (token) => [
    primaryKey({ columns: [token.communityId, token.id] }),
    uniqueIndex("api_tokens_by_hash").on(token.communityId, token.tokenHash),
    foreignKey({ columns: [token.communityId, token.personId], foreignColumns: [people.communityId, people.id] }),
  ],
);

export const linkKind = pgEnum("link_kind", ["claim", "book", "donation", "wait", "review", "report"]);
export type LinkKind = (typeof linkKind.enumValues)[number];

/** Private links of guests: the address carries a 256-bit token, the table its hash. Global, since the address names no community. */
export const privateLinks = pgTable("private_links", {
  tokenHash: text().primaryKey(),
  communityId: communityId().references(() => communities.id),
  kind: linkKind().notNull(),
  subjectId: uuid().notNull(),
  createdAt: createdAt(),
  revokedAt: instant(),
});

export const codePurpose = pgEnum("code_purpose", ["sign_in", "claim", "wait"]);
export type CodePurpose = (typeof codePurpose.enumValues)[number];

/** Six-digit codes sent by e-mail. The subject is a keyed hash of the address, or a claim's id: no personal data here. */
export const oneTimeCodes = pgTable(
  "one_time_codes",
  {
    id: id().primaryKey(),
    purpose: codePurpose().notNull(),
    subject: text().notNull(),
    codeHash: text().notNull(),
    triesLeft: integer().notNull(),
    expiresAt: instant().notNull(),
    consumedAt: instant(),
    createdAt: createdAt(),
  },
  (code) => [index("one_time_codes_by_subject").on(code.purpose, code.subject, code.createdAt)],
);

// The four tables next-auth's adapter knows. They are global: one person signs in once for all their communities.
export const users = pgTable("users", {
  id: id().primaryKey(),
  name: text(),
  email: text().notNull().unique(),
  emailVerified: instant(),
  image: text(),
});

export const accounts = pgTable(
  "accounts",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text().notNull(),
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text(),
    id_token: text("id_token"),
    session_state: text("session_state"),
  },
  (account) => [primaryKey({ columns: [account.provider, account.providerAccountId] })],
);

export const sessions = pgTable(
  "sessions",
  {
    sessionToken: text().primaryKey(), // a hash: a copy of the table signs nobody in
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: instant().notNull(),
  },
  (session) => [index("sessions_by_user").on(session.userId)],
);

export const verificationTokens = pgTable(
  "verification_tokens",
  { identifier: text().notNull(), token: text().notNull(), expires: instant().notNull() },
  (row) => [primaryKey({ columns: [row.identifier, row.token] })],
);

/** Counters of rate-limiter-flexible. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: instant(),
});

/** First answers to POSTs that carried an Idempotency-Key. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    communityId: communityId().references(() => communities.id),
    scope: text().notNull(), // who asked and which address
    key: text().notNull(),
    bodyHash: text().notNull(),
    status: integer(), // empty while the first request is still at work
    answer: jsonb(),
    createdAt: createdAt(),
  },
  (row) => [primaryKey({ columns: [row.communityId, row.scope, row.key] })],
);

export type Community = typeof communities.$inferSelect;
export type Person = typeof people.$inferSelect;
