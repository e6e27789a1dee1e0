import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { db, one } from "@/db/client";
import { messages, type Promo, placements, readings } from "@/db/schema";
import { enterPlacementNumbers, enterPromoNumbers, removeReading } from "@/lib/promos/numbers/commands";
import { askForNumbers } from "@/lib/promos/numbers/due";
import { placementNumbers, promoNumbers } from "@/lib/promos/numbers/input";
import { listPromoNumbers } from "@/lib/promos/numbers/queries";
import { readScreenshot } from "@/lib/promos/numbers/screenshots";
import { aCommunity, aMember, anOrganizer, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aPlacement, aPromo, aTeam } from "./stage";

let team: Awaited<ReturnType<typeof aTeam>>;
let promo: Promo;
beforeEach(async () => {
  team = await aTeam();
  promo = await aPromo(team.communityId, team.campaign.id);
});

const ofStory = placementNumbers("instagram", "story");
const statusOf = async (id: string) => one(await db.select().from(placements).where(eq(placements.id, id))).status;

test("a story's numbers are written down under one's own name, and it is measured", async () => {
  const story = await aPlacement(promo);
  const numbers = ofStory.parse({ views: "1 250", reach: "980", replies: "", source: "Instagram" });
  await enterPlacementNumbers(team.smm, story.id, numbers, undefined, NOON);
  expect(await statusOf(story.id)).toBe("measured");
  const rows = await listPromoNumbers(team.smm, promo.id);
  expect(rows.map(({ metric, value, authorName, content }) => ({ metric, value, authorName, content }))).toEqual([
    { metric: "reach", value: 980, authorName: team.smm.name, content: story.content },
    { metric: "views", value: 1_250, authorName: team.smm.name, content: story.content },
  ]);
});

test("numbers of the same minute stay with those of their own press", async () => {
  const story = await aPlacement(promo);
  for (const [nth, reach] of [40, 50].entries()) {
    const numbers = ofStory.parse({ reach, views: reach * 2, at: NOON.toISOString() });
    await enterPlacementNumbers(team.smm, story.id, numbers, undefined, minutesAfter(NOON, nth));
  }
  const rows = await listPromoNumbers(team.smm, promo.id);
  expect(rows.map(({ metric, value }) => [metric, value])).toEqual([
    ["reach", 50],
    ["views", 100],
    ["reach", 40],
    ["views", 80],
  ]);
});

test("numbers as screens show them are read, and anything that is none is refused", () => {
  const views = (typed: unknown) => {
    const read = ofStory.safeParse({ views: typed });
    return read.success ? read.data.values : read.error.issues[0]?.message;
  };
  for (const typed of ["1250", "1 250", "1.250", "1,250", "1\u00A0250", 1250])
    expect(views(typed)).toEqual([["views", 1250]]);
  expect(views("1,2 тис.")).toBe("fields.check");
  expect(views("-5")).toBe("fields.check");
  expect(views("12.5")).toBe("fields.check");
  expect(views("99999999999")).toBe("fields.check");
  expect(views("")).toBe("fields.oneNumber");
});

test("what is not published yet has no numbers, and nobody reads them tomorrow", async () => {
  const story = await aPlacement(promo, { status: "draft", publishedAt: null });
  const numbers = ofStory.parse({ views: 5 });
  await expect(enterPlacementNumbers(team.smm, story.id, numbers)).rejects.toMatchObject({
    code: "placements.notAllowedNow",
  });
  const tomorrow = promoNumbers.parse({ "group-members": 400, at: daysAfter(NOON, 1).toISOString() });
  await expect(enterPromoNumbers(team.smm, promo.id, tomorrow, undefined, NOON)).rejects.toMatchObject({
    code: "promos.readInFuture",
  });
});

test("a screenshot is made anew and shown to those who manage promos; what is no picture is refused and writes nothing", async () => {
  const story = await aPlacement(promo);
  const numbers = ofStory.parse({ views: 5 });
  const bytes = await sharp({ create: { width: 300, height: 600, channels: 3, background: "#336" } })
    .withExif({ IFD0: { Copyright: "secret" } })
    .jpeg()
    .toBuffer();
  await enterPlacementNumbers(team.smm, story.id, numbers, { bytes }, NOON);
  const [row] = await listPromoNumbers(team.smm, promo.id);
  const picture = await readScreenshot(team.organizer, row?.screenshotId ?? "");
  expect(picture.includes("secret")).toBe(false);
  await expect(readScreenshot(await aMember(team.communityId), row?.screenshotId ?? "")).rejects.toMatchObject({
    code: "identity.notAllowed",
  });
  await expect(readScreenshot(team.smm, "../../etc/passwd")).rejects.toMatchObject({ code: "promos.readingNotFound" });
  const noPicture = { bytes: Buffer.from("<svg/>") };
  await expect(enterPlacementNumbers(team.smm, story.id, numbers, noPicture, NOON)).rejects.toMatchObject({
    code: "promos.screenshotUnreadable",
  });
  expect(await listPromoNumbers(team.smm, promo.id)).toHaveLength(1);
});

test("a wrong number is taken back: it is in no list and the row stays with who removed it", async () => {
  await enterPromoNumbers(team.smm, promo.id, promoNumbers.parse({ registrations: 7 }), undefined, NOON);
  const [row] = await listPromoNumbers(team.smm, promo.id);
  await removeReading(team.organizer, row?.id ?? "", NOON);
  expect(await listPromoNumbers(team.smm, promo.id)).toEqual([]);
  const [kept] = await db.select().from(readings).where(eq(readings.promoId, promo.id));
  expect(kept).toMatchObject({ value: 7, removedBy: team.organizer.personId });
  await expect(removeReading(team.smm, row?.id ?? "")).rejects.toMatchObject({ code: "promos.readingNotFound" });
});

describe("numbers about to vanish", () => {
  const asked = (id: string) =>
    db
      .select({ personId: messages.personId })
      .from(messages)
      .where(and(eq(messages.subjectId, id), eq(messages.kind, "numbers_due")));

  test("of a story are asked for after 20 hours, of a post after a week, once", async () => {
    const story = await aPlacement(promo, { publishedAt: NOON });
    const post = await aPlacement(promo, { publishedAt: NOON, format: "post", network: "facebook", content: "post-1" });
    await askForNumbers(hoursAfter(NOON, 19.9));
    expect(await asked(story.id)).toEqual([]);
    await askForNumbers(hoursAfter(NOON, 20));
    await askForNumbers(hoursAfter(NOON, 21));
    expect(await asked(story.id)).toEqual([{ personId: team.smm.personId }]);
    expect(await asked(post.id)).toEqual([]);
    await askForNumbers(daysAfter(NOON, 7));
    expect(await asked(post.id)).toEqual([{ personId: team.smm.personId }]);
  });

  test("of a story are asked for however many posts wait for their week to be over", async () => {
    const { communityId, id: promoId } = promo;
    const post = { communityId, promoId, network: "facebook", format: "post", status: "published" as const };
    const posts = Array.from({ length: 201 }, (_, nth) => ({ ...post, content: `post-${nth}`, publishedAt: NOON }));
    await db.insert(placements).values(posts);
    const story = await aPlacement(promo, { publishedAt: hoursAfter(NOON, 10) });
    await askForNumbers(hoursAfter(NOON, 31));
    expect(await asked(story.id)).toHaveLength(1);
  });

  test("are not asked for once they are written down", async () => {
    const story = await aPlacement(promo, { publishedAt: NOON });
    const numbers = ofStory.parse({ views: 5 });
    await enterPlacementNumbers(team.smm, story.id, numbers, undefined, hoursAfter(NOON, 3));
    await askForNumbers(hoursAfter(NOON, 20));
    expect(await asked(story.id)).toEqual([]);
  });

  test("are asked of organizers where there is no SMM manager", async () => {
    const { organizer, communityId } = await aTeamWithoutSmm();
    const story = await aPlacement(await aPromo(communityId, null), { publishedAt: NOON });
    await askForNumbers(hoursAfter(NOON, 20));
    expect(await asked(story.id)).toEqual([{ personId: organizer.personId }]);
  });
});

test("only those who manage promos write numbers down", async () => {
  const story = await aPlacement(promo);
  for (const actor of [await aMember(team.communityId), await aTreasurer(team.communityId)]) {
    const refused = { code: "identity.notAllowed" };
    await expect(enterPlacementNumbers(actor, story.id, ofStory.parse({ views: 1 }))).rejects.toMatchObject(refused);
    await expect(enterPromoNumbers(actor, promo.id, promoNumbers.parse({ spend: 1 }))).rejects.toMatchObject(refused);
    await expect(removeReading(actor, story.id)).rejects.toMatchObject(refused);
    await expect(listPromoNumbers(actor, promo.id)).rejects.toMatchObject(refused);
  }
});

async function aTeamWithoutSmm() {
  const { id: communityId } = await aCommunity();
  return { communityId, organizer: await anOrganizer(communityId) };
}
