import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { communityId, createdAt, id, instant } from "../columns";
import { claims } from "./claims";

export const handoverStatus = pgEnum("handover_status", [
  "to_arrange",
  "arranged",
  "shipped",
  "received",
  "no_show",
  "returned", // the parcel came back to its giver
  "closed", // the claim lost its money
]);
export type HandoverStatus = (typeof handoverStatus.enumValues)[number];

export const handoverEvent = pgEnum("handover_event", [
  "open", // the donation was confirmed
  "choose", // a pick-up point: no time to agree
  "propose",
  "agree",
  "decline",
  "ship",
  "receive",
  "miss",
  "return",
  "close", // the claim lost its money or its book
  "wait", // the taker was asked, and has no book yet
]);
export type HandoverEvent = (typeof handoverEvent.enumValues)[number];

export const handoverWay = pgEnum("handover_way", ["pickup", "meeting", "parcel"]);
export type HandoverWay = (typeof handoverWay.enumValues)[number];

/** How the book of a confirmed claim comes to its reader. */
export const handovers = pgTable(
  "handovers",
  {
    communityId: communityId(),
    id: id(),
    claimId: uuid().notNull(),
    status: handoverStatus().notNull().default("to_arrange"),
    way: handoverWay(),
    place: text(), // of the meeting, or the pick-up point
    meetsAt: instant(), // proposed, and once arranged agreed
    proposedBy: uuid(), // whose proposal waits for the other's answer
    city: text(),
    branch: text(), // of the parcel service
    waybill: text(),
    parcelStatus: text(), // the carrier's own code of it
    parcelAskedAt: instant(),
    codeTries: smallint().notNull().default(0), // wrong ones, of the taker's code
    remindedAt: instant(),
    chasedAt: instant(),
    createdAt: createdAt(),
  },
  (handover) => [
    primaryKey({ columns: [handover.communityId, handover.id] }),
    unique("handovers_one_per_claim").on(handover.communityId, handover.claimId),
    foreignKey({ columns: [handover.communityId, handover.claimId], foreignColumns: [claims.communityId, claims.id] }),
    index("handovers_meeting").on(handover.meetsAt).where(sql`${handover.status} = 'arranged'`),
    index("handovers_shipped").on(handover.parcelAskedAt).where(sql`${handover.status} = 'shipped'`),
    index("handovers_open")
      .on(handover.createdAt)
      .where(sql`${handover.status} in ('to_arrange', 'arranged', 'shipped')`),
    check(
      "handovers_way_when_agreed",
      sql`${handover.status} not in ('arranged', 'shipped') or ${handover.way} is not null`,
    ),
    check("handovers_waybill_plain", sql`${handover.waybill} ~ '^[0-9]{14}$'`),
  ],
);

/** What happened to a hand-over, in order. Rows are added and never changed. */
export const handoverEvents = pgTable(
  "handover_events",
  {
    communityId: communityId(),
    id: id(),
    handoverId: uuid().notNull(),
    event: handoverEvent().notNull(),
    status: handoverStatus().notNull(), // after the event
    actorId: uuid(), // empty when the system acted
    reason: text(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.id] }),
    foreignKey({
      columns: [row.communityId, row.handoverId],
      foreignColumns: [handovers.communityId, handovers.id],
    }),
    index("handover_events_by_handover").on(row.communityId, row.handoverId, row.at),
  ],
);

export type Handover = typeof handovers.$inferSelect;
