import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { sql } from "@/db/client";
import { claimBook } from "@/lib/claims/commands";
import { env } from "@/lib/core/env";
import type { PersonActor } from "@/lib/identity/actor";
import { freshCodes, type Sale, somePeople, usedCodes } from "./load";
import { median, perSecond, progress, report } from "./table";

const ROUNDS = 7;
const EACH_MAX = 300; // claims of each kind in a round
const READERS = 200;
const REACH = 0.5;

type Statement = { text: string; parameters: unknown[] };

/**
 * Claims through the command, and the very statements of a claim sent bare through the same driver and pool, with as many at once;
 * round by round in turn, so that all meet the same machine. Bare statements are sent as the driver sends what it is given, and
 * prepared, as the product sends them.
 */
export async function measureClaims(sale: Sale): Promise<void> {
  const readers = await somePeople(sale.campaign, READERS);
  const shelf = await sql<{ id: string }[]>`
    select id from books where community_id = ${sale.campaign.communityId} and campaign_id = ${sale.campaign.id}
      and not exists (select 1 from claims where claims.community_id = books.community_id and book_id = books.id)
    order by id limit ${(ROUNDS + 1) * EACH_MAX * 3 + 1}`;
  const each = Math.floor((shelf.length - 1) / (ROUNDS + 1) / 3);
  const sample = { bookId: shelf.pop()?.id ?? "", readerId: readers[0] ?? "" };
  const statements = await statementsOf(() => claim(sale, sample.bookId, sample.readerId));
  progress(`a claim is ${statements.length} statements in one transaction`);

  const freshCode = freshCodes();
  const kept = [sale.campaign.communityId, sale.campaign.id];
  const sending = (prepare: boolean) => (bookId: string, readerId: string) => {
    const renewed = new Map<unknown, unknown>([...kept.map((id) => [id, id] as const)]);
    renewed.set(sample.bookId, bookId).set(sample.readerId, readerId);
    return sendBare(statements, (value) => fresh(value, renewed, freshCode), prepare);
  };
  const ways = {
    commands: (bookId: string, readerId: string) => claim(sale, bookId, readerId),
    bare: sending(false), // as the driver sends what it is given
    prepared: sending(true),
  };
  const rates: Record<keyof typeof ways, number[]> = { commands: [], bare: [], prepared: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ["commands", "bare", "prepared"] as const) {
      const rate = await rateOf(shelf.splice(0, each), readers, ways[way]);
      if (round > 0) rates[way].push(rate); // the first round warms all
    }
  }
  const ratioTo = (way: "bare" | "prepared") =>
    median(rates.commands.map((rate, round) => rate / (rates[way][round] ?? Number.NaN)));
  const what = `claimBook, ${env.DATABASE_POOL} at once`;
  const measured = perSecond(median(rates.commands));
  const ratio = ratioTo("bare");
  const limit = `bare statements ${perSecond(median(rates.bare))}, reach ${REACH}`;
  report({ what, measured, limit, ratio, isMet: ratio >= REACH });
  report({
    what,
    measured,
    limit: `bare and prepared ${perSecond(median(rates.prepared))}`,
    ratio: ratioTo("prepared"),
  });
}

async function claim({ campaign }: Sale, bookId: string, personId: string): Promise<void> {
  const reader: PersonActor = { kind: "person", communityId: campaign.communityId, personId, roles: [] };
  const made = await claimBook(reader, { bookId, amountMinor: 100_000, method: "transfer", locale: "uk" });
  usedCodes.add(made.claim.code);
}

async function rateOf(
  books: readonly { id: string }[],
  readers: readonly string[],
  way: (bookId: string, readerId: string) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const lane = async () => {
    for (let nth = next++; nth < books.length; nth = next++)
      await way(books[nth]?.id ?? "", readers[nth % readers.length] ?? "");
  };
  await Promise.all(Array.from({ length: env.DATABASE_POOL }, lane));
  return (books.length / (performance.now() - startedAt)) * 1000;
}

/** What the driver sends for one call, between begin and commit. */
async function statementsOf(call: () => Promise<unknown>): Promise<Statement[]> {
  const seen: Statement[] = [];
  const options: { debug: unknown } = sql.options;
  options.debug = (_connection: number, text: string, parameters: unknown[]) =>
    seen.push({ text, parameters: [...parameters] });
  try {
    await call();
  } finally {
    options.debug = false;
  }
  return seen.filter(({ text }) => !/^\s*(begin|commit)\b/i.test(text));
}

async function sendBare(
  statements: readonly Statement[],
  renew: (value: unknown) => unknown,
  prepare: boolean,
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const { text, parameters } of statements) await tx.unsafe(text, parameters.map(renew) as never[], { prepare });
  });
}

/** The same value, but a new one where a row's own id, code or token would meet the first claim's. */
function fresh(value: unknown, renewed: Map<unknown, unknown>, freshCode: () => string): unknown {
  if (typeof value !== "string") return value;
  const known = renewed.get(value);
  if (known !== undefined) return known;
  let made = value;
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)) made = uuidv7();
  else if (/^[0-9a-f]{64}$/.test(value)) made = randomBytes(32).toString("hex");
  else if (value.startsWith("BK-")) made = freshCode();
  renewed.set(value, made);
  return made;
}
