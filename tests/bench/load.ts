import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one, sql } from "@/db/client";
import { type Campaign, campaigns, people } from "@/db/schema";
import { newPaymentCode } from "@/lib/core/codes";
import { checkInvariants } from "@/lib/reports/invariants";
import { aCampaign, aCommunity } from "../support/factories";
import { daysAfter } from "../support/times";
import { insertClaims } from "./load-claims";
import { progress, whole } from "./table";
import { bookOf } from "./words";

const BATCH = 10_000;
const GIVERS = 1_000;
const CLAIMED_SHARE = 0.01;
const SIGNS = "23456789abcdefghjkmnpqrstvwxz";

/** The campaign that all generated books are in, and who gives and claims them. */
export type Sale = { campaign: Campaign; slug: string; givers: string[]; loaded: number };

/** An open campaign without a book. */
export async function openSale(): Promise<Sale> {
  const community = await aCommunity({ slug: "bench" });
  const { id } = await aCampaign(community.id, {
    slug: "sale",
    opensAt: daysAfter(new Date(), -30),
    closesAt: daysAfter(new Date(), 30),
    maxOpenClaims: 100_000,
  });
  const campaign = one(
    await db
      .select()
      .from(campaigns)
      .where(and(eq(campaigns.communityId, community.id), eq(campaigns.id, id))),
  );
  return { campaign, slug: community.slug, givers: await somePeople(campaign, GIVERS), loaded: 0 };
}

/** People of the campaign's community. Their ids. */
export async function somePeople({ communityId }: Campaign, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => ({
    communityId,
    name: "Мальва Книгогляд",
    email: `${uuidv7()}@example.org`,
  }));
  return (await db.insert(people).values(rows).returning({ id: people.id })).map(({ id }) => id);
}

/**
 * Adds generated books until there are so many, one in a hundred of the new ones with a claim, the states in turn. Indexes are
 * made after the rows, as a restored copy's are; the words' trigger and the generated column work as always.
 */
export async function loadBooks(sale: Sale, upTo: number): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'books' and indexdef not like 'create unique%' and indexdef not like 'CREATE UNIQUE%'`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  let said = performance.now();
  while (sale.loaded < upTo) {
    const size = Math.min(BATCH, upTo - sale.loaded);
    await insertBatch(sale, size);
    sale.loaded += size;
    if (performance.now() - said < 10_000 && sale.loaded < upTo) continue;
    said = performance.now();
    progress(`loaded ${whole(sale.loaded)} of ${whole(upTo)} books`);
  }
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '512MB'`;
    for (const { definition } of indexes) await tx.unsafe(definition);
  });
  progress("indexes made");
  await insertClaims(sale, Math.ceil(upTo * CLAIMED_SHARE), freshCodes());
  await sql`vacuum (analyze) books`;
  for (const table of ["claims", "claim_events", "donations", "ledger_entries", "book_words"])
    await sql`vacuum (analyze) ${sql(table)}`;
  const findings = await checkInvariants();
  if (findings.length > 0) throw new Error(`What was generated is not sound: ${findings[0]?.rule}`);
}

/** Payment codes that no claim has, as long as only this process makes claims. */
export function freshCodes(): () => string {
  return () => {
    for (;;) {
      const code = newPaymentCode();
      if (!usedCodes.has(code)) {
        usedCodes.add(code);
        return code;
      }
    }
  };
}
export const usedCodes = new Set<string>();

async function insertBatch({ campaign, givers, loaded }: Sale, size: number): Promise<void> {
  const rows = Array.from({ length: size }, (_, nth) => bookOf(loaded + nth));
  const listed = campaign.opensAt.getTime();
  await sql`
    insert into books (community_id, id, campaign_id, giver_id, code, status, title, authors, isbn13, language, category,
      condition, minimum_minor, currency, city, listed_at)
    select ${campaign.communityId}, uuidv7(), ${campaign.id}, row.giver_id, row.code, 'listed', row.title,
      string_to_array(row.authors, ';'), row.isbn13, row.language, row.category, row.condition::condition,
      row.minimum_minor, ${campaign.currency}, row.city, row.listed_at::timestamptz
    from unnest(
      ${rows.map((_, nth) => givers[(loaded + nth) % givers.length] ?? "")}::uuid[],
      ${rows.map((_, nth) => codeOf(loaded + nth))}::text[],
      ${rows.map(({ title }) => title)}::text[],
      ${rows.map(({ authors }) => authors.join(";"))}::text[],
      ${rows.map(({ isbn13 }) => isbn13)}::text[],
      ${rows.map(({ language }) => language)}::text[],
      ${rows.map(({ category }) => category)}::text[],
      ${rows.map(({ condition }) => condition)}::text[],
      ${rows.map(({ minimumMinor }) => minimumMinor)}::bigint[],
      ${rows.map(({ city }) => city)}::text[],
      ${rows.map((_, nth) => new Date(listed + loaded + nth).toISOString())}::text[]
    ) as row (giver_id, code, title, authors, isbn13, language, category, condition, minimum_minor, city, listed_at)`;
}

/** A book's code by its number: seven signs, each number another. */
export function codeOf(nth: number): string {
  let code = "";
  for (let rest = nth, place = 0; place < 7; place++, rest = Math.floor(rest / SIGNS.length))
    code = `${SIGNS.charAt(rest % SIGNS.length)}${code}`;
  return code;
}
