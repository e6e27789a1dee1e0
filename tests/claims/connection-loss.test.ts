import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { db } from "@/db/client";
import { claimEvents, claims, messages, people, privateLinks } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import type { PersonActor } from "@/lib/identity/actor";
import { withDatabase } from "../support/cluster";
import { aCampaign, aCommunity, aListedBook, aMember } from "../support/factories";
import { NOON } from "../support/times";

const CLAIMS = 1000;
const LANES = 20;
const KILL_EVERY_MS = 50;

test("connections that die in the middle of claims leave whole claims or nothing, and hang nobody", async () => {
  const { id: communityId } = await aCommunity();
  const campaign = await aCampaign(communityId, { maxOpenClaims: 10_000 });
  const giver = await aMember(communityId);
  const reader = await aReader(communityId);
  const shelf: string[] = [];
  for (let nth = 0; nth < CLAIMS; nth++) shelf.push((await aListedBook(campaign, { giverId: giver.personId })).id);

  const killer = startKilling();
  const acknowledged = new Set<string>();
  let failed = 0;
  const lane = async () => {
    for (let bookId = shelf.pop(); bookId; bookId = shelf.pop()) {
      try {
        const input = { bookId, amountMinor: 30_000, method: "transfer", locale: "uk" } as const;
        acknowledged.add((await claimBook(reader, input, NOON)).claim.id);
      } catch {
        failed++;
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const killed = await killer.stop();

  expect(killed).toBeGreaterThan(5);
  expect(failed).toBeGreaterThan(0); // otherwise nothing was tested
  expect(acknowledged.size + failed).toBe(CLAIMS);
  const rowsOf = async (table: typeof claims | typeof claimEvents | typeof messages | typeof privateLinks) =>
    db.$count(table, eq(table.communityId, communityId));
  const stored = await db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.communityId, communityId)));
  expect(new Set(stored.map(({ id }) => id))).toEqual(acknowledged);
  expect(await rowsOf(claimEvents)).toBe(acknowledged.size);
  expect(await rowsOf(messages)).toBe(acknowledged.size);
  expect(await rowsOf(privateLinks)).toBe(acknowledged.size);
}, 120_000);

async function aReader(communityId: string): Promise<PersonActor> {
  const [made] = await db
    .insert(people)
    .values({ communityId, name: "Читачка", email: "reader@example.org" })
    .returning({ personId: people.id });
  return { kind: "person", communityId, personId: made?.personId ?? "", roles: [] };
}

/** Ends a random backend of this file's database every 50 ms, until told to stop. */
function startKilling() {
  const database = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  const admin = postgres(withDatabase(inject("adminUrl"), "postgres"), { max: 1, onnotice() {} });
  let killed = 0;
  const timer = setInterval(async () => {
    const rows = await admin`
      select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity where datname = ${database} and state <> 'idle' order by random() limit 1
      ) as one`;
    killed += rows.length;
  }, KILL_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await admin.end();
      return killed;
    },
  };
}
