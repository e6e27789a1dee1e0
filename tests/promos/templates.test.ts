import { and, eq } from "drizzle-orm";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { campaigns, contingencies, links, placements, promoKind } from "@/db/schema";
import { LOCALES } from "@/lib/core/i18n/locale";
import { OUTCOMES, POINTS, pointsPrint, yielded } from "@/lib/promos/agenda";
import { formatSpec } from "@/lib/promos/check/specs";
import { editBrief, measurePromo, startPromo } from "@/lib/promos/commands";
import { copyPromo } from "@/lib/promos/copying";
import { daysBetween, daysLater } from "@/lib/promos/days";
import { makePromo } from "@/lib/promos/make";
import {
  editMeeting,
  findMeeting,
  listMeetings,
  meetingCalendar,
  noteMeeting,
  planMeeting,
  removeMeeting,
} from "@/lib/promos/meetings";
import { nextStep } from "@/lib/promos/next-step";
import { findPromo } from "@/lib/promos/queries";
import { templateOf } from "@/lib/promos/templates";
import { agreePromo, quoteChanges } from "@/lib/reports/quoting";
import { aCampaign, aCommunity, aListedBook, aPerson } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";
import { anIdea, anInitiative, briefOf, linesOf, placementsOf } from "./plan";
import { aTeam } from "./stage";

const refused = (code: string) => expect.objectContaining({ code });
const KYIV = "Europe/Kyiv";

describe("a template", () => {
  test.each(promoKind.enumValues)("of an %s has its texts in both languages, for formats the check knows", (kind) => {
    const [uk, en] = LOCALES.map((locale) => templateOf(kind, locale));
    expect(uk?.placements.map(({ text }) => text)).not.toEqual(en?.placements.map(({ text }) => text));
    for (const { network, format, title, text } of uk?.placements ?? []) {
      expect([title, text].every((words) => words.length > 3)).toBe(true);
      expect(formatSpec(network, format), `${network} ${format}`).toBeDefined();
    }
    for (const { what } of en?.lines ?? []) expect(what.length).toBeGreaterThan(10);
  });

  test("of an initiative plans its posts from the start, at the community's clock, with links to the catalog", async () => {
    const { smm, campaign, community } = await aTeam();
    const promo = await anIdea(smm, campaign.id);
    const planned = await placementsOf(promo);
    expect(planned.map(({ content, scheduledAt }) => [content, scheduledAt?.toISOString()])).toEqual([
      ["group-post-1", "2026-06-12T06:00:00.000Z"], // nine in Kyiv in summer
      ["story-1", "2026-06-12T07:00:00.000Z"],
      ["story-2", "2026-06-12T09:00:00.000Z"],
      ["story-3", "2026-06-12T11:00:00.000Z"],
      ["story-4", "2026-06-12T13:00:00.000Z"],
      ["story-reserve", "2026-06-16T07:00:00.000Z"],
    ]);
    expect(planned.filter(({ linkId }) => linkId).map(({ content, target }) => [content, target])).toEqual([
      ["group-post-1", `/${community.slug}/${campaign.slug}`],
      ["story-4", `/${community.slug}/${campaign.slug}`],
      ["story-reserve", `/${community.slug}/${campaign.slug}`],
    ]);
    expect(planned.every(({ status }) => status === "draft")).toBe(true);
    expect(promo).toMatchObject({ status: "idea", task: "", metric: null, tag: `2026-06-${campaign.slug}` });
    expect(promo.contentBy?.toISOString()).toBe("2026-06-09T15:00:00.000Z");
    const [early, late] = await linesOf(promo);
    const reserve = planned.find(({ content }) => content === "story-reserve");
    expect(early).toMatchObject({
      metric: "leads",
      action: "reserve_post",
      preparedId: reserve?.id,
      status: "waiting",
    });
    expect(early?.checkAt?.toISOString()).toBe("2026-06-15T15:00:00.000Z");
    expect(late?.checkAt?.toISOString()).toBe("2026-06-25T07:00:00.000Z");
  });

  test("of an event counts from the day it takes place, across the change of clocks", async () => {
    const { smm } = await aTeam();
    const heldAt = new Date("2026-11-05T17:00:00Z"); // seven in the evening, in winter time
    const event = await makePromo(
      smm,
      { ...anInitiative(null), kind: "event", startsAt: null, endsAt: null, heldAt },
      NOON,
    );
    const at = Object.fromEntries(
      (await placementsOf(event)).map(({ content, scheduledAt }) => [content, scheduledAt?.toISOString()]),
    );
    expect(at.announcement).toBe("2026-10-15T07:00:00.000Z"); // ten in the morning, still in summer time
    expect(at["reminder-3"]).toBe("2026-11-02T08:00:00.000Z"); // and in winter time
    expect((await linesOf(event))[0]?.checkAt?.toISOString()).toBe("2026-10-31T08:00:00.000Z");
    expect(event).toMatchObject({ campaignId: null, tag: "2026-11-event", metricBy: heldAt });
  });

  test("of a promo without dates has placements without times, and its plan waits for a stage", async () => {
    const { smm, campaign } = await aTeam();
    const promo = await anIdea(smm, campaign.id, { startsAt: null, endsAt: null });
    expect((await placementsOf(promo)).map(({ scheduledAt }) => scheduledAt)).toEqual(Array(6).fill(null));
    expect((await linesOf(promo)).map(({ checkAt, stage }) => [checkAt, stage])).toEqual([
      [null, "running"],
      [null, "running"],
    ]);
  });

  test("is in the language of whoever takes it, and a second promo of a month has links of its own", async () => {
    const { smm, campaign } = await aTeam();
    const [first, second] = [await anIdea(smm, campaign.id), await anIdea(smm, campaign.id, { locale: "en" })];
    expect(second.keyMessage).toBe("Joining is simple: choose a book, donate to the fund, and the book is yours.");
    expect(second.tag).toBe(`${first.tag}-2`);
  });
});

describe("a copy", () => {
  test("has the brief, drafts and plan of the older one, moved by days at the same clock, and nothing it measured", async () => {
    const { smm, campaign, communityId } = await aTeam();
    const old = await anIdea(smm, campaign.id, { startsAt: new Date("2026-10-20T07:00:00Z"), endsAt: null });
    await editBrief(smm, old.id, { ...briefOf(), startsAt: old.startsAt, endsAt: null }, undefined, NOON);
    const story = (await placementsOf(old)).find(({ content }) => content === "story-1");
    const ofStory = and(eq(placements.communityId, communityId), eq(placements.id, story?.id ?? ""));
    await db
      .update(placements)
      .set({ status: "published", publishedAt: NOON, publishedUrl: "https://example.com/1", text: "Як вийшло" })
      .where(ofStory);
    const post = (await placementsOf(old)).find(({ content }) => content === "group-post-1");
    const reserve = (await placementsOf(old)).find(({ content }) => content === "story-reserve");
    await db
      .update(links)
      .set({ hopOf: post?.linkId })
      .where(eq(links.id, reserve?.linkId ?? ""));

    const startsAt = new Date("2026-10-27T10:30:00Z"); // a week later, on the other side of the change of clocks
    const copy = await copyPromo(smm, old.id, { name: "Ще раз", startsAt, tag: undefined }, NOON);
    const found = await findPromo(smm, copy.id);
    expect(found).toMatchObject({
      status: "briefed",
      task: briefOf().task,
      startsAt,
      copiedFrom: old.id,
      frozen: null,
    });
    expect(found.networks).toEqual((await findPromo(smm, old.id)).networks);
    expect(found.tag).not.toBe(old.tag);

    const drafts = await placementsOf(copy);
    expect(drafts).toHaveLength(6);
    expect(drafts.find(({ content }) => content === "story-1")).toMatchObject({
      status: "draft",
      text: "Як вийшло",
      publishedAt: null,
      publishedUrl: null,
      scheduledAt: new Date("2026-10-27T08:00:00Z"), // ten in the morning before and after
    });
    const [newPost, newReserve] = ["group-post-1", "story-reserve"].map((content) =>
      drafts.find((draft) => draft.content === content),
    );
    expect(newPost?.linkId).not.toBe(post?.linkId);
    const [link] = await db
      .select()
      .from(links)
      .where(eq(links.id, newReserve?.linkId ?? ""));
    expect(link).toMatchObject({ hopOf: newPost?.linkId, tag: found.tag });
    expect((await linesOf(copy))[0]).toMatchObject({ status: "waiting", preparedId: newReserve?.id, value: null });
  });

  test("is refused where the new start comes after the end that moves with it", async () => {
    const { smm, campaign } = await aTeam();
    const [startsAt, endsAt] = [new Date("2026-10-20T08:00:00Z"), new Date("2026-10-20T09:00:00Z")];
    const old = await anIdea(smm, campaign.id, { startsAt, endsAt });
    const late = { name: "Ще раз", startsAt: new Date("2026-10-21T10:00:00Z"), tag: undefined };
    await expect(copyPromo(smm, old.id, late, NOON)).rejects.toEqual(refused("promos.datesReversed"));
  });

  test("does not take along whom somebody outside was responsible by name", async () => {
    const { smm, campaign } = await aTeam();
    const old = await anIdea(smm, campaign.id);
    await db.update(contingencies).set({ ownerName: "Олена Зовнішня" }).where(eq(contingencies.promoId, old.id));
    const copy = await copyPromo(smm, old.id, { name: "Ще раз", startsAt: null, tag: undefined }, NOON);
    const owners = (await linesOf(copy)).map(({ ownerName }) => ownerName);
    expect(new Set(owners)).toEqual(new Set([""]));
  });

  test("without a new start has no times, and its plan waits for a stage", async () => {
    const { smm, campaign } = await aTeam();
    const old = await anIdea(smm, campaign.id);
    const copy = await copyPromo(smm, old.id, { name: "Колись", startsAt: null, tag: undefined }, NOON);
    expect(copy).toMatchObject({ startsAt: null, endsAt: null, contentBy: null, status: "idea" });
    expect((await linesOf(copy)).every(({ checkAt, stage }) => checkAt === null && stage !== null)).toBe(true);
    const stranger = (await aTeam()).smm;
    await expect(copyPromo(stranger, old.id, { name: "Чуже", startsAt: null, tag: undefined }, NOON)).rejects.toEqual(
      refused("promos.notFound"),
    );
  });

  test("of days counts calendars, and not hours", () => {
    const [before, after] = [new Date("2026-10-24T20:30:00Z"), new Date("2026-10-25T22:30:00Z")];
    expect(daysBetween(before, after, KYIV)).toBe(2); // from 23:30 on the 24th to 00:30 on the 26th
    expect(daysLater(before, 1, KYIV).toISOString()).toBe("2026-10-25T21:30:00.000Z");
    expect(daysLater(new Date("2026-03-28T01:30:00Z"), 1, KYIV).toISOString()).toBe("2026-03-29T01:30:00.000Z"); // half past three is skipped
  });
});

describe("the figures an achievement quotes", () => {
  const brief = { ...briefOf({ metric: "reach" }), startsAt: null, endsAt: null };

  test("are locked when it is agreed, and a change is told with both numbers", async () => {
    const { smm, campaign } = await aTeam();
    await aListedBook(campaign);
    const promo = await anIdea(smm, campaign.id, { kind: "achievement" });
    await editBrief(smm, promo.id, brief, undefined, NOON);
    const agreed = await agreePromo(smm, promo.id, NOON);
    expect(agreed).toMatchObject({ quoted: { booksListed: 1, raisedMinor: 0 }, quotedAt: NOON });
    expect(await quoteChanges(agreed, NOON)).toEqual([]);
    await aListedBook(campaign);
    expect(await quoteChanges(agreed, NOON)).toEqual([{ figure: "booksListed", quoted: 1, now: 2 }]);
  });

  test("are of no promo of another kind, and of no achievement without a campaign", async () => {
    const { smm, campaign } = await aTeam();
    const initiative = await anIdea(smm, campaign.id);
    await editBrief(smm, initiative.id, briefOf(), undefined, NOON);
    expect((await agreePromo(smm, initiative.id, NOON)).quoted).toBeNull();
    const alone = await makePromo(smm, { ...anInitiative(null), kind: "achievement" }, NOON);
    await editBrief(smm, alone.id, brief, undefined, NOON);
    const agreed = await agreePromo(smm, alone.id, NOON);
    expect([agreed.quoted, await quoteChanges(agreed, NOON)]).toEqual([null, []]);
    expect((await db.select().from(campaigns).where(eq(campaigns.id, campaign.id)))[0]?.status).toBe("open");
  });
});

describe("a meeting", () => {
  const planned = { network: "instagram", at: hoursAfter(NOON, 24), minutes: 45, place: "Zoom" };

  test("is planned for a network or for all, moved, noted, and taken out", async () => {
    const { smm, organizer, campaign } = await aTeam();
    const promo = await anIdea(smm, campaign.id);
    const meeting = await planMeeting(smm, promo.id, planned, NOON);
    await planMeeting(organizer, promo.id, { ...planned, network: null, at: hoursAfter(NOON, 2) }, NOON);
    expect((await listMeetings(smm, promo.id)).map(({ network }) => network)).toEqual([null, "instagram"]);
    await editMeeting(organizer, meeting.id, { ...planned, place: "Офіс", minutes: 30 });
    const points = { brief: { isDone: true, note: "Надіслано в чат" } };
    const noted = await noteMeeting(smm, meeting.id, points, pointsPrint(meeting.points));
    expect(noted).toMatchObject({ place: "Офіс", minutes: 30, points });
    expect([yielded(noted.points), OUTCOMES.length, POINTS.length]).toEqual([1, 3, 9]);
    await removeMeeting(smm, meeting.id);
    await expect(findMeeting(smm, meeting.id)).rejects.toEqual(refused("promos.meetingNotFound"));
  });

  test("noted by two at once keeps what the first wrote, and tells the second", async () => {
    const { smm, organizer, campaign } = await aTeam();
    const meeting = await planMeeting(smm, (await anIdea(smm, campaign.id)).id, planned, NOON);
    const print = pointsPrint(meeting.points);
    await noteMeeting(smm, meeting.id, { ideas: { isDone: true, note: "Карусель" } }, print);
    await expect(noteMeeting(organizer, meeting.id, { ideas: { isDone: false, note: "" } }, print)).rejects.toEqual(
      refused("promos.changedMeanwhile"),
    );
    expect((await findMeeting(smm, meeting.id)).points.ideas?.note).toBe("Карусель");
  });

  test("of another community is not there", async () => {
    const [mine, other] = [await aTeam(), await aTeam()];
    const meeting = await planMeeting(other.smm, (await anIdea(other.smm, other.campaign.id)).id, planned, NOON);
    for (const attempt of [
      () => findMeeting(mine.smm, meeting.id),
      () => editMeeting(mine.smm, meeting.id, planned),
      () => noteMeeting(mine.smm, meeting.id, {}, pointsPrint({})),
      () => removeMeeting(mine.smm, meeting.id),
    ])
      await expect(attempt()).rejects.toEqual(refused("promos.meetingNotFound"));
    const treasurer = await aPerson(other.communityId, ["treasurer"]);
    await expect(removeMeeting(treasurer, meeting.id)).rejects.toEqual(refused("identity.notAllowed"));
  });

  test("goes into calendars with its length and place, a newer file in the place of an older one", async () => {
    const { smm, campaign } = await aTeam();
    const meeting = await planMeeting(smm, (await anIdea(smm, campaign.id)).id, planned, NOON);
    const read = (now: Date) => {
      const file = meetingCalendar(meeting, { title: "Промо; зустріч", notes: "Порядок" }, now);
      const calendar = new ICAL.Component(ICAL.parse(file));
      return new ICAL.Event(calendar.getFirstSubcomponent("vevent") as ICAL.Component);
    };
    const event = read(NOON);
    expect(event.startDate.toJSDate()).toEqual(planned.at);
    expect(event.endDate.toJSDate()).toEqual(hoursAfter(planned.at, 0.75));
    expect([event.summary, event.location]).toEqual(["Промо; зустріч", "Zoom"]);
    expect(read(hoursAfter(NOON, 1)).sequence).toBeGreaterThan(event.sequence);
  });
});

test("what is next follows the order of the work", async () => {
  const { smm, campaign } = await aTeam();
  const step = async (id: string, now = NOON) => nextStep(await findPromo(smm, id), now);
  const promo = await anIdea(smm, campaign.id);
  expect(await step(promo.id)).toBe("meeting");
  await planMeeting(smm, promo.id, { network: null, at: NOON, minutes: 45, place: "" }, NOON);
  expect(await step(promo.id)).toBe("brief");
  await editBrief(smm, promo.id, briefOf(), undefined, NOON);
  expect(await step(promo.id)).toBe("agree");
  await agreePromo(smm, promo.id, NOON);
  expect(await step(promo.id)).toBe("placements");
  const [out] = await placementsOf(promo);
  const isOut = eq(placements.id, out?.id ?? "");
  await db.update(placements).set({ status: "published", publishedAt: NOON }).where(isOut);
  expect(await step(promo.id)).toBe("start"); // whatever is still being written
  await db.update(placements).set({ status: "draft", publishedAt: null }).where(isOut);
  expect(await step(promo.id)).toBe("placements");
  await db.update(placements).set({ status: "approved" }).where(eq(placements.promoId, promo.id));
  expect(await step(promo.id)).toBe("start");
  await startPromo(smm, promo.id, NOON);
  expect(await step(promo.id)).toBe("numbers");
  expect(await step(promo.id, new Date("2026-07-01T00:00:00Z"))).toBe("measure");
  await measurePromo(smm, promo.id, NOON);
  expect(await step(promo.id)).toBe("report");
});

test("a community in another zone plans at its own clock", async () => {
  const community = await aCommunity({ timeZone: "America/New_York" });
  const smm = await aPerson(community.id, ["smm"]);
  const campaign = await aCampaign(community.id);
  const promo = await anIdea(smm, campaign.id);
  const first = (await placementsOf(promo)).find(({ content }) => content === "story-1");
  expect(first?.scheduledAt?.toISOString()).toBe("2026-06-12T14:00:00.000Z"); // ten in the morning there
});
