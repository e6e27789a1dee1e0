import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { contingencies, meetings, type Promo, placements } from "@/db/schema";
import { promoTasks } from "@/lib/promos/today";
import { aMember, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aPlacement, aPromo, aTeam } from "./stage";

let team: Awaited<ReturnType<typeof aTeam>>;
let promo: Promo;
beforeEach(async () => {
  team = await aTeam();
  promo = await aPromo(team.communityId, team.campaign.id, { contentBy: daysAfter(NOON, 10) });
});

const tasks = (now = NOON) => promoTasks(team.smm, now);
const ids = (list: { placementId: string }[]) => list.map(({ placementId }) => placementId);

test("a promo that needs nobody has no tasks", async () => {
  await aPlacement(promo, { status: "draft", publishedAt: null });
  await aPlacement(promo, { status: "measured" });
  expect(Object.values(await tasks()).flat()).toEqual([]);
});

test("placements in review, to change, to post now and to measure are tasks, the numbers that vanish first on top", async () => {
  const plan = { publishedAt: null, scheduledAt: daysAfter(NOON, 1) };
  const inReview = await aPlacement(promo, { ...plan, status: "in_review" });
  const toChange = await aPlacement(promo, { ...plan, status: "changes_requested" });
  const now = await aPlacement(promo, { ...plan, status: "scheduled", scheduledAt: minutesAfter(NOON, 30) });
  await aPlacement(promo, { ...plan, status: "scheduled" });
  const post = await aPlacement(promo, { format: "post", publishedAt: daysAfter(NOON, -8) });
  const story = await aPlacement(promo, { publishedAt: hoursAfter(NOON, -21) });
  await aPlacement(promo, { publishedAt: hoursAfter(NOON, -2) });
  const found = await tasks();
  expect(ids(found.reviews)).toEqual([inReview.id]);
  expect(ids(found.changes)).toEqual([toChange.id]);
  expect(ids(found.toPost)).toEqual([now.id]);
  expect(ids(found.numbers)).toEqual([story.id, post.id]);
  expect(found.numbers[0]?.goneAt).toEqual(hoursAfter(NOON, 3));
});

test("reviews and stories that are due are shown however many posts have time", async () => {
  const { communityId, id: promoId } = promo;
  const post = { communityId, promoId, network: "instagram", format: "post", status: "published" as const };
  const early = { scheduledAt: daysAfter(NOON, -6), publishedAt: daysAfter(NOON, -6) };
  await db
    .insert(placements)
    .values(Array.from({ length: 120 }, (_, nth) => ({ ...post, ...early, content: `post-${nth}` })));
  const story = await aPlacement(promo, { publishedAt: hoursAfter(NOON, -21) });
  const old = { format: "post", scheduledAt: daysAfter(NOON, -9), publishedAt: daysAfter(NOON, -9) };
  for (let nth = 0; nth < 101; nth++) await aPlacement(promo, { ...old, network: "facebook", content: `old-${nth}` });
  const inReview = await aPlacement(promo, { status: "in_review", publishedAt: null, scheduledAt: daysAfter(NOON, 1) });
  const found = await tasks();
  expect(ids(found.reviews)).toEqual([inReview.id]);
  expect(found.numbers).toHaveLength(100);
  expect(found.numbers[0]?.placementId).toBe(story.id);
});

test("content that is not approved is a task from two days before its deadline, and after it", async () => {
  await aPlacement(promo, { status: "draft", publishedAt: null });
  expect((await tasks(daysAfter(NOON, 7))).deadlines).toEqual([]);
  const due = { promoId: promo.id, kind: "content", unfinished: 1 };
  expect((await tasks(daysAfter(NOON, 8.5))).deadlines).toMatchObject([due]);
  expect((await tasks(daysAfter(NOON, 12))).deadlines).toMatchObject([due]);
});

test("a report that is expected is a task while the promo is measured", async () => {
  const measured = await aPromo(team.communityId, null, { status: "measuring", reportBy: daysAfter(NOON, 1) });
  expect((await tasks()).deadlines).toMatchObject([{ promoId: measured.id, kind: "report" }]);
});

test("a line that fired is a task until what came of it is written down; a meeting, on its day", async () => {
  const line = { communityId: team.communityId, promoId: promo.id, metric: "leads", threshold: 9, checkAt: NOON };
  const fired = { ...line, action: "reminder" as const, status: "fired" as const, judgedAt: NOON, value: 3 };
  await db.insert(contingencies).values([fired, { ...fired, doneAt: NOON, outcome: "так" }]);
  const meeting = { communityId: team.communityId, promoId: promo.id };
  await db.insert(meetings).values([
    { ...meeting, at: hoursAfter(NOON, 5) },
    { ...meeting, at: daysAfter(NOON, 5) },
  ]);
  const found = await tasks();
  expect(found.fired).toHaveLength(1);
  expect(found.meetings).toHaveLength(1);
});

test("promos that are called off or reported, and those of other communities, need nobody", async () => {
  const stranger = await aTeam();
  for (const status of ["cancelled", "reported"] as const)
    await aPlacement(await aPromo(team.communityId, null, { status }), { publishedAt: daysAfter(NOON, -9) });
  await aPlacement(await aPromo(stranger.communityId, null), { publishedAt: daysAfter(NOON, -9) });
  expect(Object.values(await tasks()).flat()).toEqual([]);
});

test("only those who manage promos see them", async () => {
  for (const actor of [await aMember(team.communityId), await aTreasurer(team.communityId)])
    await expect(promoTasks(actor, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
});
