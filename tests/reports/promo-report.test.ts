import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { contingencies, type Link, leads, links, type Placement, type Promo, placements, promos } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { undoConfirmation } from "@/lib/donations/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import { editBrief } from "@/lib/promos/commands";
import { enterPlacementNumbers, enterPromoNumbers } from "@/lib/promos/numbers/commands";
import { placementNumbers, promoNumbers } from "@/lib/promos/numbers/input";
import { enteredLeadsInput } from "@/lib/referrals/input";
import { enterLeads } from "@/lib/referrals/leads";
import { driftOf, freezeReport, thawReport, writeLearned } from "@/lib/reports/promos/freezing";
import { judgeContingencies } from "@/lib/reports/promos/judge";
import { promoReport } from "@/lib/reports/promos/report";
import { anIdea, placementsOf } from "../promos/plan";
import { aPlacement, aPromo } from "../promos/stage";
import { aLink, aSourcesStage, type SourcesStage, someClicks } from "../referrals/stage";
import { aCampaign, aListedBook, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";

let stage: SourcesStage;
let promo: Promo;
let story: Link;
let post: Link;
let placed: Placement;
beforeEach(async () => {
  stage = await aSourcesStage();
  promo = await aPromo(stage.communityId, stage.campaign.id, { tag: "spring" });
  story = await aTaggedLink("story-1");
  post = await aTaggedLink("post-1");
  placed = await aPlacement(promo, { content: "story-1", linkId: story.id });
});

async function aTaggedLink(content: string, tag = "spring") {
  const link = await aLink(stage, { content });
  await db.update(links).set({ tag }).where(eq(links.id, link.id));
  return link;
}

async function aGift(visitor: string | undefined, amountMinor: number, at = NOON) {
  const reader = await aPerson(stage.communityId);
  const { id: bookId } = await aListedBook(stage.campaign, { minimumMinor: 100 });
  const source = visitor ? { visitor } : undefined;
  const { claim } = await claimBook(reader, { bookId, amountMinor, method: "transfer", locale: "uk", source }, at);
  const parts = [{ code: claim.code, amountMinor }];
  await confirmTransfer(stage.treasurer, { reference: `R-${claim.code}`, amountMinor, parts }, at);
  return claim;
}

const comes = (link: Link, visitor: string, at: Date) => someClicks(stage.communityId, link.id, [{ at, visitor }]);
const report = (now = NOON) => promoReport(stage.smm, promo.id, now);

test("a person who came by two links of the promo is one lead; whoever came by none is nobody's", async () => {
  await comes(story, "v1", hoursAfter(NOON, -3));
  await comes(post, "v1", hoursAfter(NOON, -2));
  await aGift("v1", 40_000);
  await aGift(undefined, 30_000);
  const { figures } = await report();
  expect(figures).toMatchObject({ leads: 1, leadsTracked: 1, leadsEntered: 0, clicks: 2, visitors: 1 });
  expect(figures.campaign).toMatchObject({ raisedMinor: 70_000, booksExchanged: 2, claims: 1, exchanged: 1 });
});

test("a lead of another promo's link counts there alone, and one that first came by this promo's counts for both", async () => {
  const other = await aTaggedLink("story-9", "autumn");
  await comes(other, "v1", hoursAfter(NOON, -3));
  await aGift("v1", 40_000);
  expect((await report()).figures.leads).toBe(0);
  await comes(story, "v2", hoursAfter(NOON, -3));
  await comes(other, "v2", hoursAfter(NOON, -2));
  await aGift("v2", 40_000);
  expect((await report()).figures.leads).toBe(1);
});

test("what was entered for the promo stands beside what was tracked, and both add up", async () => {
  await comes(story, "v1", hoursAfter(NOON, -3));
  await aGift("v1", 40_000);
  const byLink = enteredLeadsInput.parse({ linkId: story.id, count: 3 });
  const byPromo = enteredLeadsInput.parse({ promoId: promo.id, network: "facebook", count: 2 });
  const ofNobody = enteredLeadsInput.parse({ network: "facebook", count: 7 });
  for (const entered of [byLink, byPromo, ofNobody]) await enterLeads(stage.smm, stage.campaign.id, entered, NOON);
  expect((await report()).figures).toMatchObject({ leadsTracked: 1, leadsEntered: 5, leads: 6 });
});

test("leads are entered for a promo of the same campaign only", async () => {
  const event = await aPromo(stage.communityId, null);
  const entered = enteredLeadsInput.parse({ promoId: event.id, network: "facebook", count: 2 });
  await expect(enterLeads(stage.smm, stage.campaign.id, entered, NOON)).rejects.toMatchObject({
    code: "promos.notFound",
  });
});

test("what happened outside the window counts for the campaign and not for the promo", async () => {
  await comes(story, "v1", daysAfter(NOON, -30));
  await db.insert(leads).values({
    communityId: stage.communityId,
    campaignId: stage.campaign.id,
    cause: "entered",
    authorId: stage.smm.personId,
    firstLinkId: story.id,
    lastLinkId: story.id,
    count: 4,
    createdAt: daysAfter(NOON, -20),
  });
  await aListedBook(stage.campaign, { listedAt: daysAfter(NOON, -20) });
  await aListedBook(stage.campaign, { listedAt: daysAfter(NOON, -1) });
  const { figures } = await report();
  expect(figures).toMatchObject({ clicks: 0, leads: 0 });
  expect(figures.campaign).toMatchObject({ booksBefore: 1, booksListed: 2, booksAdded: 1 });
});

test("money that goes back leaves the report, and people from outside are counted once", async () => {
  const claim = await aGift(undefined, 50_000);
  await aGift(undefined, 20_000);
  expect((await report()).figures.campaign).toMatchObject({ raisedMinor: 70_000, outsideParticipants: 2 });
  await undoConfirmation(stage.treasurer, { code: claim.code, reason: "Помилка" }, NOON);
  expect((await report()).figures.campaign).toMatchObject({ raisedMinor: 20_000, outsideParticipants: 1 });
});

test("numbers of placements are the latest of each, added up; a group's growth is from its first to its last count", async () => {
  const second = await aPlacement(promo, { content: "story-2" });
  const views = (value: number) => placementNumbers("instagram", "story").parse({ views: value, reach: value / 2 });
  await enterPlacementNumbers(stage.smm, placed.id, views(100), undefined, hoursAfter(NOON, -2));
  await enterPlacementNumbers(stage.smm, placed.id, views(160), undefined, hoursAfter(NOON, -1));
  await enterPlacementNumbers(stage.smm, second.id, views(40), undefined, hoursAfter(NOON, -1));
  for (const [hours, members] of [
    [-5, 400],
    [-1, 454],
  ] as const)
    await enterPromoNumbers(
      stage.smm,
      promo.id,
      promoNumbers.parse({ "group-members": members, at: hoursAfter(NOON, hours).toISOString() }),
      undefined,
      NOON,
    );
  const made = await report();
  expect(made.figures.placed).toEqual({ views: 200, reach: 100 });
  expect(made.group).toEqual({ before: 400, after: 454, growth: 0.135 });
  expect(made.placements.map(({ content, numbers }) => [content, numbers])).toEqual([
    ["story-1", { views: 160, reach: 80 }],
    ["story-2", { views: 40, reach: 20 }],
  ]);
});

test("the goal is what the brief says, against what it stands at", async () => {
  await enterLeads(stage.smm, stage.campaign.id, enteredLeadsInput.parse({ linkId: story.id, count: 44 }), NOON);
  expect((await report()).goal).toMatchObject({ metric: "leads", target: 40, value: 44, attainment: 1.1 });
});

describe("few donors", () => {
  test("are told apart by no row and no sum of a report", async () => {
    await comes(story, "v1", hoursAfter(NOON, -3));
    await aGift("v1", 40_000);
    const made = await report();
    expect(made.figures.campaign?.creditedMinor).toBeNull();
    expect(made.placements[0]).toMatchObject({ claims: null, exchanged: null, raisedMinor: null, clicks: 1, leads: 1 });
  });

  test("are told apart by no goal, and by no value that a line of the plan was judged by", async () => {
    await db.update(promos).set({ metric: "raised", metricTarget: 1_000 }).where(eq(promos.id, promo.id));
    await comes(story, "v1", hoursAfter(NOON, -3));
    await aGift("v1", 40_000, hoursAfter(NOON, -2));
    const { communityId, id: promoId } = promo;
    const line = { communityId, promoId, threshold: 500, checkAt: NOON, action: "other" as const };
    await db.insert(contingencies).values([
      { ...line, metric: "raised" },
      { ...line, metric: "claims", placementId: placed.id },
      { ...line, metric: "leads" },
    ]);
    await judgeContingencies(NOON);
    const made = await report();
    expect(made.goal).toMatchObject({ metric: "raised", value: null, attainment: null });
    const told = ({ contingencies }: typeof made) =>
      Object.fromEntries(contingencies.map(({ metric, status, value }) => [metric, [status, value]]));
    expect(told(made)).toEqual({ raised: ["fired", null], claims: ["fired", null], leads: ["fired", 1] });
    const unshielded = { ...made, goal: { ...made.goal, value: 400, attainment: 0.4 } };
    const lines = made.contingencies.map((each) => ({ ...each, value: 400 }));
    const frozen = { ...unshielded, contingencies: lines };
    await db.update(promos).set({ frozen, frozenAt: NOON }).where(eq(promos.id, promoId));
    expect((await report()).goal?.value).toBeNull();
    expect(told(await report()).raised).toEqual(["fired", null]);
  });

  test("of the window are not hidden among those who gave before it", async () => {
    for (let nth = 0; nth < 5; nth++) {
      await comes(story, `v${nth}`, daysAfter(NOON, -21));
      await aGift(`v${nth}`, 40_000, daysAfter(NOON, -20));
    }
    await comes(story, "v9", hoursAfter(NOON, -3));
    await aGift("v9", 40_000);
    expect((await report()).figures.campaign?.creditedMinor).toBeNull();
  });

  test("and many are shown", async () => {
    for (let nth = 0; nth < 5; nth++) {
      await comes(story, `v${nth}`, hoursAfter(NOON, -3));
      await aGift(`v${nth}`, 40_000);
    }
    const made = await report();
    expect(made.figures.campaign?.creditedMinor).toBe(200_000);
    expect(made.placements[0]).toMatchObject({ claims: 5, exchanged: 5, raisedMinor: 200_000 });
  });
});

describe("a frozen report", () => {
  test("stays as it was when more money comes, says so on the desk, and follows the facts again when it is thawed", async () => {
    await aGift(undefined, 50_000);
    await freezeReport(stage.smm, promo.id, NOON);
    const frozen = await report(); // as the database keeps it
    expect(await driftOf(stage.smm, frozen, NOON)).toBeUndefined();
    await aGift(undefined, 20_000);
    expect((await report()).figures.campaign?.raisedMinor).toBe(50_000);
    expect((await driftOf(stage.smm, frozen, NOON))?.figures.campaign?.raisedMinor).toBe(70_000);
    await thawReport(stage.organizer, promo.id, NOON);
    expect((await report()).figures.campaign?.raisedMinor).toBe(70_000);
  });

  test("reads as the live one of that moment did, and takes what was learned later", async () => {
    const live = await report();
    await freezeReport(stage.smm, promo.id, NOON);
    await writeLearned(stage.smm, promo.id, "Четверта сторіс привела більшість");
    expect(await report(daysAfter(NOON, 9))).toEqual({
      ...live,
      learned: "Четверта сторіс привела більшість",
      frozenAt: NOON.toISOString(),
    });
  });
});

test("what was called off is not spent, and neither is its link", async () => {
  await db.update(placements).set({ costMinor: 70_000 }).where(eq(placements.id, placed.id));
  await db.update(links).set({ costMinor: 70_000 }).where(eq(links.id, story.id));
  await db.update(links).set({ costMinor: 5_000 }).where(eq(links.id, post.id));
  expect((await report()).figures.spendMinor).toBe(75_000);
  await db.update(placements).set({ status: "cancelled" }).where(eq(placements.id, placed.id));
  expect((await report()).figures.spendMinor).toBe(5_000);
});

describe("another campaign in the brief", () => {
  const planned = async () => {
    const idea = await anIdea(stage.smm, stage.campaign.id, {
      startsAt: daysAfter(NOON, -1),
      endsAt: daysAfter(NOON, 9),
    });
    const other = await aCampaign(stage.communityId);
    const [story] = (await placementsOf(idea)).filter(({ linkId }) => linkId !== null);
    if (!story?.linkId) throw new Error("The template has no placement with a link");
    return { idea, other, story, linkId: story.linkId };
  };
  const choose = ({ id, version }: Promo, campaignId: string) =>
    editBrief(stage.smm, id, { campaignId }, version, NOON);

  test("takes the promo's links along: they lead to it, and who comes by them counts", async () => {
    const { idea, other, story, linkId } = await planned();
    expect(story.target).toContain(`/${stage.campaign.slug}`);
    await choose(idea, other.id);
    const [link] = await db.select().from(links).where(eq(links.id, linkId));
    const target = story.target?.replace(stage.campaign.slug, other.slug);
    expect(link).toMatchObject({ campaignId: other.id, target });
    expect((await placementsOf(idea)).find(({ id }) => id === story.id)).toMatchObject({ target, version: 2 });
    await someClicks(stage.communityId, linkId, [{ at: hoursAfter(NOON, -3), visitor: "v1" }]);
    await db.insert(leads).values({
      communityId: stage.communityId,
      campaignId: other.id,
      cause: "entered",
      authorId: stage.smm.personId,
      lastLinkId: linkId,
      count: 4,
      createdAt: NOON,
    });
    expect((await promoReport(stage.smm, idea.id, NOON)).figures).toMatchObject({ clicks: 1, visitors: 1, leads: 4 });
  });

  test("is refused once people came by a link, and a robot is nobody", async () => {
    const { idea, other, linkId } = await planned();
    await someClicks(stage.communityId, linkId, [{ at: NOON, visitor: "robot", botReason: "preview" }]);
    const changed = await choose(idea, other.id);
    await someClicks(stage.communityId, linkId, [{ at: NOON, visitor: "v1" }]);
    await expect(choose(changed, stage.campaign.id)).rejects.toMatchObject({ code: "promos.linksUsed" });
  });

  test("leaves no words approved that lead elsewhere", async () => {
    const { idea, other, story } = await planned();
    await db.update(placements).set({ status: "approved" }).where(eq(placements.id, story.id));
    await choose(idea, other.id);
    expect((await placementsOf(idea)).find(({ id }) => id === story.id)?.status).toBe("draft");
  });
});

test("an event's report stands without any campaign", async () => {
  const event = await aPromo(stage.communityId, null, { tag: "meetup" });
  const numbers = { registrations: "60", attended: "45", spend: "1 200" };
  await enterPromoNumbers(stage.smm, event.id, promoNumbers.parse(numbers), undefined, NOON);
  const made = await promoReport(stage.smm, event.id, NOON);
  expect(made).toMatchObject({
    campaign: null,
    attendance: 0.75,
    perRegistrationMinor: 2_000,
    goal: { metric: "registrations", value: 60, attainment: 1.5 },
  });
  expect(made.figures.campaign).toBeNull();
});

test("only those who manage promos read, freeze and thaw a report", async () => {
  for (const actor of [stage.member, stage.treasurer]) {
    const refused = { code: "identity.notAllowed" };
    await expect(promoReport(actor, promo.id)).rejects.toMatchObject(refused);
    await expect(freezeReport(actor, promo.id)).rejects.toMatchObject(refused);
    await expect(thawReport(actor, promo.id)).rejects.toMatchObject(refused);
    await expect(writeLearned(actor, promo.id, "x")).rejects.toMatchObject(refused);
  }
});
