import { expect, test } from "vitest";
import { recordCash, rejectProof } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { deskDonationsInput } from "@/lib/donations/input";
import { submitProof } from "@/lib/donations/proofs";
import { deskDonations, findDonation } from "@/lib/donations/queries";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { aListedBook, aMember } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer } from "./stage";

const LATER = daysAfter(NOON, 1);
const ask = (actor: PersonActor, campaignId: string, address: Record<string, string> = {}, now = LATER) =>
  deskDonations(actor, campaignId, deskDonationsInput.parse(address), now);
const codes = async (...args: Parameters<typeof ask>) => (await ask(...args)).items.map(({ code }) => code);

test("what waits longest comes first, then the rest, and each state has its own list", async () => {
  const { campaign, treasurer, organizer } = await aStage();
  const [old, young, held, paid, cash, failed] = [
    await aClaim(campaign),
    await aClaim(campaign),
    await aClaim(campaign, { now: hoursAfter(NOON, 3) }),
    await aClaim(campaign, { now: hoursAfter(NOON, 2) }),
    await aClaim(campaign, { now: hoursAfter(NOON, 1) }),
    await aClaim(campaign),
  ];
  await submitProof(young.claimant, young.ref, { receipt: "2" }, hoursAfter(NOON, 5));
  await submitProof(old.claimant, old.ref, { receipt: "1" }, hoursAfter(NOON, 4));
  await recordCash(organizer, { code: cash.code, amountMinor: 31_000, note: "Каса" }, hoursAfter(NOON, 7));
  await confirmTransfer(treasurer, aTransfer(paid.code, 45_000, "REF 9"), hoursAfter(NOON, 6));
  await submitProof(failed.claimant, failed.ref, { receipt: "3" }, NOON);
  await rejectProof(treasurer, { code: failed.code, reason: "Порожній файл" }, hoursAfter(NOON, 1));

  const waiting = [old.code, young.code];
  expect(await codes(treasurer, campaign.id)).toEqual([...waiting, held.code, paid.code, cash.code, failed.code]);
  expect(await codes(treasurer, campaign.id, { state: "reported" })).toEqual(waiting);
  expect(await codes(organizer, campaign.id, { state: "pledged" })).toEqual([held.code]);
  expect(await codes(treasurer, campaign.id, { state: "confirmed" })).toEqual([cash.code, paid.code]);
  expect(await codes(treasurer, campaign.id, { state: "failed" })).toEqual([failed.code]);
  expect(await codes(treasurer, campaign.id, { state: "refunded" })).toEqual([]);
  expect(await codes(treasurer, campaign.id, { state: "without_book" })).toEqual([]);

  const { items } = await ask(treasurer, campaign.id);
  expect(items[0]).toMatchObject({
    status: "reported",
    claimStatus: "reported",
    pledgedMinor: 40_000,
    hasBook: true,
    since: hoursAfter(NOON, 4),
    book: { title: "Чистий Agile" },
    donor: { name: "Мальва Книгогляд" },
    proofs: [{ kind: "receipt", receipt: "1" }],
    confirmation: null,
  });
  expect(items[3]?.confirmation).toEqual({
    amountMinor: 45_000,
    account: "fund",
    reference: "REF9",
    byName: treasurer.name,
    at: hoursAfter(NOON, 6),
  });
  expect(items[4]).toMatchObject({ method: "cash", confirmation: { amountMinor: 31_000, reference: null } });
  expect(items[5]).toMatchObject({ status: "failed", reason: "Порожній файл", hasBook: false });
});

test("a page begins where the last one ended, across what waits and the rest", async () => {
  const { campaign, treasurer } = await aStage();
  const claims = [];
  for (let nth = 0; nth < 5; nth++) claims.push(await aClaim(campaign));
  for (const { claimant, ref } of claims.slice(0, 2)) await submitProof(claimant, ref, { receipt: "1" }, NOON);
  const seen: string[] = [];
  let cursor: string | null = "";
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(treasurer, campaign.id, { cursor, limit: "2" });
    seen.push(...page.items.map(({ code }) => code));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(await codes(treasurer, campaign.id));
  expect(new Set(seen).size).toBe(5);
});

test("a claim is found by its code, its donor's name or its bank reference, also when its time was up", async () => {
  const { campaign, treasurer } = await aStage();
  const paid = await aClaim(campaign);
  await confirmTransfer(treasurer, aTransfer(paid.code, 40_000, "ref-77"), NOON);
  const over = await aClaim(campaign);
  const late = daysAfter(NOON, 10);
  expect(await codes(treasurer, campaign.id, { state: "pledged" }, late)).toEqual([]);
  expect(await codes(treasurer, campaign.id, { q: over.code.toLowerCase() }, late)).toEqual([over.code]);
  expect(await codes(treasurer, campaign.id, { q: "Книгогляд" }, late)).toEqual([over.code, paid.code]);
  expect(await codes(treasurer, campaign.id, { q: "REF - 77" }, late)).toEqual([paid.code]);
  expect(await codes(treasurer, campaign.id, { q: "100%_\\" }, late)).toEqual([]);
  expect((await ask(treasurer, campaign.id, { q: over.code }, late)).items[0]).toMatchObject({
    status: "pledged",
    claimStatus: "expired",
    hasBook: false,
  });
  expect(await findDonation(treasurer, over.code, late)).toMatchObject({ code: over.code, campaignId: campaign.id });
  expect(await findDonation(treasurer, "BK-22222", late)).toBeUndefined();
});

test("a book given instead shows under the code the money came with, once", async () => {
  const { campaign, treasurer } = await aStage();
  const late = await aClaim(campaign);
  await aClaim(campaign, { bookId: late.bookId, now: daysAfter(NOON, 4) });
  const now = daysAfter(NOON, 5);
  await confirmTransfer(treasurer, aTransfer(late.code), now);
  const book = await aListedBook(campaign, { title: "Інша книга" });
  const { claim } = await decideWithoutBook(
    treasurer,
    { code: late.code, decision: "other_book", bookId: book.id },
    now,
  );
  const { items } = await ask(treasurer, campaign.id, { q: late.code }, now);
  expect(items).toMatchObject([{ code: late.code, book: { title: "Інша книга" }, isWithoutBook: false }]);
  expect(await findDonation(treasurer, late.code)).toMatchObject({ claimId: claim?.id });
  expect(await findDonation(treasurer, claim?.code ?? "")).toMatchObject({ code: late.code });
});

test("members see no desk, and another community's treasurer sees none of ours", async () => {
  const { communityId, campaign } = await aStage();
  const { code, claimant } = await aClaim(campaign);
  for (const actor of [claimant, await aMember(communityId)]) {
    await expect(ask(actor, campaign.id)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(findDonation(actor, code)).rejects.toMatchObject({ code: "identity.notAllowed" });
  }
  const { treasurer } = await aStage();
  expect(await codes(treasurer, campaign.id)).toEqual([]);
  expect(await findDonation(treasurer, code)).toBeUndefined();
});

test("an address that asks for nonsense is refused field by field", () => {
  const forged = Buffer.from(JSON.stringify({ part: "rest", at: "2026-13-45T00:00:00.000000Z", id: "1" }));
  for (const [field, value] of [
    ["state", "rich"],
    ["cursor", "???"],
    ["cursor", forged.toString("base64url")],
    ["limit", "101"],
    ["limit", "x"],
  ] as const) {
    const read = deskDonationsInput.safeParse({ [field]: value });
    expect(read.error?.issues[0]?.path).toEqual([field]);
  }
});
