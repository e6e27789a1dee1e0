import { and, asc, desc, eq, gt, ilike, inArray, isNull, ne, not, notInArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import {
  claims,
  type DonationStatus,
  donationStatus,
  donations,
  ledgerEntries,
  openStatuses,
  people,
  refunds,
} from "@/db/schema";
import { readPaymentCode } from "@/lib/core/codes";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { type Place, writeCursor } from "./cursor";
import { type DeskDonation, deskRows } from "./desk-rows";
import type { DeskDonationsInput, DeskState } from "./input";
import { isCredit } from "./ledger";
import { normaliseReference } from "./rules";

export type DeskDonations = { items: DeskDonation[]; nextCursor: string | null };

/**
 * A campaign's money for those who may see it. Without a state: what waits for a check, the longest waiting first, then the rest,
 * newest first. `pledged` are open holds, since money can come without a proof; `confirmed` begins with the latest confirmation;
 * `without_book` waits for a decision; `with_refund` and `refund_failed` begin with the latest refund. `q` is a code, a part of the donor's name or a bank reference, and also finds
 * claims that ended without any money. `filters` come from `deskDonationsInput`. Refuses `identity.notAllowed`.
 */
export async function deskDonations(
  actor: Actor,
  campaignId: string,
  { state, q, after, limit }: Omit<DeskDonationsInput, "after"> & { after?: Place | undefined },
  now = new Date(),
): Promise<DeskDonations> {
  requirePermission(actor, "money.see");
  const ask: Ask = { communityId: actor.communityId, campaignId, state, q, now };
  const size = limit + 1;
  const showsWaiting = (state === undefined || state === "reported") && after?.part !== "rest";
  const waiting = showsWaiting ? await waitingPage(ask, after, size) : [];
  const left = size - waiting.length;
  const afterRest = after?.part === "rest" ? after : undefined;
  const rest = state === "reported" || left === 0 ? [] : await restPage(ask, afterRest, left);

  const found = [...waiting, ...rest];
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: await deskRows(
      actor.communityId,
      found.slice(0, limit).map(({ id }) => id),
      now,
    ),
    nextCursor: last ? writeCursor(last) : null,
  };
}

/** The money of one code, as people type it: also of a claim for which none has come. Refuses `identity.notAllowed`. */
export async function findDonation(actor: Actor, typed: string, now = new Date()): Promise<DeskDonation | undefined> {
  requirePermission(actor, "money.see");
  const code = readPaymentCode(typed);
  if (!code) return undefined;
  const { communityId } = actor;
  const [donation] = await db
    .select({ id: donations.id, claimId: donations.claimId })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.code, code)));
  const [claim] = await db
    .select({ id: claims.id })
    .from(claims)
    .where(
      and(
        eq(claims.communityId, communityId),
        donation?.claimId ? eq(claims.id, donation.claimId) : eq(claims.code, code),
      ),
    );
  const id = claim?.id ?? donation?.id;
  const [row] = id ? await deskRows(communityId, [id], now) : [];
  return row;
}

type Ask = Pick<DeskDonationsInput, "state" | "q"> & { communityId: string; campaignId: string; now: Date };

const ofClaim = and(eq(donations.communityId, claims.communityId), eq(donations.claimId, claims.id));
const donor = and(eq(people.communityId, donations.communityId), eq(people.id, donations.donorId));
const claimant = and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId));
/** With microseconds, so that a page begins exactly where the last one ended. */
const inFull = (at: SQL) => sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

async function waitingPage(ask: Ask, after: Place | undefined, limit: number): Promise<Place[]> {
  const at = sql`${donations.createdAt}`;
  const id = sql<string>`coalesce(${claims.id}, ${donations.id})`; // one without a claim waits, too, when its confirmation was undone
  const rows = await db
    .select({ id, at: inFull(at) })
    .from(donations)
    .leftJoin(claims, ofClaim)
    .leftJoin(people, donor)
    .where(
      and(
        eq(donations.communityId, ask.communityId),
        eq(donations.campaignId, ask.campaignId),
        eq(donations.status, "reported"),
        searched(ask),
        after && sql`(${at}, ${id}) > (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(at), asc(id))
    .limit(limit);
  return rows.map((row) => ({ ...row, part: "waiting" }));
}

/** The latest confirmation first: read off the ledger, which is in that order. */
async function confirmedPage(ask: Ask, after: Place | undefined, limit: number): Promise<Place[]> {
  const at = sql`${ledgerEntries.at}`;
  const id = sql<string>`coalesce(${claims.id}, ${donations.id})`;
  const rows = await db
    .select({ id, at: inFull(at) })
    .from(ledgerEntries)
    .innerJoin(
      donations,
      and(eq(donations.communityId, ledgerEntries.communityId), eq(donations.id, ledgerEntries.donationId)),
    )
    .leftJoin(claims, and(eq(claims.communityId, donations.communityId), eq(claims.id, donations.claimId)))
    .leftJoin(people, donor)
    .where(
      and(
        eq(ledgerEntries.communityId, ask.communityId),
        eq(ledgerEntries.campaignId, ask.campaignId),
        isCredit(),
        eq(donations.status, "confirmed"),
        searched(ask),
        after && sql`(${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit);
  return rows.map((row) => ({ ...row, part: "rest" }));
}

const FAILED_LATELY_MS = 14 * 86_400_000;

/** The latest refund first. One that failed is a task until it is tried again, or is an old story. */
async function refundsPage(ask: Ask, after: Place | undefined, limit: number): Promise<Place[]> {
  const at = sql`max(${refunds.createdAt})`;
  const id = sql<string>`coalesce(${donations.claimId}, ${donations.id})`;
  const lately = new Date(ask.now.getTime() - FAILED_LATELY_MS).toISOString();
  const rows = await db
    .select({ id, at: inFull(at) })
    .from(refunds)
    .innerJoin(donations, and(eq(donations.communityId, refunds.communityId), eq(donations.id, refunds.donationId)))
    .leftJoin(claims, ofClaim)
    .leftJoin(people, donor)
    .where(
      and(
        eq(donations.communityId, ask.communityId),
        eq(donations.campaignId, ask.campaignId),
        searched(ask),
        ask.state === "refund_failed" ? inArray(donations.status, ["confirmed", "disputed"]) : undefined,
      ),
    )
    .groupBy(donations.claimId, donations.id)
    .having(
      and(
        ask.state === "refund_failed"
          ? sql`(array_agg(${refunds.status} order by ${refunds.id} desc))[1] = 'failed' and max(${refunds.settledAt}) > ${lately}`
          : undefined,
        after && sql`(${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit);
  return rows.map((row) => ({ ...row, part: "rest" }));
}

async function restPage(ask: Ask, after: Place | undefined, limit: number): Promise<Place[]> {
  if (ask.state === "confirmed") return confirmedPage(ask, after, limit);
  if (ask.state === "with_refund" || ask.state === "refund_failed") return refundsPage(ask, after, limit);
  const pages = await Promise.all([claimsPage(ask, after, limit), plainPage(ask, after, limit)]);
  return pages
    .flat()
    .sort((one, other) => (one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1))
    .slice(0, limit);
}

async function claimsPage(ask: Ask, after: Place | undefined, limit: number): Promise<Place[]> {
  const at = sql`${claims.createdAt}`;
  const rows = await db
    .select({ id: claims.id, at: inFull(at) })
    .from(claims)
    .leftJoin(donations, ofClaim)
    .innerJoin(people, claimant)
    .where(
      and(
        eq(claims.communityId, ask.communityId),
        eq(claims.campaignId, ask.campaignId),
        inState(ask),
        searched(ask),
        after && sql`(${at}, ${claims.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(claims.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, part: "rest" }));
}

/**
 * Donations without a claim. A promise of one is shown to whoever looks for it: many are never kept. Of those that came twice
 * and could not be sent back, somebody has to decide.
 */
async function plainPage(ask: Ask, after: Place | undefined, limit: number): Promise<Place[]> {
  const { state, q } = ask;
  if (state === "pledged" && q === undefined) return [];
  const at = sql`${donations.createdAt}`;
  const statuses: DonationStatus[] = state === "without_book" ? ["confirmed"] : isStatus(state) ? [state] : SETTLED;
  const rows = await db
    .select({ id: donations.id, at: inFull(at) })
    .from(donations)
    .leftJoin(people, donor)
    .where(
      and(
        eq(donations.communityId, ask.communityId),
        eq(donations.campaignId, ask.campaignId),
        isNull(donations.claimId),
        q === undefined || state ? inArray(donations.status, statuses) : ne(donations.status, "reported"), // those wait above
        state === "without_book" ? isNull(donations.decision) : undefined,
        q && readPaymentCode(q) ? eq(donations.code, readPaymentCode(q) ?? "") : searched(ask),
        after && sql`(${at}, ${donations.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(donations.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, part: "rest" }));
}

const isStatus = (state: DeskState | undefined): state is DonationStatus =>
  donationStatus.enumValues.some((status) => status === state);
const SETTLED: DonationStatus[] = ["confirmed", "failed", "refunded", "disputed"];

function inState({ state, q, now }: Ask): SQL | undefined {
  if (state === "without_book")
    return and(
      eq(donations.status, "confirmed"),
      isNull(donations.decision),
      notInArray(claims.status, [...openStatuses]),
    );
  if (isStatus(state) && state !== "pledged") return eq(donations.status, state);

  const isUnpaid = or(isNull(donations.id), eq(donations.status, "pledged"));
  // the money of a claim whose book had gone may pay for another book now: it is shown there
  const isMoved = sql`exists (select 1 from donations moved
    where moved.community_id = ${claims.communityId} and moved.code = ${claims.code} and moved.claim_id <> ${claims.id})`;
  const isHeld = and(eq(claims.status, "held"), gt(claims.expiresAt, now));
  const unpaid = and(isUnpaid, not(isMoved), q === undefined ? isHeld : undefined);
  if (state === "pledged") return unpaid;
  return or(unpaid, inArray(donations.status, SETTLED));
}

function searched({ q }: Ask): SQL | undefined {
  if (q === undefined) return undefined;
  const code = readPaymentCode(q);
  if (code) return or(eq(claims.code, code), eq(donations.code, code));
  return or(
    ilike(people.name, `%${q.replace(/[\\%_]/g, "\\$&")}%`),
    sql`exists (select 1 from ledger_entries entry
      join transfers on transfers.community_id = entry.community_id and transfers.id = entry.transfer_id
      where entry.community_id = ${donations.communityId} and entry.donation_id = ${donations.id}
        and transfers.reference = ${normaliseReference(q)})`,
  );
}
