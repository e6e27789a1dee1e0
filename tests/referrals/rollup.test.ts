import { expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { clicks } from "@/db/schema";
import { partsIn } from "@/lib/core/zone";
import { countClicks, countClicksByDay, findWindow, type Span } from "@/lib/referrals/click-counts";
import { rollUpClicks } from "@/lib/referrals/rollup";
import { inSnapshot } from "@/lib/reports/sources";
import fc from "../support/property";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aLink, aSharedLink, aSourcesStage, type SourcesStage, someClicks } from "./stage";

const RUNS = Number(process.env.CHAOS_RUNS ?? 1) * 6;
const NONE = { clicks: 0, qr: 0, bots: 0, visitors: 0, orphans: 0 };
const ZONES = ["Europe/Kyiv", "Asia/Kolkata", "America/New_York"];

/** The stage's links by what the sources page calls their rows. Two shared ones in one network are one row. */
async function aStageWithLinks(timeZone = "Europe/Kyiv") {
  const stage = await aSourcesStage({}, { timeZone });
  const [story, post] = [await aLink(stage), await aLink(stage, { network: "facebook", content: "group-post-1" })];
  const shared = [await aSharedLink(stage.campaign, "viber"), await aSharedLink(stage.campaign, "viber")];
  const rows = new Map([
    [story.id, `link:${story.id}`],
    [post.id, `link:${post.id}`],
    ...shared.map(({ id }) => [id, "shared:viber"] as const),
  ]);
  return { ...stage, timeZone, story, post, links: [story, post, ...shared], rows };
}
type Stage = Awaited<ReturnType<typeof aStageWithLinks>>;

async function counted({ communityId, campaign }: SourcesStage, span: Span = {}) {
  return inSnapshot(async (tx) => {
    const window = await findWindow(tx, { communityId, campaignId: campaign.id }, span);
    if (!window) throw new Error("no campaign");
    const days = await countClicksByDay(tx, window);
    return {
      rows: Object.fromEntries(await countClicks(tx, window)),
      days: Object.fromEntries(days.filter(({ clicks }) => clicks > 0).map(({ day, clicks }) => [day, clicks])),
    };
  });
}

/** The same by the plainest count of the rows, in memory. */
async function byHand({ communityId, timeZone, links, rows }: Stage, { from = "", to = "9" }: Span = {}) {
  const raw = await sql<
    { linkId: string | null; code: string | null; at: string; visitor: string; qr: boolean; bot: boolean }[]
  >`
    select link_id as "linkId", orphan_code as code, at, visitor, is_qr as qr, bot_reason is not null as bot
    from clicks where community_id = ${communityId}`;
  const kept = new Map<
    string,
    { clicks: Set<string>; qr: Set<string>; visitors: Set<string>; bots: number; orphans: number }
  >();
  const days = new Map<string, Set<string>>();
  for (const { linkId, code, at, visitor, qr, bot } of raw) {
    const { year, month, day } = partsIn(new Date(at), timeZone);
    const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    if (date < from || date > to) continue;
    const link = linkId ?? links.find((one) => one.code === code)?.id;
    if (!link) continue;
    const visit = `${link} ${visitor} ${date} ${Math.floor(new Date(at).getTime() / 3_600_000)}`;
    for (const row of [rows.get(link) ?? "?", "*"]) {
      const count = kept.get(row) ?? { clicks: new Set(), qr: new Set(), visitors: new Set(), bots: 0, orphans: 0 };
      kept.set(row, count);
      if (bot) count.bots++;
      else if (!linkId) count.orphans++;
      else {
        count.clicks.add(visit);
        if (qr) count.qr.add(visit);
        count.visitors.add(visitor);
      }
    }
    if (!bot && linkId) days.set(date, (days.get(date) ?? new Set()).add(visit));
  }
  return {
    rows: Object.fromEntries(
      [...kept].map(([row, { clicks, qr, visitors, bots, orphans }]) => [
        row,
        { clicks: clicks.size, qr: qr.size, visitors: visitors.size, bots, orphans },
      ]),
    ),
    days: Object.fromEntries([...days].map(([day, visits]) => [day, visits.size])),
  };
}

const request = fc.record({
  link: fc.nat(3),
  visitor: fc.nat(4),
  minute: fc.nat(7 * 24 * 60 - 1), // within a week in which New York's clocks go forward
  isQr: fc.boolean(),
  isBot: fc.nat(5).map((nth) => nth === 0),
  isOff: fc.nat(6).map((nth) => nth === 0),
});
/** Two who agreed to be recognised, and three who did not: they are others each day of UTC. */
const nameOf = (visitor: number, minute: number) =>
  visitor < 2 ? `c${visitor}` : `d${visitor}-${minutesAfter(START, minute).toISOString().slice(0, 10)}`;
const START = daysAfter(NOON, 2.5);
const week = fc.record({
  zone: fc.constantFrom(...ZONES),
  early: fc.array(request, { maxLength: 40 }),
  late: fc.array(request, { maxLength: 8 }),
  runs: fc.array(fc.integer({ min: -1, max: 8 * 24 }), { maxLength: 4 }),
  from: fc.option(fc.nat(6), { nil: undefined }),
  length: fc.option(fc.nat(6), { nil: undefined }),
});
const dayOf = (nth: number) => daysAfter(START, nth).toISOString().slice(0, 10);

test(
  "counted into days at any moments, any span has the clicks and visitors that its rows have",
  async () => {
    await fc.assert(
      fc.asyncProperty(week, async ({ zone, early, late, runs, from, length }) => {
        const stage = await aStageWithLinks(zone);
        const write = (requests: typeof early) =>
          db.insert(clicks).values([
            ...requests.map(({ link, visitor, minute, isQr, isBot, isOff }) => {
              const { id, code } = stage.links[link] ?? stage.story;
              return {
                communityId: stage.communityId,
                linkId: isOff ? null : id,
                at: minutesAfter(START, minute),
                visitor: nameOf(visitor, minute),
                isQr,
                botReason: isBot ? "a robot" : null,
                orphanCode: isOff ? code : null,
              };
            }),
            { communityId: stage.communityId, at: START, visitor: "lost", orphanCode: "nobodys" },
          ]);
        const span = {
          from: from === undefined ? undefined : dayOf(from),
          to: length === undefined ? undefined : dayOf((from ?? 0) + length),
        };
        const check = async (when: string) => {
          for (const days of [span, {}]) {
            const [seen, meant] = [await counted(stage, days), await byHand(stage, days)];
            const filled = Object.fromEntries(Object.keys(seen.rows).map((row) => [row, meant.rows[row] ?? NONE]));
            expect({ when, ...seen }).toEqual({ when, rows: { ...filled, ...meant.rows }, days: meant.days });
          }
        };
        await write(early);
        await check("before any run");
        for (const hours of runs) {
          await rollUpClicks(hoursAfter(START, hours));
          await check(`after a run at hour ${hours}`);
        }
        await write(late);
        const end = daysAfter(START, 9.5); // a day after the first run at the latest: all days are held against the rows
        await rollUpClicks(end);
        await check("after late rows and a run");
        await rollUpClicks(daysAfter(end, 1));
        await check("and after another");
      }),
      { numRuns: RUNS },
    );
  },
  RUNS * 20_000,
);

test("what is counted is read from the days, not from the rows", async () => {
  const stage = await aStageWithLinks();
  const { communityId, campaign, story } = stage;
  await someClicks(communityId, story.id, [
    { at: NOON, visitor: "one" },
    { at: minutesAfter(NOON, 70), visitor: "one" },
    { at: daysAfter(NOON, 1), visitor: "one" },
  ]);
  await rollUpClicks(daysAfter(NOON, 2));
  await sql`delete from clicks where community_id = ${communityId}`;
  expect((await counted(stage)).rows["*"]).toMatchObject({ clicks: 3, visitors: 1 });
  expect((await counted(stage, { from: "2026-03-03" })).rows["*"]).toMatchObject({ clicks: 1, visitors: 1 });
  const days = await sql`select day, clicks from click_days where link_id = ${story.id} order by day`;
  expect([...days]).toEqual([
    { day: "2026-03-02", clicks: 2 },
    { day: "2026-03-03", clicks: 1 },
  ]);
  expect((await counted(await aStageWithLinks())).rows["*"]).toEqual(NONE);
  expect(campaign.communityId).toBe(communityId);
});

test("who comes again after a run, on the same day of the community or on the next one of the same day of UTC, is no other", async () => {
  const stage = await aStageWithLinks();
  const { communityId, story } = stage;
  const evening = new Date("2026-03-02T20:30:00Z"); // 22:30 in Kyiv
  await someClicks(communityId, story.id, [{ at: evening, visitor: "done" }]);
  await rollUpClicks(minutesAfter(evening, 40));
  await someClicks(communityId, story.id, [
    { at: minutesAfter(evening, 45), visitor: "done" },
    { at: minutesAfter(evening, 110), visitor: "done" }, // after midnight
  ]);
  const check = async () => {
    expect((await counted(stage)).rows["*"]).toMatchObject({ clicks: 3, visitors: 1 });
    expect((await counted(stage, { from: "2026-03-03" })).rows["*"]).toMatchObject({ clicks: 1, visitors: 1 });
  };
  await check();
  await rollUpClicks(minutesAfter(evening, 100));
  await check();
  await rollUpClicks(daysAfter(evening, 1));
  await check();
});

test("two runs at the same moment, and the same run again, count once", async () => {
  const stage = await aStageWithLinks();
  await someClicks(
    stage.communityId,
    stage.story.id,
    Array.from({ length: 60 }, (_, nth) => ({ at: hoursAfter(NOON, nth), visitor: `v${nth % 7}` })),
  );
  const before = await counted(stage);
  const now = daysAfter(NOON, 3);
  await Promise.all([rollUpClicks(now), rollUpClicks(now), rollUpClicks(now)]);
  await rollUpClicks(now);
  expect(await counted(stage)).toEqual(before);
});

test("when the community's clock is set to another zone, the days are counted anew", async () => {
  const stage = await aStageWithLinks();
  const { communityId, story } = stage;
  await someClicks(communityId, story.id, [{ at: new Date("2026-03-02T23:30:00Z"), visitor: "one" }]); // the 3rd in Kyiv
  await rollUpClicks(daysAfter(NOON, 2));
  expect((await counted(stage)).days).toEqual({ "2026-03-03": 1 });
  await sql`update communities set time_zone = 'America/New_York' where id = ${communityId}`;
  expect((await counted(stage)).days).toEqual({ "2026-03-02": 1 });
  await rollUpClicks(daysAfter(NOON, 2));
  expect((await counted(stage)).days).toEqual({ "2026-03-02": 1 });
});

test("an old row that came late is found within a day", async () => {
  const stage = await aStageWithLinks();
  const { communityId, story } = stage;
  await someClicks(communityId, story.id, [{ at: NOON, visitor: "one" }]);
  const first = daysAfter(NOON, 20);
  await rollUpClicks(first);
  await someClicks(communityId, story.id, [{ at: daysAfter(NOON, -3), visitor: "one" }]);
  await rollUpClicks(hoursAfter(first, 25));
  expect(await counted(stage)).toEqual(await byHand(stage));
  expect((await counted(stage, { from: "2026-03-02" })).rows["*"]).toMatchObject({ clicks: 1, visitors: 1 });
});
