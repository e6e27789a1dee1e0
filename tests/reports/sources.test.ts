import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import type { Link } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { undoConfirmation } from "@/lib/donations/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import { enterReading } from "@/lib/promos/numbers/readings";
import { enteredLeadsInput, readingInput } from "@/lib/referrals/input";
import { enterLeads, recordLead } from "@/lib/referrals/leads";
import { setLinkStatus } from "@/lib/referrals/links";
import { sourceDays, sourceFunnel } from "@/lib/reports/source-days";
import { exportSources } from "@/lib/reports/source-export";
import { campaignSources, type SourceRow } from "@/lib/reports/sources";
import { campaignTotals } from "@/lib/reports/totals";
import { aLink, aSharedLink, aSourcesStage, type SourcesStage, someClicks } from "../referrals/stage";
import { aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";

let stage: SourcesStage;
let story: Link;
let post: Link;
beforeEach(async () => {
  stage = await aSourcesStage();
  post = await aLink(stage, { network: "facebook", content: "group-post-1", costMinor: 20_000 });
  story = await aLink(stage, { content: "story-4", hopOf: post.id });
});

const LAST = { touch: "last" } as const;
const rowOf = (rows: SourceRow[], link: Link) => rows.find(({ linkId }) => linkId === link.id);

/** Somebody claims a book by a visitor's clicks, and pays. */
async function aDonation(visitor: string | undefined, amountMinor: number, at = NOON) {
  const { campaign, communityId, treasurer } = stage;
  const reader = await aPerson(communityId);
  const { id: bookId } = await aListedBook(campaign, { minimumMinor: 100 });
  const source = visitor ? { visitor } : undefined;
  const { claim } = await claimBook(reader, { bookId, amountMinor, method: "transfer", locale: "uk", source }, at);
  const parts = [{ code: claim.code, amountMinor }];
  await confirmTransfer(treasurer, { reference: `R-${claim.code}`, amountMinor, parts }, at);
  return { reader, claim };
}

test("with nothing there is the direct row, and zeros", async () => {
  const empty = await aSourcesStage();
  const { rows, totals } = await campaignSources(empty.organizer, empty.campaign.id, LAST);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ kind: "direct", network: "direct", clicks: 0, claims: 0, raisedMinor: 0 });
  expect(totals).toMatchObject({ visitors: 0, leadsTracked: 0, raisedMinor: 0 });
  expect((await sourceDays(empty.organizer, empty.campaign.id)).days).toEqual([]);
  expect((await sourceFunnel(empty.organizer, empty.campaign.id, LAST)).reach).toBeNull();
});

test("a story's click, then a post's: the first touch gets the one, the last touch the other", async () => {
  const { campaign, communityId, organizer } = stage;
  await someClicks(communityId, story.id, [{ at: hoursAfter(NOON, -2), visitor: "v1" }]);
  await someClicks(communityId, post.id, [{ at: hoursAfter(NOON, -1), visitor: "v1", isQr: true }]);
  await aDonation("v1", 45_000);
  await aDonation(undefined, 30_000);
  const first = await campaignSources(organizer, campaign.id, { touch: "first" });
  expect(rowOf(first.rows, story)).toMatchObject({
    clicks: 1,
    leadsTracked: 1,
    claims: 1,
    exchanged: 1,
    raisedMinor: 45_000,
  });
  expect(rowOf(first.rows, post)).toMatchObject({ clicks: 1, qrClicks: 1, leadsTracked: 0, claims: 0, raisedMinor: 0 });
  const last = await campaignSources(organizer, campaign.id, LAST);
  expect(rowOf(last.rows, story)).toMatchObject({ leadsTracked: 0, raisedMinor: 0, hopOf: post.code });
  expect(rowOf(last.rows, post)).toMatchObject({ leadsTracked: 1, raisedMinor: 45_000, costMinor: 20_000 });
  expect(last.rows.at(-1)).toMatchObject({ kind: "direct", claims: 1, raisedMinor: 30_000, leadsTracked: 0 });
  expect(last.totals).toMatchObject({ clicks: 2, visitors: 1, claims: 2, raisedMinor: 75_000, costMinor: 20_000 });
});

test("an undone confirmation leaves the row the claim, and takes its book and money", async () => {
  const { campaign, communityId, treasurer, organizer } = stage;
  await someClicks(communityId, story.id, [{ at: NOON, visitor: "v1" }]);
  const { claim } = await aDonation("v1", 45_000, hoursAfter(NOON, 1));
  await undoConfirmation(treasurer, { code: claim.code, reason: "Помилка" }, hoursAfter(NOON, 2));
  const { rows } = await campaignSources(organizer, campaign.id, LAST);
  expect(rowOf(rows, story)).toMatchObject({ claims: 1, exchanged: 0, raisedMinor: 0 });
});

test("a visitor counts once an hour and link, robots apart, and what came while a link was off apart", async () => {
  const { campaign, communityId, smm } = stage;
  const hour = new Date("2026-03-02T10:00:00Z");
  await someClicks(communityId, story.id, [
    { at: hour, visitor: "v1" },
    { at: minutesAfter(hour, 59), visitor: "v1" },
    { at: minutesAfter(hour, 60), visitor: "v1" },
    { at: hour, visitor: "v2" },
    ...Array.from({ length: 40 }, (_, nth) => ({ at: hour, visitor: `bot-${nth}`, botReason: "a preview" })),
  ]);
  await setLinkStatus(smm, post.id, "disabled");
  await someClicks(communityId, null, [
    { at: hour, visitor: "v3", orphanCode: post.code },
    { at: hour, visitor: "v3", orphanCode: "nobody" },
  ]);
  const { rows, totals, orphanClicks } = await campaignSources(smm, campaign.id, LAST);
  expect(rowOf(rows, story)).toMatchObject({ clicks: 3, visitors: 2, botClicks: 40 });
  expect(rowOf(rows, post)).toMatchObject({ clicks: 0, visitors: 0, isOn: false });
  expect([totals.clicks, totals.visitors, orphanClicks]).toEqual([3, 2, 1]);
});

test("links that readers share are one row for each network", async () => {
  const { campaign, communityId, organizer } = stage;
  for (const visitor of ["v1", "v2"]) {
    const shared = await aSharedLink(campaign, "viber");
    await someClicks(communityId, shared.id, [
      { at: NOON, visitor },
      { at: NOON, visitor: "both" },
    ]);
  }
  await aDonation("v2", 40_000, hoursAfter(NOON, 1));
  const { rows } = await campaignSources(organizer, campaign.id, LAST);
  const [row, ...more] = rows.filter(({ kind }) => kind === "shared");
  expect(more).toEqual([]);
  expect(row).toMatchObject({ network: "viber", placement: "share", link: null });
  expect(row).toMatchObject({ clicks: 4, visitors: 3, raisedMinor: 40_000, leadsTracked: 1 });
});

test("entered leads stand with their link, or with their network", async () => {
  const { campaign, smm, organizer } = stage;
  const enter = (words: object) => enterLeads(smm, campaign.id, enteredLeadsInput.parse(words), NOON);
  await enter({ linkId: post.id, count: 7, note: "коментарі" });
  await enter({ network: "Telegram", names: "Оксана Перша; Ірина Друга" });
  const { rows, totals } = await campaignSources(organizer, campaign.id, { touch: "first" });
  expect(rowOf(rows, post)).toMatchObject({ leadsEntered: 7, leadsTracked: 0 });
  expect(rows.find(({ kind }) => kind === "entered")).toMatchObject({
    network: "telegram",
    leadsEntered: 2,
    clicks: 0,
  });
  expect(totals.leadsEntered).toBe(9);
});

test("a span of days has what happened on them, by the community's clock", async () => {
  const { campaign, communityId, organizer } = stage;
  const lateEvening = new Date("2026-03-02T21:30:00Z"); // 23:30 in Kyiv
  const afterMidnight = new Date("2026-03-02T22:30:00Z"); // 00:30 of the 3rd
  await someClicks(communityId, story.id, [
    { at: lateEvening, visitor: "v1" },
    { at: afterMidnight, visitor: "v1" },
    { at: afterMidnight, visitor: "v2" },
  ]);
  await aDonation("v1", 30_000, minutesAfter(lateEvening, 10));
  await aDonation("v2", 50_000, minutesAfter(afterMidnight, 10));
  const on = async (from?: string, to?: string) => {
    const { totals } = await campaignSources(organizer, campaign.id, { touch: "last", from, to });
    return [totals.clicks, totals.visitors, totals.leadsTracked, totals.claims, totals.raisedMinor];
  };
  expect(await on("2026-03-02", "2026-03-02")).toEqual([1, 1, 1, 1, 30_000]);
  expect(await on("2026-03-03", "2026-03-03")).toEqual([2, 2, 1, 1, 50_000]);
  expect(await on()).toEqual([3, 2, 2, 2, 80_000]);
  expect(await on("2026-03-04")).toEqual([0, 0, 0, 0, 0]);
  const { days } = await sourceDays(organizer, campaign.id);
  expect(days).toEqual([
    { day: "2026-03-02", clicks: 1, leads: 1, claims: 1, raisedMinor: 30_000 },
    { day: "2026-03-03", clicks: 2, leads: 1, claims: 1, raisedMinor: 50_000 },
  ]);
});

test("the funnel takes the latest reach of each placement, and only those whom links brought", async () => {
  const { campaign, communityId, smm, organizer } = stage;
  const reach = (linkId: string, value: number, at: Date) =>
    enterReading(smm, campaign.id, readingInput.parse({ linkId, metric: "reach", value, at: at.toISOString() }), at);
  await reach(story.id, 300, NOON);
  await reach(story.id, 420, hoursAfter(NOON, 20));
  await reach(post.id, 80, NOON);
  await someClicks(communityId, story.id, [
    { at: NOON, visitor: "v1" },
    { at: NOON, visitor: "v2" },
  ]);
  await aDonation("v1", 30_000, hoursAfter(NOON, 1));
  await aDonation(undefined, 30_000, hoursAfter(NOON, 1));
  const interest = { communityId, campaignId: campaign.id, cause: "claim" as const };
  const { personId } = await aMember(communityId);
  const heard = { visitor: "v3", heardFrom: "від друга" };
  await db.transaction((tx) => recordLead(tx, { ...interest, personId }, heard, hoursAfter(NOON, 1)));
  expect((await campaignSources(organizer, campaign.id, LAST)).totals.leadsTracked).toBe(2);
  expect(await sourceFunnel(organizer, campaign.id, LAST)).toEqual({
    reach: 500,
    clicks: 2,
    visitors: 2,
    leads: 1,
    claims: 1,
    confirmed: 1,
  });
  await enterLeads(smm, campaign.id, enteredLeadsInput.parse({ network: "facebook", count: 3 }), hoursAfter(NOON, 1));
  expect((await sourceFunnel(organizer, campaign.id, LAST)).leads).toBe(4);
  const { notes } = await sourceDays(organizer, campaign.id);
  expect(notes.filter(({ kind }) => kind === "reading")).toHaveLength(3);
  expect(notes.filter(({ kind }) => kind === "link")).toHaveLength(2);
});

describe("few donors", () => {
  async function someDonors(link: Link | undefined, count: number) {
    const { communityId } = stage;
    for (let nth = 0; nth < count; nth++) {
      const visitor = link && `${link.code}-${nth}`;
      if (link && visitor) await someClicks(communityId, link.id, [{ at: NOON, visitor }]);
      await aDonation(visitor, 30_000, hoursAfter(NOON, 1));
    }
  }
  const money = async (actor = stage.smm) =>
    (await campaignSources(actor, stage.campaign.id, LAST)).rows.map(({ raisedMinor, claims }) => [
      raisedMinor,
      claims,
    ]);

  test("are not told apart by the SMM manager, nor by what is left when the others are taken from the total", async () => {
    await someDonors(post, 6);
    await someDonors(story, 2);
    await someDonors(undefined, 7);
    expect(await money()).toEqual([
      [null, null], // with the two of the story hidden alone, the total would tell theirs
      [null, null],
      [210_000, 7],
    ]);
    expect(await money(stage.organizer)).toEqual([
      [180_000, 6],
      [60_000, 2],
      [210_000, 7],
    ]);
    const { totals } = await campaignSources(stage.smm, stage.campaign.id, LAST);
    expect(totals).toMatchObject({ raisedMinor: 450_000, claims: 15 });
    const { days } = await sourceDays(stage.smm, stage.campaign.id);
    expect(days.map(({ raisedMinor }) => raisedMinor)).toEqual([450_000]);
    expect(await exportSources(stage.smm, stage.campaign.id, LAST)).not.toContain("600");
  }, 60_000);

  test("of a span of days hide its total, too", async () => {
    await someDonors(story, 1);
    const span = { ...LAST, from: "2026-03-01" };
    expect((await campaignSources(stage.smm, stage.campaign.id, span)).totals.raisedMinor).toBeNull();
    expect((await campaignSources(stage.organizer, stage.campaign.id, span)).totals.raisedMinor).toBe(30_000);
    expect((await sourceFunnel(stage.smm, stage.campaign.id, LAST)).confirmed).toBeNull();
    expect((await sourceDays(stage.smm, stage.campaign.id)).days[0]?.raisedMinor).toBeNull();
  });

  test("are not told by taking one span from another, nor one day from the rest", async () => {
    await someDonors(post, 6);
    const day = { ...LAST, from: "2026-03-02", to: "2026-03-02" };
    const ofSpan = await campaignSources(stage.smm, stage.campaign.id, day);
    for (const figures of [...ofSpan.rows, ofSpan.totals])
      expect(figures).toMatchObject({ claims: null, exchanged: null, raisedMinor: null });
    expect(ofSpan.totals.clicks).toBe(6);
    expect(await sourceFunnel(stage.smm, stage.campaign.id, day)).toMatchObject({ claims: null, confirmed: null });
    const dayOf = async (actor = stage.smm, span = {}) =>
      (await sourceDays(actor, stage.campaign.id, span)).days.map(({ claims, raisedMinor }) => [claims, raisedMinor]);
    expect(await dayOf(stage.smm, day)).toEqual([[null, null]]);
    expect(await dayOf()).toEqual([[6, 180_000]]);

    await aDonation(undefined, 70_000, daysAfter(NOON, 1));
    expect(await dayOf()).toEqual([
      [null, null], // with the next day alone hidden, the totals would tell it
      [null, null],
    ]);
    expect(await dayOf(stage.organizer)).toEqual([
      [6, 180_000],
      [1, 70_000],
    ]);
    expect((await campaignSources(stage.organizer, stage.campaign.id, day)).totals.raisedMinor).toBe(180_000);
  }, 60_000);

  test("and where there are none, nothing is hidden", async () => {
    await someDonors(post, 5);
    expect(await money()).toEqual([
      [150_000, 5],
      [0, 0],
      [0, 0],
    ]);
  }, 60_000);
});

test("the CSV has the page's figures, and a column of it adds up to the campaign", async () => {
  const { campaign, communityId, organizer } = stage;
  await someClicks(communityId, story.id, [{ at: NOON, visitor: "v1" }]);
  await aDonation("v1", 45_050, hoursAfter(NOON, 1));
  await aDonation(undefined, 30_000, daysAfter(NOON, 1));
  const [header = "", ...lines] = (await exportSources(organizer, campaign.id, LAST)).trim().split("\r\n");
  expect(header.replace("\uFEFF", "").split(",").slice(0, 4)).toEqual(["network", "placement", "link", "clicks"]);
  const column = header.split(",").indexOf("raised");
  const raised = lines.map((line) => Number(line.split(",")[column]));
  expect(raised).toEqual([0, 450.5, 300]);
  const { raisedMinor } = await campaignTotals(communityId, campaign.id);
  expect(raised.reduce((sum, amount) => sum + amount, 0) * 100).toBe(raisedMinor);
});

test("only those who may see sources do, and only their own community's", async () => {
  const { campaign, smm, organizer, treasurer, member } = stage;
  for (const actor of [smm, organizer]) await expect(campaignSources(actor, campaign.id, LAST)).resolves.toBeDefined();
  const visitor = { kind: "visitor", communityId: campaign.communityId, personId: null } as const;
  for (const actor of [treasurer, member, visitor, await aMember(campaign.communityId)]) {
    const refused = { code: "identity.notAllowed" };
    await expect(campaignSources(actor, campaign.id, LAST)).rejects.toMatchObject(refused);
    await expect(sourceDays(actor, campaign.id)).rejects.toMatchObject(refused);
    await expect(sourceFunnel(actor, campaign.id, LAST)).rejects.toMatchObject(refused);
    await expect(exportSources(actor, campaign.id, LAST)).rejects.toMatchObject(refused);
  }
  const other = await aSourcesStage();
  for (const ask of [campaignSources, sourceFunnel, sourceDays])
    await expect(ask(other.organizer, campaign.id, LAST)).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
});
