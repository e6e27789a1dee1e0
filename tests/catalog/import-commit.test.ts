import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { and, count, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { bookEvents, books, type Campaign } from "@/db/schema";
import { importBooks } from "@/lib/catalog/import/commit";
import { importedSince } from "@/lib/catalog/import/progress";
import { systemOf, visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer } from "../support/factories";
import { daysAfter, NOON } from "../support/times";

const caseFile = readFileSync(new URL("../../db/demo/case-1-books.csv", import.meta.url));
const csv = (...rows: string[]) => Buffer.from(["title,authors,isbn13,minimum", ...rows].join("\n"));

async function aPlace(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const community = await aCommunity();
  return { community, campaign: await aCampaign(community.id, overrides), organizer: await anOrganizer(community.id) };
}
const listed = async ({ communityId, id }: Campaign) =>
  (
    await db
      .select({ n: count() })
      .from(books)
      .where(and(eq(books.communityId, communityId), eq(books.campaignId, id)))
  )[0]?.n;

test("the case's file lists its 115 books, and a second import adds none", async () => {
  const { campaign, organizer } = await aPlace();
  const first = await importBooks(organizer, campaign.id, caseFile, {}, NOON);
  expect(first).toMatchObject({ rejected: 0, duplicates: 0, added: 115 });
  expect(first.accepted + first.warned).toBe(115);
  const second = await importBooks(organizer, campaign.id, caseFile, {}, daysAfter(NOON, 1));
  expect(second).toMatchObject({ duplicates: 115, added: 0 });
  expect(second.rows.every(({ isDuplicate }) => isDuplicate)).toBe(true);
  expect(await listed(campaign)).toBe(115);
  const events = await db.select().from(bookEvents).where(eq(bookEvents.communityId, campaign.communityId));
  expect(events).toHaveLength(115);
  expect(events.every(({ event, actorId }) => event === "list" && actorId === organizer.personId)).toBe(true);
});

test("a dry run judges and writes nothing", async () => {
  const { campaign, organizer } = await aPlace();
  const report = await importBooks(
    organizer,
    campaign.id,
    csv("Дюна,Френк Герберт,9786171276895,350", ",,,"),
    { dryRun: true },
    NOON,
  );
  expect(report).toMatchObject({ added: 0, duplicates: 0 });
  expect(report.rows[0]).toMatchObject({
    line: 2,
    verdict: "accept",
    codes: [],
    book: { title: "Дюна", minimumMinor: 35_000 },
    isDuplicate: false,
  });
  expect(await listed(campaign)).toBe(0);
});

test("rejected rows stop nothing; defaults fill what the file does not say", async () => {
  const { campaign, organizer } = await aPlace({ defaultMinimumMinor: 12_300 });
  const report = await importBooks(
    organizer,
    campaign.id,
    csv("Дюна,Френк Герберт,9786171276896,350", "Їжак,,,"),
    {},
    NOON,
  );
  expect(report).toMatchObject({ rejected: 1, added: 1 });
  const [book] = await db.select().from(books).where(eq(books.campaignId, campaign.id));
  expect(book).toMatchObject({
    title: "Їжак",
    minimumMinor: 12_300,
    currency: "UAH",
    status: "listed",
    listedAt: NOON,
    pickupPoint: "Офіс, 3-й поверх",
    giverId: organizer.personId,
  });
  const bare = await aPlace({ pickupPoints: [] });
  await importBooks(bare.organizer, bare.campaign.id, csv("Їжак,,,"), {}, NOON);
  const [other] = await db.select().from(books).where(eq(books.campaignId, bare.campaign.id));
  expect(other?.pickupPoint).toBe(bare.community.name);
});

test("two imports of one file at once add it once", async () => {
  const { campaign, organizer } = await aPlace();
  const reports = await Promise.all([1, 2, 3].map(() => importBooks(organizer, campaign.id, caseFile, {}, NOON)));
  expect(reports.reduce((sum, { added }) => sum + added, 0)).toBe(115);
  expect(await listed(campaign)).toBe(115);
});

test("only organizers import, into campaigns of their own community that are not over", async () => {
  const { community, campaign, organizer } = await aPlace();
  for (const actor of [await aMember(community.id), visitorOf(community.id)])
    await expect(importBooks(actor, campaign.id, caseFile, {}, NOON)).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
  const elsewhere = await anOrganizer((await aCommunity()).id);
  await expect(importBooks(elsewhere, campaign.id, caseFile, {}, NOON)).rejects.toMatchObject({
    code: "catalog.campaignNotFound",
  });
  await expect(importBooks(organizer, campaign.id, caseFile, {}, daysAfter(NOON, 40))).rejects.toMatchObject({
    code: "catalog.campaignClosed",
  });
});

test("the operator names whose books they are", async () => {
  const { community, campaign } = await aPlace();
  const system = systemOf(community.id);
  await expect(importBooks(system, campaign.id, caseFile, {}, NOON)).rejects.toMatchObject({
    code: "identity.notFound",
  });
  const stranger = await aMember((await aCommunity()).id);
  await expect(importBooks(system, campaign.id, caseFile, { giverId: stranger.personId }, NOON)).rejects.toMatchObject({
    code: "identity.notFound",
  });
  const member = await aMember(community.id);
  await importBooks(system, campaign.id, csv("Їжак,,,"), { giverId: member.personId }, NOON);
  const [book] = await db.select().from(books).where(eq(books.campaignId, campaign.id));
  expect(book?.giverId).toBe(member.personId);
});

test("a file that is no table of books is refused whole", async () => {
  const { campaign, organizer } = await aPlace();
  for (const bytes of [Buffer.from(""), Buffer.from("назви,немає\n1,2"), Buffer.from([0xff, 0xfe, 0x00])])
    await expect(importBooks(organizer, campaign.id, bytes, {}, NOON)).rejects.toMatchObject({ name: "Refusal" });
  expect(await listed(campaign)).toBe(0);
});

test("how far an import is, is what this organizer's imports have added to this campaign since", async () => {
  const { community, campaign, organizer } = await aPlace();
  await importBooks(organizer, campaign.id, csv("Давня,,,"), {}, NOON);
  await aListedBook(campaign, { giverId: organizer.personId, createdAt: daysAfter(NOON, 1) }); // by hand
  const other = await anOrganizer(community.id);
  await importBooks(other, campaign.id, csv("Чужа,,,"), {}, daysAfter(NOON, 1));
  expect(await importedSince(organizer, campaign.id, daysAfter(NOON, 1))).toBe(0);
  await importBooks(organizer, campaign.id, caseFile, {}, daysAfter(NOON, 1));
  expect(await importedSince(organizer, campaign.id, daysAfter(NOON, 1))).toBe(115);
  const elsewhere = await anOrganizer((await aCommunity()).id);
  expect(await importedSince(elsewhere, campaign.id, daysAfter(NOON, 1))).toBe(0);
  await expect(importedSince(await aMember(community.id), campaign.id, NOON)).rejects.toMatchObject({
    code: "identity.notAllowed",
  });
});

test("ten thousand real rows are imported in chunks", async () => {
  const { campaign, organizer } = await aPlace();
  const file = gunzipSync(readFileSync(new URL("../fixtures/goodbooks.csv.gz", import.meta.url)));
  const steps: number[] = [];
  const report = await importBooks(organizer, campaign.id, file, { onProgress: (done) => steps.push(done) }, NOON);
  expect(report.rows).toHaveLength(10_000);
  expect(report.added).toBe(report.accepted + report.warned);
  expect(steps.at(-1)).toBe(report.added);
}, 120_000);
