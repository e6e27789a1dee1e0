import { and, between, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books, type ClaimStatus, claims, type DonationStatus, donations, people } from "@/db/schema";
import { next } from "../rules";
import { codesOf, type OpenLine, type Payee } from "./match";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A line may have the day alone, and clocks differ. */
const EARLY_MS = 12 * HOUR_MS;
const LATE_MS = DAY_MS;
/** How long money may be on its way when no hold says until when. */
const WAIT_MS = 14 * DAY_MS;
const PAYEES_MAX = 3_000;

const CAN_BE_PAID: ClaimStatus[] = ["held", "reported", "expired", "rejected"];
const UNPAID: DonationStatus[] = ["pledged", "reported", "failed"];

/** Whom some lines of a campaign may be for: by the codes they name, and everyone whose money may have come in their time. */
export async function payeesFor(
  { communityId, campaignId }: { communityId: string; campaignId: string },
  lines: readonly OpenLine[],
): Promise<Payee[]> {
  if (lines.length === 0) return [];
  const codes = [...new Set(lines.flatMap(codesOf))];
  const times = lines.map(({ at }) => at.getTime()).sort((a, b) => a - b);
  const from = new Date((times[0] ?? 0) - WAIT_MS - LATE_MS);
  const to = new Date((times.at(-1) ?? 0) + EARLY_MS);
  return find({ communityId, campaignId, codes, from, to });
}

/** Whom codes are for, in a campaign. */
export async function payeesOfCodes(
  where: Pick<Here, "communityId" | "campaignId">,
  codes: string[],
): Promise<Payee[]> {
  const never = new Date(0);
  return codes.length === 0 ? [] : find({ ...where, codes, from: never, to: never });
}

async function find(here: Here): Promise<Payee[]> {
  const [ofClaims, ofDonations] = await Promise.all([claimRows(here), donationRows(here)]);

  const byId = new Map<string, Payee>();
  for (const row of [...ofClaims, ...ofDonations]) {
    const kept = byId.get(row.id);
    byId.set(row.id, kept ? { ...kept, codes: [...new Set([...kept.codes, ...row.codes])] } : row);
  }
  return [...byId.values()];
}

type Here = { communityId: string; campaignId: string; codes: string[]; from: Date; to: Date };

const titleAndName = { bookTitle: books.title, donorName: people.name };

async function claimRows({ communityId, campaignId, codes, from, to }: Here): Promise<Payee[]> {
  // the money of a claim whose book had gone may pay for another book now: it is found there
  const isMoved = sql`exists (select 1 from donations moved
    where moved.community_id = ${claims.communityId} and moved.code = ${claims.code} and moved.claim_id <> ${claims.id})`;
  const rows = await db
    .select({
      id: claims.id,
      code: claims.code,
      createdAt: claims.createdAt,
      expiresAt: claims.expiresAt,
      pledgeMinor: claims.pledgeMinor,
      donation: { code: donations.code, status: donations.status, pledgedMinor: donations.pledgedMinor },
      ...titleAndName,
    })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .leftJoin(donations, and(eq(donations.communityId, claims.communityId), eq(donations.claimId, claims.id)))
    .where(
      and(
        eq(claims.communityId, communityId),
        eq(claims.campaignId, campaignId),
        sql`not ${isMoved}`,
        or(
          within(claims.code, codes),
          and(
            inArray(claims.status, CAN_BE_PAID),
            between(claims.createdAt, from, to),
            or(isNull(donations.id), inArray(donations.status, UNPAID)),
          ),
        ),
      ),
    )
    .orderBy(...namedFirst(claims.code, codes))
    .limit(PAYEES_MAX);
  return rows.map(({ donation, pledgeMinor, code, ...row }) =>
    payeeOf({
      ...row,
      code: donation?.code ?? code,
      codes: donation ? [donation.code, code] : [code],
      status: donation?.status ?? "pledged",
      pledgedMinor: donation?.pledgedMinor ?? pledgeMinor,
    }),
  );
}

async function donationRows({ communityId, campaignId, codes, from, to }: Here): Promise<Payee[]> {
  const rows = await db
    .select({
      id: sql<string>`coalesce(${donations.claimId}, ${donations.id})`,
      code: donations.code,
      createdAt: donations.createdAt,
      status: donations.status,
      pledgedMinor: donations.pledgedMinor,
      ...titleAndName,
    })
    .from(donations)
    .leftJoin(claims, and(eq(claims.communityId, donations.communityId), eq(claims.id, donations.claimId)))
    .leftJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .leftJoin(people, and(eq(people.communityId, donations.communityId), eq(people.id, donations.donorId)))
    .where(
      and(
        eq(donations.communityId, communityId),
        eq(donations.campaignId, campaignId),
        or(
          within(donations.code, codes),
          and(
            isNull(donations.claimId),
            isNotNull(donations.donorId),
            gt(donations.pledgedMinor, 0),
            inArray(donations.status, UNPAID),
            between(donations.createdAt, from, to),
          ),
        ),
      ),
    )
    .orderBy(...namedFirst(donations.code, codes))
    .limit(PAYEES_MAX);
  return rows.map((row) => payeeOf({ ...row, codes: [row.code], expiresAt: null }));
}

type Code = typeof claims.code | typeof donations.code;

const within = (column: Code, codes: string[]): SQL | undefined =>
  codes.length > 0 ? inArray(column, codes) : undefined;

/** However many wait, whoever is named by a code is among those found. */
const namedFirst = (column: Code, codes: string[]): SQL[] => (codes.length > 0 ? [desc(inArray(column, codes))] : []);

type Found = Omit<Payee, "takesMoney" | "from" | "until"> & { createdAt: Date; expiresAt: Date | null };

function payeeOf({ createdAt, expiresAt, ...row }: Found): Payee {
  const last = expiresAt ? expiresAt.getTime() : createdAt.getTime() + WAIT_MS;
  return {
    ...row,
    takesMoney: next(row.status, "confirm") !== undefined,
    from: new Date(createdAt.getTime() - EARLY_MS),
    until: new Date(last + LATE_MS),
  };
}
