import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, expect, test, vi } from "vitest";
import { db, sql } from "@/db/client";
import { clicks } from "@/db/schema";
import { type Click, keepClick } from "@/lib/referrals/clicks";
import { NOON } from "../support/times";

afterEach(() => vi.restoreAllMocks());

function aClick(communityId: string, more: Partial<Click> = {}): Click {
  return {
    communityId,
    linkId: null,
    at: NOON,
    visitor: "d0",
    isQr: false,
    botReason: null,
    app: "instagram",
    referrerHost: null,
    orphanCode: "abc234",
    ...more,
  };
}
const keptOf = (communityId: string) => db.select().from(clicks).where(eq(clicks.communityId, communityId));

test("a click is on disk when its answer comes, as it was", async () => {
  const click = aClick(uuidv7(), {
    linkId: uuidv7(),
    isQr: true,
    botReason: "a \"quoted\", {reason} \\ and 'more'",
    referrerHost: "l.instagram.com",
    orphanCode: null,
  });
  expect(await keepClick(click)).toBe(true);
  expect(await keptOf(click.communityId)).toEqual([{ ...click, id: expect.any(String) }]);
});

test("of many clicks at the same moment each is kept once, and they share a few statements", async () => {
  const communityId = uuidv7();
  const before = await statements();
  const answers = await Promise.all(
    Array.from({ length: 5_000 }, (_, nth) => keepClick(aClick(communityId, { visitor: `d${nth}` }))),
  );
  expect(answers.every(Boolean)).toBe(true);
  const kept = await keptOf(communityId);
  expect(new Set(kept.map(({ visitor }) => visitor)).size).toBe(5_000);
  expect(kept).toHaveLength(5_000);
  expect((await statements()) - before).toBeLessThan(50); // of 5,000
});

/** How many transactions the database has seen: an insert is one. */
async function statements(): Promise<number> {
  await sql`select pg_stat_force_next_flush()`;
  const [row] = await sql<{ n: number }[]>`
    select xact_commit::int as n from pg_stat_database where datname = current_database()`;
  return row?.n ?? 0;
}

test("clicks whose connection is cut in the middle are kept, each once", async () => {
  const communityId = uuidv7();
  const cutting = (async () => {
    for (let times = 0; times < 20; times++) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`.catch(
        () => {},
      );
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  const answers: Promise<boolean>[] = [];
  for (let nth = 0; nth < 1_000; nth++) {
    answers.push(keepClick(aClick(communityId, { visitor: `d${nth}` })));
    if (nth % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 6));
  }
  const kept = (await Promise.all(answers)).filter(Boolean).length;
  await cutting;
  const rows = await keptOf(communityId);
  expect(kept).toBe(1_000);
  expect(rows.map(({ visitor }) => visitor).sort()).toEqual(
    Array.from({ length: 1_000 }, (_, nth) => `d${nth}`).sort(),
  );
});

test("while the database is held up nobody waits longer than two seconds, and what was told to be uncertain is kept when it is back", async () => {
  const communityId = uuidv7();
  const lock = await sql.reserve();
  await lock`begin`;
  await lock`lock table clicks in access exclusive mode`;
  const startedAt = performance.now();
  const answers = await Promise.all([keepClick(aClick(communityId)), keepClick(aClick(communityId))]);
  const waited = performance.now() - startedAt;
  await lock`rollback`;
  lock.release();
  expect(answers).toEqual([false, false]);
  expect(waited).toBeGreaterThan(1_900);
  expect(waited).toBeLessThan(3_000);
  await vi.waitFor(async () => expect(await keptOf(communityId)).toHaveLength(2), { timeout: 5_000 });
});
