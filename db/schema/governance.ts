import { sql } from "drizzle-orm";
import {
  check,
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
import { campaigns } from "./catalog";
import { communities, people } from "./identity";

/** Links by which people become members. */
export const invites = pgTable(
  "invites",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    tokenHash: text().notNull(),
    createdBy: uuid().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    maxUses: integer().notNull(),
    uses: integer().notNull().default(0),
    revokedAt: instant(),
  },
  (invite) => [
    primaryKey({ columns: [invite.communityId, invite.id] }),
    unique("invites_token").on(invite.tokenHash), // the address names no community
    foreignKey({ columns: [invite.communityId, invite.createdBy], foreignColumns: [people.communityId, people.id] }),
    check("invites_uses_counted", sql`${invite.uses} between 0 and ${invite.maxUses}`),
  ],
);

/** Somebody proposed as an organizer, until another of the staff agrees. */
export const organizerProposals = pgTable(
  "organizer_proposals",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    personId: uuid().notNull(),
    proposedBy: uuid().notNull(),
    proposedAt: instant().notNull(),
    decidedBy: uuid(),
    decidedAt: instant(),
    outcome: text(), // agreed, declined, withdrawn
  },
  (proposal) => [
    primaryKey({ columns: [proposal.communityId, proposal.id] }),
    uniqueIndex("organizer_proposals_one_open_each")
      .on(proposal.communityId, proposal.personId)
      .where(sql`${proposal.decidedAt} is null`),
    foreignKey({ columns: [proposal.communityId, proposal.personId], foreignColumns: [people.communityId, people.id] }),
    check(
      "organizer_proposals_two_people",
      sql`${proposal.outcome} <> 'agreed' or ${proposal.decidedBy} <> ${proposal.proposedBy}`,
    ),
  ],
);

/** Where the fund's money should go from a later moment on. */
export const requisiteChanges = pgTable(
  "requisite_changes",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    fundName: text().notNull(),
    jarUrl: text(),
    iban: text(),
    edrpou: text(),
    requestedBy: uuid(), // empty when the operator asked
    requestedAt: instant().notNull(),
    takesEffectAt: instant().notNull(),
    appliedAt: instant(),
    cancelledBy: uuid(),
    cancelledAt: instant(),
  },
  (change) => [
    primaryKey({ columns: [change.communityId, change.id] }),
    uniqueIndex("requisite_changes_one_open")
      .on(change.communityId, change.campaignId)
      .where(sql`${change.appliedAt} is null and ${change.cancelledAt} is null`),
    foreignKey({
      columns: [change.communityId, change.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    index("requisite_changes_due")
      .on(change.takesEffectAt)
      .where(sql`${change.appliedAt} is null and ${change.cancelledAt} is null`),
  ],
);

/** Who did what that others should be able to look up later. Ids and words of the product, never contacts. Rows are added and never changed. */
export const auditLog = pgTable(
  "audit_log",
  {
    communityId: communityId().references(() => communities.id),
    id: id(),
    actorId: uuid(), // empty when the system or the operator acted
    action: text().notNull(), // as in lib/identity/audit.ts
    subjectId: uuid(),
    details: jsonb().$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    index("audit_log_by_time").on(row.communityId, row.at, row.id),
  ],
);
