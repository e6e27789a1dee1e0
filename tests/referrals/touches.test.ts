import { expect, test } from "vitest";
import { db } from "@/db/client";
import type { Campaign } from "@/db/schema";
import { keepClick } from "@/lib/referrals/clicks";
import { linkInput } from "@/lib/referrals/input";
import { createLink } from "@/lib/referrals/links";
import { type Source, touchesOf } from "@/lib/referrals/touches";
import { aCampaign, aCommunity, anOrganizer } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";

async function aPlace() {
  const { id: communityId } = await aCommunity();
  return { campaign: await aCampaign(communityId), staff: await anOrganizer(communityId) };
}
type Place = Awaited<ReturnType<typeof aPlace>>;

let links = 0;
const aLink = ({ campaign, staff }: Place, target = "/pm/sale") =>
  createLink(staff, campaign.id, linkInput.parse({ network: "instagram", content: `story-${++links}`, target }), NOON);

let visitors = 0;
const aVisitor = () => `d${++visitors}`;

const click = (link: { communityId: string; id: string }, visitor: string, at: Date, botReason: string | null = null) =>
  keepClick({
    communityId: link.communityId,
    linkId: link.id,
    at,
    visitor,
    isQr: false,
    botReason,
    app: "instagram",
    referrerHost: null,
    orphanCode: null,
  });
const touches = ({ communityId, id }: Campaign, source: Source, now = NOON) =>
  touchesOf(db, { communityId, campaignId: id }, source, now);

test("the first and the last link of the last thirty days are credited, to the minute", async () => {
  const place = await aPlace();
  const [old, first, middle, last] = [await aLink(place), await aLink(place), await aLink(place), await aLink(place)];
  const visitor = aVisitor();
  await click(old, visitor, minutesAfter(daysAfter(NOON, -30), -1));
  await click(first, visitor, daysAfter(NOON, -30));
  await click(middle, visitor, daysAfter(NOON, -3));
  await click(last, visitor, hoursAfter(NOON, -1));
  await click(old, visitor, minutesAfter(NOON, 1)); // after the fact
  expect(await touches(place.campaign, { visitor })).toEqual({
    first: { linkId: first.id, at: daysAfter(NOON, -30) },
    last: { linkId: last.id, at: hoursAfter(NOON, -1) },
  });
});

test("whoever comes directly was touched by nothing, and a direct visit later changes nothing", async () => {
  const place = await aPlace();
  const visitor = aVisitor();
  expect(await touches(place.campaign, { visitor })).toBeNull();
  const link = await aLink(place);
  await click(link, visitor, daysAfter(NOON, -20));
  expect((await touches(place.campaign, { visitor }))?.last.linkId).toBe(link.id);
});

test("the code in the page's address is a touch of now, the last one, and the first when there is no other", async () => {
  const place = await aPlace();
  const [clicked, inAddress] = [await aLink(place), await aLink(place)];
  const visitor = aVisitor();
  expect(await touches(place.campaign, { visitor, via: inAddress.code.toUpperCase() })).toEqual({
    first: { linkId: inAddress.id, at: NOON },
    last: { linkId: inAddress.id, at: NOON },
  });
  await click(clicked, visitor, hoursAfter(NOON, -2));
  expect(await touches(place.campaign, { visitor, via: inAddress.code })).toEqual({
    first: { linkId: clicked.id, at: hoursAfter(NOON, -2) },
    last: { linkId: inAddress.id, at: NOON },
  });
  expect((await touches(place.campaign, { visitor, via: clicked.code }))?.last).toEqual({
    linkId: clicked.id,
    at: hoursAfter(NOON, -2),
  });
});

test("a click made minutes before somebody agreed to be recognised is theirs, too", async () => {
  const place = await aPlace();
  const [before, after] = [await aLink(place), await aLink(place)];
  const [unrecognised, visitor] = [aVisitor(), aVisitor()];
  await click(before, unrecognised, minutesAfter(NOON, -5));
  expect(await touches(place.campaign, { visitor })).toBeNull();
  expect((await touches(place.campaign, { visitor, unrecognised }))?.last.linkId).toBe(before.id);
  await click(after, visitor, minutesAfter(NOON, -1));
  const both = await touches(place.campaign, { visitor, unrecognised });
  expect([both?.first.linkId, both?.last.linkId]).toEqual([before.id, after.id]);
});

test("robots touch nobody", async () => {
  const place = await aPlace();
  const visitor = aVisitor();
  await click(await aLink(place), visitor, minutesAfter(NOON, -5), "facebook preview");
  expect(await touches(place.campaign, { visitor })).toBeNull();
});

test("links of another campaign or another community are never credited, by click or by address", async () => {
  const [here, other] = [await aPlace(), await aPlace()];
  const neighbour = { ...here, campaign: await aCampaign(here.campaign.communityId) };
  const visitor = aVisitor();
  for (const place of [other, neighbour]) {
    const link = await aLink(place);
    await click(link, visitor, minutesAfter(NOON, -5));
    expect(await touches(here.campaign, { visitor, via: link.code })).toBeNull();
    expect((await touches(place.campaign, { visitor }))?.last.linkId).toBe(link.id);
  }
});

test.each(["", "no-such-code", "abc", "' or 1=1 --", "abc234\0", "x".repeat(10_000), "абв234"])(
  "%j in the address is no touch and no fault",
  async (via) => {
    const { campaign } = await aPlace();
    expect(await touches(campaign, { visitor: aVisitor(), via })).toBeNull();
  },
);
