import { sql } from "drizzle-orm";
import {
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
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { campaigns } from "./catalog";
import { transfers } from "./donations";

export const statementSource = pgEnum("statement_source", ["csv", "monobank"]);

/** One taking over of lines from the bank: a file, or a stretch of time asked of monobank. */
export const statements = pgTable(
  "statements",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    source: statementSource().notNull(),
    name: text().notNull(), // the file's name, or the account
    linesRead: integer().notNull(),
    linesNew: integer().notNull(),
    actorId: uuid().notNull(),
    createdAt: createdAt(),
  },
  (statement) => [
    primaryKey({ columns: [statement.communityId, statement.id] }),
    foreignKey({
      columns: [statement.communityId, statement.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    index("statements_by_campaign").on(statement.communityId, statement.campaignId, statement.createdAt),
  ],
);

/** One line of the fund's account, stored once however often it is imported. The comment and the sender are the bank's words. */
export const statementLines = pgTable(
  "statement_lines",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    statementId: uuid().notNull(),
    reference: text().notNull(), // the bank's own id of the line, or one made from what it says; the transfer's when it is matched
    at: instant().notNull(),
    amountMinor: amountMinor().notNull(), // above zero: came in
    currency: currency(),
    comment: text().notNull().default(""),
    counterparty: text(),
    transferId: uuid(), // the transfer it is: then it counts
    setAsideAt: instant(), // a person said it is none of the campaign's money
    setAsideBy: uuid(),
    setAsideReason: text(),
  },
  (line) => [
    primaryKey({ columns: [line.communityId, line.id] }),
    unique("statement_lines_once").on(line.communityId, line.campaignId, line.reference),
    uniqueIndex("statement_lines_one_per_transfer")
      .on(line.communityId, line.transferId)
      .where(sql`${line.transferId} is not null`),
    foreignKey({
      columns: [line.communityId, line.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
    foreignKey({
      columns: [line.communityId, line.statementId],
      foreignColumns: [statements.communityId, statements.id],
    }),
    foreignKey({
      columns: [line.communityId, line.transferId],
      foreignColumns: [transfers.communityId, transfers.id],
    }),
    index("statement_lines_by_time").on(line.communityId, line.campaignId, line.at),
    check("statement_lines_amount_not_zero", sql`${line.amountMinor} <> 0`),
  ],
);

/** Which column means what, remembered for files with the same header. */
export type ColumnMapping = {
  at: number;
  amount: number;
  debit?: number | null; // what went out, where it has a column of its own
  comment: number | null;
  counterparty: number | null;
  reference: number | null;
};

export const statementMappings = pgTable(
  "statement_mappings",
  {
    communityId: communityId(),
    header: text().notNull(), // a hash of the file's header line
    mapping: jsonb().$type<ColumnMapping>().notNull(),
    createdAt: createdAt(),
  },
  (mapping) => [primaryKey({ columns: [mapping.communityId, mapping.header] })],
);

export const syncStatus = pgEnum("sync_status", ["running", "done", "failed"]);

/** A stretch of time being read from monobank, which answers once a minute and 31 days at a time. */
export const statementSyncs = pgTable(
  "statement_syncs",
  {
    communityId: communityId(),
    id: id(),
    campaignId: uuid().notNull(),
    account: text().notNull(),
    fromAt: instant().notNull(),
    toAt: instant().notNull(),
    readTo: instant().notNull(), // read backwards from `to_at` down to here
    status: syncStatus().notNull().default("running"),
    linesRead: integer().notNull().default(0),
    linesNew: integer().notNull().default(0),
    problem: text(),
    actorId: uuid().notNull(),
    createdAt: createdAt(),
  },
  (sync) => [
    primaryKey({ columns: [sync.communityId, sync.id] }),
    uniqueIndex("statement_syncs_one_running")
      .on(sync.communityId, sync.campaignId)
      .where(sql`${sync.status} = 'running'`),
    foreignKey({
      columns: [sync.communityId, sync.campaignId],
      foreignColumns: [campaigns.communityId, campaigns.id],
    }),
  ],
);

export type StatementLine = typeof statementLines.$inferSelect;
