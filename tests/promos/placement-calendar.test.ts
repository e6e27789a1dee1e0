import { describe, expect, test } from "vitest";
import type { PlacementStatus } from "@/db/schema";
import { loadCalendar } from "@/lib/promos/placements/calendar";
import {
  collisionsOf,
  earliestSlot,
  mondayOf,
  type Planned,
  warningsOf,
  weekBounds,
} from "@/lib/promos/placements/calendar-rules";
import { createPlacement } from "@/lib/promos/placements/content";
import { listLeads, listRules, overrideRule, restoreRule, setLead } from "@/lib/promos/placements/settings";
import { aMember } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aDraft, plan } from "./placement-stage";
import { aPlacement, aPromo, aTeam } from "./stage";

const KYIV = "Europe/Kyiv";
const refused = (code: string) => expect.objectContaining({ code: `placements.${code}` });

const planned = (id: string, at: Date | null, more: Partial<Planned> = {}): Planned => ({
  id,
  promoId: "promo",
  network: "instagram",
  format: "post",
  status: "draft",
  isSpare: false,
  scheduledAt: at,
  publishedAt: null,
  contentBy: null,
  ...more,
});

describe("two placements collide", () => {
  test.each<[string, number, Partial<Planned>, boolean]>([
    ["59 minutes apart", 59, {}, true],
    ["an hour apart", 60, {}, false],
    ["at the same moment", 0, {}, true],
    ["in two networks", 0, { network: "facebook" }, false],
    ["when one was given up", 0, { status: "cancelled" }, false],
    ["when one lies in reserve", 0, { isSpare: true }, false],
    ["when one is out already", 30, { status: "published", publishedAt: minutesAfter(NOON, 30) }, true],
    ["when one is a story beside a post", 10, { format: "story" }, true],
    ["when one has no time", 0, { scheduledAt: null }, false],
  ])("%s: %#", (_what, minutes, more, collide) => {
    const both = [planned("one", NOON), planned("two", minutesAfter(NOON, minutes), more)];
    expect(collisionsOf(both).size).toBe(collide ? 2 : 0);
  });
});

test("stories of one promo are slides of one showing, and take readers from another promo's", () => {
  const story = { format: "story" };
  const slides = [0, 1, 2].map((minute) => planned(`slide ${minute}`, minutesAfter(NOON, minute), story));
  expect(collisionsOf(slides)).toEqual(new Set());
  const other = planned("other", minutesAfter(NOON, 30), { ...story, promoId: "another" });
  expect(collisionsOf([...slides, other]).size).toBe(4);
});

describe("warnings", () => {
  const promo = { startsAt: daysAfter(NOON, -1), endsAt: daysAfter(NOON, 10), contentBy: daysAfter(NOON, 1) };
  const judge = (placement: Planned, now = NOON) =>
    warningsOf(placement, promo, { leadHours: 48, collides: false, now });

  test.each<[string, Planned, Date, string[]]>([
    ["a placement in good time", planned("1", daysAfter(NOON, 3)), NOON, []],
    ["a minute too soon for the network", planned("1", minutesAfter(daysAfter(NOON, 2), -1)), NOON, ["leadShort"]],
    ["exactly in time for the network", planned("1", daysAfter(NOON, 2)), NOON, []],
    ["the deadline for content passed", planned("1", daysAfter(NOON, 9)), daysAfter(NOON, 2), ["contentLate"]],
    [
      "its own deadline is later",
      planned("1", daysAfter(NOON, 9), { contentBy: daysAfter(NOON, 4) }),
      daysAfter(NOON, 2),
      [],
    ],
    ["approved in time", planned("1", daysAfter(NOON, 9), { status: "approved" }), daysAfter(NOON, 2), []],
    ["outside the promo's time", planned("1", daysAfter(NOON, 11)), NOON, ["outsideWindow"]],
    ["its time passed", planned("1", daysAfter(NOON, 3), { status: "approved" }), daysAfter(NOON, 4), ["timePassed"]],
    ["taken into the schedule", planned("1", daysAfter(NOON, 1), { status: "scheduled" }), NOON, []],
    ["out", planned("1", daysAfter(NOON, 11), { status: "published" }), daysAfter(NOON, 20), []],
    ["given up", planned("1", daysAfter(NOON, 11), { status: "cancelled" }), daysAfter(NOON, 20), []],
  ])("%s", (_what, placement, now, warnings) => {
    expect(judge(placement, now)).toEqual(warnings);
  });
});

describe("the community's clocks", () => {
  test("a week begins on Monday at its own midnight, and has the days the clocks give it", () => {
    expect(mondayOf(new Date("2026-03-01T21:59:00Z"), KYIV)).toBe("2026-02-23"); // Sunday, 23:59
    expect(mondayOf(new Date("2026-03-01T22:00:00Z"), KYIV)).toBe("2026-03-02");
    const hours = (monday: string) => {
      const days = weekBounds(monday, KYIV);
      return days.slice(1).map((day, nth) => (day.getTime() - (days[nth]?.getTime() ?? 0)) / 3_600_000);
    };
    expect(hours("2026-03-23")).toEqual([24, 24, 24, 24, 24, 24, 23]); // the clocks go forward on the 29th
    expect(hours("2026-10-19")).toEqual([24, 24, 24, 24, 24, 24, 25]); // and back on the 25th
    expect(weekBounds("2026-03-30", KYIV)[0]).toEqual(new Date("2026-03-29T21:00:00Z"));
  });

  test("the earliest slot is a whole hour there, also over the change of clocks and in zones of half hours", () => {
    expect(earliestSlot(NOON, 48, KYIV)).toEqual(daysAfter(NOON, 2));
    expect(earliestSlot(minutesAfter(NOON, 1), 48, KYIV)).toEqual(hoursAfter(NOON, 49));
    expect(earliestSlot(new Date("2026-03-28T22:30:00Z"), 3, KYIV)).toEqual(new Date("2026-03-29T02:00:00Z")); // 05:00, summer time
    expect(earliestSlot(NOON, 0, "Asia/Kolkata")).toEqual(minutesAfter(NOON, 30)); // 18:00 there
  });
});

describe("the calendar", () => {
  test("shows the week of the next placement, other promos' too, and what is wrong with it", async () => {
    const { smm, communityId, promo, placement } = await aDraft({ scheduledAt: daysAfter(NOON, 3).toISOString() });
    const other = await aPromo(communityId, null, { name: "Мітап" });
    const near = { network: "facebook", format: "post", status: "draft" as const, publishedAt: null };
    await aPlacement(other, { ...near, scheduledAt: minutesAfter(daysAfter(NOON, 3), 30) });
    await aPlacement(other, { ...near, scheduledAt: daysAfter(NOON, 30) }); // another week
    await aPlacement(await aPromo((await aTeam()).communityId, null), { ...near, scheduledAt: daysAfter(NOON, 3) }); // strangers
    const calendar = await loadCalendar(smm, promo.id, {}, NOON);
    expect(calendar).toMatchObject({
      monday: "2026-03-02",
      timeZone: KYIV,
      slots: [{ network: "facebook", leadHours: 48 }],
    });
    expect(calendar.week.map((item) => [item.promo.name, item.warnings])).toEqual([
      [promo.name, ["contentLate", "collides"]],
      ["Мітап", ["contentLate", "collides"]],
    ]);
    expect(calendar.own).toMatchObject([{ id: placement.id, warnings: ["contentLate", "collides"] }]);
    expect((await loadCalendar(smm, promo.id, { week: "2026-03-30" }, NOON)).week).toHaveLength(1);
  });

  test("knows a collision of a placement that lies in another week than the one shown", async () => {
    const { smm, communityId, promo } = await aDraft({ scheduledAt: daysAfter(NOON, 9).toISOString() });
    const status: PlacementStatus = "approved";
    await aPlacement(await aPromo(communityId, null), {
      network: "facebook",
      status,
      publishedAt: null,
      scheduledAt: daysAfter(NOON, 9),
    });
    const { own, week } = await loadCalendar(smm, promo.id, { week: "2026-03-02" }, NOON);
    expect(week).toEqual([]);
    expect(own[0]?.warnings).toContain("collides");
  });

  test("takes each network's own lead time, which staff of promos set", async () => {
    const { smm, communityId, promo } = await aDraft({
      scheduledAt: hoursAfter(NOON, 30).toISOString(),
      contentBy: daysAfter(NOON, 1).toISOString(),
    });
    expect((await loadCalendar(smm, promo.id, {}, NOON)).own[0]?.warnings).toEqual(["leadShort"]);
    await setLead(smm, { network: "facebook", leadHours: 24 }, NOON);
    expect((await loadCalendar(smm, promo.id, {}, NOON)).own[0]?.warnings).toEqual([]);
    expect((await listLeads(smm)).get("facebook")).toBe(24);
    expect((await listLeads(smm)).get("instagram")).toBe(48);
    await expect(setLead(smm, { network: "myspace", leadHours: 1 }, NOON)).rejects.toEqual(refused("formatUnknown"));
    await expect(
      setLead(await aMember(communityId), { network: "facebook", leadHours: 1 }, NOON),
    ).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
  });

  test("answers in good time with a thousand placements", async () => {
    const { smm, communityId, promo } = await aDraft();
    for (let nth = 0; nth < 150; nth++)
      await createPlacement(smm, promo.id, plan({ scheduledAt: hoursAfter(NOON, nth).toISOString() }), NOON);
    const { items, week } = await loadCalendar(smm, promo.id, {}, NOON).then(({ own, week }) => ({ items: own, week }));
    expect(items).toHaveLength(151);
    expect(week.length).toBeGreaterThan(100);
    expect(communityId).toBe(promo.communityId);
  });
});

describe("rules of one's own", () => {
  const rule = {
    network: "instagram",
    format: "post",
    rule: "hashtagsMax",
    value: "5",
    level: "hard" as const,
    source: "Застосунок",
    checkedOn: "2026-03-01",
  };
  const at = async (smm: Parameters<typeof listRules>[0]) =>
    (await listRules(smm)).find(({ network, format }) => network === "instagram" && format === "post");

  test("stand in place of those that came, with their source and day, and go again", async () => {
    const { smm } = await aTeam();
    await overrideRule(smm, rule, NOON);
    await overrideRule(smm, { ...rule, value: "7" }, NOON);
    expect((await at(smm))?.rules.hashtagsMax).toMatchObject({
      value: 7,
      source: { uk: "Застосунок", en: "Застосунок" },
      checkedOn: "2026-03-01",
    });
    expect((await at(smm))?.changed).toEqual(new Set(["hashtagsMax"]));
    await restoreRule(smm, rule);
    expect((await at(smm))?.rules.hashtagsMax?.value).toBe(30);
  });

  test.each([
    [{ rule: "nonsense" }, "ruleUnknown"],
    [{ rule: "captionMax" }, "ruleUnknown"], // not a rule of this format
    [{ format: "billboard" }, "formatUnknown"],
    [{ value: "many" }, "ruleValue"],
    [{ value: "" }, "ruleValue"],
    [{ value: "-1" }, "ruleValue"],
    [{ rule: "mediaTypes", value: "image/gif" }, "ruleValue"],
    [{ rule: "links", value: "sometimes" }, "ruleValue"],
    [{ checkedOn: "2026-03-09" }, "checkedOnAhead"],
  ])("%j is refused: %s", async (change, code) => {
    const { smm } = await aTeam();
    await expect(overrideRule(smm, { ...rule, ...change }, NOON)).rejects.toEqual(refused(code));
  });

  test("may be lists, words and yes or no", async () => {
    const { smm, communityId } = await aTeam();
    await overrideRule(smm, { ...rule, rule: "mediaTypes", value: "image/png, image/webp" }, NOON);
    await overrideRule(smm, { ...rule, rule: "links", value: "clickable" }, NOON);
    await overrideRule(smm, { ...rule, rule: "alt", value: "ні" }, NOON);
    await overrideRule(smm, { ...rule, rule: "ratioMin", value: "0,75" }, NOON);
    const rules = (await at(smm))?.rules;
    expect([rules?.mediaTypes?.value, rules?.links?.value, rules?.alt?.value, rules?.ratioMin?.value]).toEqual([
      ["image/png", "image/webp"],
      "clickable",
      false,
      0.75,
    ]);
    await expect(overrideRule(await aMember(communityId), rule, NOON)).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
  });
});
