import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { type Link, leads, people } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { enterReading, listReadings } from "@/lib/promos/numbers/readings";
import { enteredLeadsInput, readingInput } from "@/lib/referrals/input";
import { enterLeads, listEnteredLeads, recordLead, removeEnteredLead } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import { campaignSources } from "@/lib/reports/sources";
import { aCampaign, aListedBook, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { raceForALead } from "./lead-race";
import { aLink, aSourcesStage, type SourcesStage, someClicks } from "./stage";

let stage: SourcesStage;
let link: Link;
beforeEach(async () => {
  stage = await aSourcesStage();
  link = await aLink(stage);
});

const enter = (words: object, actor = stage.smm, now = NOON) =>
  enterLeads(actor, stage.campaign.id, enteredLeadsInput.parse(words), now);
const record = (personId: string, source: Source | undefined, now = hoursAfter(NOON, 1)) => {
  const { communityId, campaign } = stage;
  return db.transaction((tx) =>
    recordLead(tx, { communityId, campaignId: campaign.id, personId, cause: "claim" }, source, now),
  );
};
const allLeads = () => db.select().from(leads).where(eq(leads.communityId, stage.communityId));
async function counts() {
  const { totals } = await campaignSources(stage.organizer, stage.campaign.id, { touch: "last" });
  return { tracked: totals.leadsTracked, entered: totals.leadsEntered };
}

describe("tracked", () => {
  test("whoever came by a link is a lead once, however often they act; a member who came by none is nobody's", async () => {
    const { communityId, member } = stage;
    const reader = await aPerson(communityId);
    await someClicks(communityId, link.id, [{ at: NOON, visitor: "v1" }]);
    await record(reader.personId, { visitor: "v1" });
    await record(reader.personId, { visitor: "v1" }, daysAfter(NOON, 2));
    await record(member.personId, { visitor: "v2" });
    await record(member.personId, undefined);
    expect(await counts()).toEqual({ tracked: 1, entered: 0 });
  });

  test("the links of a lead stay as they were made, and a later act is credited to its own last one", async () => {
    const { communityId } = stage;
    const reader = await aPerson(communityId);
    const post = await aLink(stage, { content: "post-1" });
    await someClicks(communityId, link.id, [{ at: NOON, visitor: "v1" }]);
    const first = await record(reader.personId, { visitor: "v1" });
    await someClicks(communityId, post.id, [{ at: daysAfter(NOON, 1), visitor: "v1" }]);
    const second = await record(reader.personId, { visitor: "v1" }, daysAfter(NOON, 2));
    expect(first).toEqual({ firstLinkId: link.id, lastLinkId: link.id });
    expect(second).toEqual({ firstLinkId: link.id, lastLinkId: post.id });
    expect(await allLeads()).toMatchObject([{ firstLinkId: link.id, lastLinkId: link.id }]);
  });

  test("who says how they heard of it is a lead without a link", async () => {
    const reader = await aPerson(stage.communityId);
    expect(await record(reader.personId, { visitor: "v1", heardFrom: " від подруги " })).toEqual({
      firstLinkId: null,
      lastLinkId: null,
    });
    expect(await allLeads()).toMatchObject([{ cause: "claim", heardFrom: "від подруги", firstLinkId: null }]);
  });

  test("many acts of one person at the same moment make one lead, and no fault", async () => {
    expect(await raceForALead(24)).toEqual({ leads: 1, faults: [] });
  }, 30_000);
});

describe("entered", () => {
  test("tracked and entered add up, with author and note beside them", async () => {
    const { smm } = stage;
    expect(
      await enter({ linkId: link.id, count: 3, names: "Оксана Перша\nІрина Друга", note: "у коментарях" }),
    ).toEqual({
      entered: 5,
      knownAlready: 0,
    });
    const list = await listEnteredLeads(smm, stage.campaign.id);
    expect(list.map(({ count, name }) => [count, name])).toEqual([
      [3, null],
      [1, "Оксана Перша"],
      [1, "Ірина Друга"],
    ]);
    expect(list[0]).toMatchObject({ note: "у коментарях", authorName: smm.name, content: "story-1" });
    expect(await counts()).toEqual({ tracked: 0, entered: 5 });
  });

  test("the same name again, in any case and by another hand, is known already", async () => {
    await enter({ network: "viber", names: ["Оксана Перша"] });
    const again = await enter({ network: "telegram", names: ["ОКСАНА ПЕРША", "Оксана Перша"] }, stage.organizer);
    expect(again).toEqual({ entered: 0, knownAlready: 2 });
    expect(await counts()).toEqual({ tracked: 0, entered: 1 });
  });

  test("a person who is tracked is known already; one who is tracked after being entered counts once, as tracked", async () => {
    const { communityId } = stage;
    const tracked = await aPerson(communityId, [], { name: "Соломія Єдина" });
    await someClicks(communityId, link.id, [
      { at: NOON, visitor: "v1" },
      { at: NOON, visitor: "v2" },
    ]);
    await record(tracked.personId, { visitor: "v1" });
    expect(await enter({ network: "viber", names: ["соломія єдина"] })).toEqual({ entered: 0, knownAlready: 1 });

    const entered = await aPerson(communityId, [], { name: "Марта Пізніша" });
    const post = await aLink(stage, { content: "post-1" });
    await enter({ linkId: post.id, names: ["Марта Пізніша"] });
    expect(await counts()).toEqual({ tracked: 1, entered: 1 });
    await record(entered.personId, { visitor: "v2" });
    expect(await counts()).toEqual({ tracked: 2, entered: 0 });
    const lead = (await allLeads()).find(({ personId }) => personId === entered.personId);
    expect(lead).toMatchObject({
      cause: "claim",
      firstLinkId: link.id,
      name: "Марта Пізніша",
      authorId: stage.smm.personId,
    });
  });

  test("a name entered before anybody had it counts once when that person claims a book, by name or address", async () => {
    const { communityId, campaign } = stage;
    await enter({ network: "facebook", names: ["Ігор Невідомий", "lesia@example.com"] });
    const visitor = { kind: "visitor", communityId, personId: null } as const;
    for (const [name, email] of [
      ["ігор невідомий", `ihor-${communityId}@example.com`],
      ["Леся", "lesia@example.com"],
    ] as const) {
      await someClicks(communityId, link.id, [{ at: NOON, visitor: email }]);
      const { id: bookId } = await aListedBook(campaign);
      const contact = { name, email, locale: "uk" as const };
      const input = {
        bookId,
        amountMinor: 30_000,
        method: "transfer",
        locale: "uk",
        contact,
        source: { visitor: email },
      } as const;
      await claimBook(visitor, input, hoursAfter(NOON, 1));
    }
    expect(await counts()).toEqual({ tracked: 2, entered: 0 });
  });

  test("two people of one name are not taken for each other", async () => {
    const { communityId } = stage;
    const [one] = [
      await aPerson(communityId, [], { name: "Анна Ко" }),
      await aPerson(communityId, [], { name: "Анна Ко" }),
    ];
    await enter({ network: "viber", names: ["Анна Ко"] });
    expect(await allLeads()).toMatchObject([{ personId: null }]);
    await someClicks(communityId, link.id, [{ at: NOON, visitor: "v1" }]);
    await record(one.personId, { visitor: "v1" });
    expect(await counts()).toEqual({ tracked: 1, entered: 1 });
  });

  test("what staff entered credits no money: a claim without a link of its own stays direct", async () => {
    const { communityId } = stage;
    const reader = await aPerson(communityId, [], { name: "Марта Пряма" });
    await enter({ linkId: link.id, names: ["Марта Пряма"] });
    expect(await record(reader.personId, { visitor: "v9" })).toEqual({ firstLinkId: null, lastLinkId: null });
    expect(await counts()).toEqual({ tracked: 0, entered: 1 });
  });

  test("is taken back by whoever may enter; a tracked one, or another community's, is not", async () => {
    const { communityId, smm, organizer } = stage;
    const reader = await aPerson(communityId);
    await someClicks(communityId, link.id, [{ at: NOON, visitor: "v1" }]);
    await record(reader.personId, { visitor: "v1" });
    await enter({ network: "viber", count: 4 });
    const [tracked, entered] = [
      (await allLeads()).find(({ cause }) => cause === "claim"),
      (await allLeads()).find(({ cause }) => cause === "entered"),
    ];
    const notFound = { code: "referrals.leadNotFound" };
    await expect(removeEnteredLead(smm, tracked?.id ?? "")).rejects.toMatchObject(notFound);
    const other = await aSourcesStage();
    await expect(removeEnteredLead(other.smm, entered?.id ?? "")).rejects.toMatchObject(notFound);
    await removeEnteredLead(organizer, entered?.id ?? "");
    await expect(removeEnteredLead(organizer, entered?.id ?? "")).rejects.toMatchObject(notFound);
    expect(await counts()).toEqual({ tracked: 1, entered: 0 });
  });

  test("a form that is sent twice is entered once and answered alike; two forms are two entries", async () => {
    const form = { network: "viber", count: "3", formId: randomUUID() };
    expect(await enter(form)).toEqual({ entered: 3, knownAlready: 0 });
    expect(await enter(form, stage.smm, hoursAfter(NOON, 1))).toEqual({ entered: 3, knownAlready: 0 });
    expect(await counts()).toEqual({ tracked: 0, entered: 3 });
    await enter({ ...form, formId: randomUUID() });
    await enter({ ...form, count: "4" }); // gone back to, and filled in anew
    await enter(form, stage.organizer);
    for (const formId of ["", "x", undefined]) await enter({ ...form, formId });
    expect(await counts()).toEqual({ tracked: 0, entered: 22 });
  });

  test("needs names or a count, and a link or a network", () => {
    const wrong = (words: object) => [
      ...new Set(enteredLeadsInput.safeParse(words).error?.issues.map(({ path }) => path.join("."))),
    ];
    expect(wrong({ network: "viber" })).toEqual(["count"]);
    expect(wrong({ count: 3 })).toEqual(["network"]);
    for (const count of [0, -1, 1.5, 100_001, "чотири", true, [4], null])
      expect(wrong({ network: "viber", count }), String(count)).toEqual(["count"]);
    expect(enteredLeadsInput.parse({ network: "viber", count: "", names: "А; А;\n;Б" })).toMatchObject({
      names: ["А", "Б"],
      count: undefined,
    });
  });
});

describe("readings", () => {
  const read = (words: object, actor = stage.smm) =>
    enterReading(
      actor,
      stage.campaign.id,
      readingInput.parse({ metric: "group-members", value: 400, at: NOON.toISOString(), ...words }),
      NOON,
    );

  test("are kept with who, when and from where, in order of their time", async () => {
    await read({ value: "454", at: daysAfter(NOON, 10).toISOString() });
    await read({ source: "Група у Facebook", linkId: link.id });
    const list = await listReadings(stage.organizer, stage.campaign.id);
    expect(list.map(({ value }) => value)).toEqual([400, 454]);
    expect(list[0]).toMatchObject({
      source: "Група у Facebook",
      linkCode: link.code,
      authorName: stage.smm.name,
      at: NOON,
    });
  });

  test("an empty field is no zero, and a year that nobody lived in is none", () => {
    const wrong = (words: object) =>
      !readingInput.safeParse({ metric: "reach", value: 1, at: NOON.toISOString(), ...words }).success;
    for (const value of ["", " ", null, true, [], "1e3", -1, 2_000_000_001])
      expect(wrong({ value }), String(value)).toBe(true);
    for (const at of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "вчора"]) expect(wrong({ at })).toBe(true);
    expect(wrong({ value: 0 })).toBe(false);
  });
});

test("only those who make links enter leads and readings, and only in their own community", async () => {
  const { campaign, treasurer, member, smm, organizer } = stage;
  const leadsOf = enteredLeadsInput.parse({ network: "viber", count: 1 });
  const reading = readingInput.parse({ metric: "reach", value: 1, at: NOON.toISOString() });
  for (const actor of [smm, organizer]) {
    await expect(enterLeads(actor, campaign.id, leadsOf)).resolves.toMatchObject({ entered: 1 });
    await expect(listReadings(actor, campaign.id)).resolves.toEqual([]);
  }
  const system = { kind: "system", communityId: campaign.communityId, personId: null } as const;
  for (const actor of [treasurer, member, system]) {
    const refused = { code: "identity.notAllowed" };
    await expect(enterLeads(actor, campaign.id, leadsOf)).rejects.toMatchObject(refused);
    await expect(enterReading(actor, campaign.id, reading)).rejects.toMatchObject(refused);
    await expect(listReadings(actor, campaign.id)).rejects.toMatchObject(refused);
    await expect(listEnteredLeads(actor, campaign.id)).rejects.toMatchObject(refused);
    await expect(removeEnteredLead(actor, link.id)).rejects.toMatchObject(refused);
  }
  const other = await aSourcesStage();
  await expect(enterLeads(other.smm, campaign.id, leadsOf)).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
  await expect(enterReading(other.smm, campaign.id, reading)).rejects.toMatchObject({
    code: "catalog.campaignNotFound",
  });
  expect(await listEnteredLeads(other.smm, campaign.id)).toEqual([]);
  const elsewhere = await aCampaign(campaign.communityId);
  await expect(enterLeads(smm, elsewhere.id, { ...leadsOf, linkId: link.id })).rejects.toMatchObject({
    code: "referrals.linkNotFound",
  });
});

test("a lead's links are looked for in its own campaign only", async () => {
  const { communityId, campaign } = stage;
  const elsewhere = await aCampaign(communityId);
  const reader = await aPerson(communityId);
  const theirs = await aLink({ ...stage, campaign: elsewhere });
  await someClicks(communityId, theirs.id, [{ at: NOON, visitor: "v1" }]);
  expect(await record(reader.personId, { visitor: "v1", via: theirs.code })).toEqual({
    firstLinkId: null,
    lastLinkId: null,
  });
  const isTheirs = and(eq(leads.communityId, communityId), eq(leads.campaignId, campaign.id));
  expect(await db.$count(leads, isTheirs)).toBe(0);
  expect(await db.$count(people, eq(people.communityId, communityId))).toBe(5);
});
