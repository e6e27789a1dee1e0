import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { campaigns, memberships, people, promos } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { rollUpClicks } from "@/lib/referrals/rollup";
import { checkInvariants } from "@/lib/reports/invariants";
import { reportCsv } from "@/lib/reports/promos/csv";
import { promoReport } from "@/lib/reports/promos/report";
import { sourceDays, sourceFunnel } from "@/lib/reports/source-days";
import { exportSources } from "@/lib/reports/source-export";
import { campaignSources } from "@/lib/reports/sources";
import { campaignTotals } from "@/lib/reports/totals";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TOUCHES = ["first", "last"] as const;

let campaignId: string;
let organizer: PersonActor;
let smm: PersonActor;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ["--import", "tsx", "app/_cli/demo/load.ts"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "test" },
  });
  const [campaign] = await db.select().from(campaigns);
  campaignId = campaign?.id ?? "";
  const holder = async (role: "organizer" | "smm"): Promise<PersonActor> => {
    const found = await db.select().from(memberships);
    const held = found.find((one) => one.role === role);
    return { kind: "person", communityId: held?.communityId ?? "", personId: held?.personId ?? "", roles: [role] };
  };
  organizer = await holder("organizer");
  smm = await holder("smm");
}, 300_000);

test("the demo ends with the case's totals", async () => {
  expect(await campaignTotals(organizer.communityId, campaignId)).toMatchObject({
    booksListed: 115,
    booksExchanged: 100,
    booksAvailable: 15,
    raisedMinor: 3_900_000,
    averageMinor: 39_000,
  });
  expect(await checkInvariants()).toEqual([]);
});

describe.each(TOUCHES)("by the %s touch", (touch) => {
  test("the rows add up to 39,000 ₴, 44 leads, 73 clicks, before and after the clicks are counted into days", async () => {
    const before = await campaignSources(organizer, campaignId, { touch });
    await rollUpClicks();
    const { rows, totals, ...rest } = await campaignSources(organizer, campaignId, { touch });
    expect({ rows, totals, ...rest }).toEqual(before);
    const sum = (of: (row: (typeof rows)[number]) => number | null) =>
      rows.reduce((all, row) => all + (of(row) ?? 0), 0);
    expect(sum(({ raisedMinor }) => raisedMinor)).toBe(3_900_000);
    expect(sum(({ leadsTracked, leadsEntered }) => leadsTracked + leadsEntered)).toBe(44);
    expect(sum(({ clicks }) => clicks)).toBe(73);
    expect(totals).toMatchObject({
      leadsTracked: 5,
      leadsEntered: 39,
      raisedMinor: 3_900_000,
      claims: 100,
      visitors: 73,
    });
    expect(rows.map(({ network, placement, clicks }) => [network, placement, clicks])).toEqual([
      ["facebook", "fb-group-post-1", 35],
      ["instagram", "story-4", 38],
      ["direct", null, 0],
    ]);
    expect(rows.find(({ placement }) => placement === "story-4")?.hopOf).toBe(
      rows.find(({ placement }) => placement === "fb-group-post-1")?.link,
    );
  });
});

test("five took part from outside, and the group grew by 13.5 %", async () => {
  const [{ outside } = { outside: 0 }] = await sql<{ outside: number }[]>`
    select count(*)::int as outside from people where is_outsider and (
      exists (select 1 from books where giver_id = people.id and status = 'listed')
      or exists (select 1 from claims where claimant_id = people.id and status in ('confirmed', 'fulfilled')))`;
  expect(outside).toBe(5);
  const { notes } = await sourceDays(organizer, campaignId);
  const members = notes.flatMap((note) => (note.kind === "reading" ? [note.value] : []));
  expect(members).toEqual([400, 402, 421, 433, 446, 454]);
  expect((454 - 400) / 400).toBeCloseTo(0.135, 10);
  expect((await db.select().from(people)).length).toBe(49); // 40 members, 5 outsiders, 3 of the desk, one whose book waits for a review: leads made nobody up
});

test("day by day and as a funnel it is the same", async () => {
  const { days } = await sourceDays(organizer, campaignId);
  const sum = (of: (day: (typeof days)[number]) => number | null) => days.reduce((all, day) => all + (of(day) ?? 0), 0);
  expect([sum(({ clicks }) => clicks), sum(({ leads }) => leads), sum(({ claims }) => claims)]).toEqual([73, 44, 100]);
  expect(sum(({ raisedMinor }) => raisedMinor)).toBe(3_900_000);
  expect(await sourceFunnel(organizer, campaignId, { touch: "last" })).toEqual({
    reach: 3_035,
    clicks: 73,
    visitors: 73,
    leads: 44,
    claims: 7,
    confirmed: 7,
  });
});

test("the SMM manager sees clicks and leads, and no money of few donors", async () => {
  const { rows, totals } = await campaignSources(smm, campaignId, { touch: "last" });
  expect(rows.map(({ raisedMinor }) => raisedMinor)).toEqual([null, null, null]); // 4 donors by links: the rest would tell
  expect(totals).toMatchObject({ clicks: 73, leadsTracked: 5, leadsEntered: 39, raisedMinor: 3_900_000 });
  expect((await exportSources(smm, campaignId, { touch: "last" })).split("\r\n")[1]).toMatch(/,,,,0,UAH$/);
});

describe("the promo's report", () => {
  const reportNow = async () => {
    const [promo] = await db.select({ id: promos.id }).from(promos);
    return promoReport(smm, promo?.id ?? "");
  };

  test("gives the case in figures: 44 leads, 5 from outside, 83 → 115 books, 100 exchanged, 39,000 ₴, +13.5 %", async () => {
    const { figures, group, goal, promo } = await reportNow();
    expect(promo).toMatchObject({ kind: "initiative", status: "reported", networks: ["facebook", "instagram"] });
    expect(figures).toMatchObject({ leads: 44, leadsTracked: 5, leadsEntered: 39, clicks: 73, visitors: 73 });
    expect(figures.campaign).toMatchObject({
      outsideParticipants: 5,
      booksBefore: 83,
      booksListed: 115,
      booksExchanged: 100,
      raisedMinor: 3_900_000,
      averageMinor: 39_000,
    });
    expect(figures.campaign?.sellThrough.toFixed(3)).toBe("0.870");
    expect(group).toEqual({ before: 400, after: 454, growth: 0.135 });
    expect(goal).toMatchObject({ metric: "leads", target: 40, value: 44, attainment: 1.1 });
  });

  test("shows four stories and the group's post, a line of the plan that fired and one that was not needed", async () => {
    const { placements, contingencies, learned } = await reportNow();
    expect(placements.map(({ content, status, clicks, leads }) => [content, status, clicks, leads])).toEqual([
      ["fb-group-post-1", "measured", 35, 19],
      ["story-1", "measured", 0, 0],
      ["story-2", "measured", 0, 0],
      ["story-3", "measured", 0, 0],
      ["story-4", "measured", 38, 25],
    ]);
    expect(placements.every(({ mediaId }) => mediaId !== null)).toBe(true);
    expect(contingencies.map(({ metric, status, value }) => [metric, status, value])).toEqual([
      ["leads", "not_needed", 41],
      ["outside-participants", "fired", 4],
    ]);
    expect(learned).toContain("сторіс");
  });

  test("gives the same sums as CSV", async () => {
    const lines = reportCsv(await reportNow()).split("\r\n");
    for (const line of [
      "leads,44",
      "outside_participants,5",
      "books_listed,115",
      "books_exchanged,100",
      "raised,39000",
    ])
      expect(lines.some((each) => each.startsWith("result,") && each.includes(`,${line},`))).toBe(true);
  });
});
