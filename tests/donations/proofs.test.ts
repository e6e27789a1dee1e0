import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { books, messages, proofViews } from "@/db/schema";

import { claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { rejectProof } from "@/lib/donations/commands";
import { moneyOfClaim } from "@/lib/donations/of-claim";
import { readProof, submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { aListedBook, aMember } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aClaim, aStage, aTransfer, expectSound, statusOf, toldTo } from "./stage";

const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n44\n%%EOF\n",
);
let png: Buffer;
const aFile = (bytes: Uint8Array, name = "скрин.png") => ({ file: { bytes, name } });

beforeAll(async () => {
  png = await sharp({ create: { width: 300, height: 600, channels: 3, background: "#8a4" } })
    .png()
    .withExif({ IFD0: { Artist: "Мальва" } })
    .toBuffer();
});

test("a proof stops the timer: the claim waits for a check, and treasurers hear of it", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, claim } = await aClaim(campaign);
  const { hasBook, proofIds } = await submitProof(claimant, ref, aFile(png), hoursAfter(NOON, 1));
  expect(hasBook).toBe(true);
  expect(proofIds).toHaveLength(1);
  expect(await statusOf(ref)).toEqual({ claim: "reported", donation: "reported" });
  expect(await toldTo(treasurer)).toEqual(["proof_waits"]);
  expect((await toldTo(claimant))[0]).toBe("claim_reported");

  await expireOverdueClaims(daysAfter(NOON, 10));
  expect(await statusOf(ref)).toMatchObject({ claim: "reported" });
  expect(await moneyOfClaim({ communityId, claimId: claim.id })).toMatchObject({
    status: "reported",
    proofs: [{ id: proofIds[0], kind: "image" }],
    proofsLeft: 4,
    receivedMinor: null,
  });
  await expectSound(communityId);
});

test("a picture is made anew without what the camera wrote, and lies where only the server reads", async () => {
  const { communityId, campaign } = await aStage();
  const { claimant, ref } = await aClaim(campaign);
  const { proofIds } = await submitProof(claimant, ref, aFile(png), NOON);
  const kept = await readFile(
    path.join(process.env.DATA_DIR ?? "", "uploads", "proofs", communityId, proofIds[0] ?? ""),
  );
  const { format, exif, width } = await sharp(kept).metadata();
  expect({ format, exif, width }).toEqual({ format: "webp", exif: undefined, width: 300 });
  expect(await readProof(claimant, proofIds[0] ?? "")).toEqual({
    bytes: kept,
    contentType: "image/webp",
    isAttachment: false,
    fileName: expect.stringMatching(/^BK-.{5}-.{6}\.webp$/),
  });
});

test("a PDF is told by its content and is only ever downloaded", async () => {
  const { campaign } = await aStage();
  const { claimant, ref } = await aClaim(campaign);
  const { proofIds } = await submitProof(claimant, ref, aFile(pdf, "квитанція.png"), NOON);
  expect(await readProof(claimant, proofIds[0] ?? "")).toMatchObject({
    bytes: pdf,
    contentType: "application/pdf",
    isAttachment: true,
  });
});

test("what cannot be read, is too large, or is nothing at all is refused and leaves no file behind", async () => {
  const { communityId, campaign } = await aStage();
  const { claimant, ref } = await aClaim(campaign);
  const refusalOf = (input: Parameters<typeof submitProof>[2]) =>
    submitProof(claimant, ref, input, NOON).catch((error) => error.code);
  expect(await refusalOf({})).toBe("donations.proofEmpty");
  expect(await refusalOf({ receipt: " \u200b " })).toBe("donations.proofEmpty");
  expect(await refusalOf(aFile(Buffer.alloc(0)))).toBe("donations.proofEmpty");
  expect(await refusalOf(aFile(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")))).toBe(
    "donations.proofUnreadable",
  );
  expect(await refusalOf(aFile(png.subarray(0, 200)))).toBe("donations.proofUnreadable");
  expect(await refusalOf(aFile(Buffer.from("%PDF-1.4\nno end")))).toBe("donations.proofUnreadable");
  expect(await refusalOf(aFile(Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)])))).toBe("donations.proofTooLarge");
  expect(await statusOf(ref)).toEqual({ claim: "held", donation: null });
  expect(await filesOf(communityId)).toEqual([]);
});

test("the same proof again adds nothing; of six different ones the sixth is refused, and its file is gone", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, claim } = await aClaim(campaign);
  const first = await submitProof(claimant, ref, { ...aFile(png), receipt: "A-1" }, NOON);
  const again = await submitProof(claimant, ref, { ...aFile(png), receipt: " A-1 " }, NOON);
  expect(again.proofIds).toEqual(first.proofIds);
  expect(await toldTo(treasurer)).toEqual(["proof_waits"]);
  for (const receipt of ["A-2", "A-3", "A-4"]) await submitProof(claimant, ref, { receipt }, NOON);
  await expect(submitProof(claimant, ref, { ...aFile(pdf) }, NOON)).rejects.toMatchObject({
    code: "donations.tooManyProofs",
  });
  expect((await moneyOfClaim({ communityId, claimId: claim.id }))?.proofs).toHaveLength(5);
  expect(await filesOf(communityId)).toHaveLength(1);
});

test("nobody sends a proof for someone else's claim, of this community or another", async () => {
  const { communityId, campaign, organizer, treasurer } = await aStage();
  const { ref } = await aClaim(campaign);
  const stranger = (await aClaim((await aStage()).campaign)).claimant;
  for (const actor of [await aMember(communityId), organizer, treasurer, stranger])
    await expect(submitProof(actor, ref, { receipt: "1" }, NOON)).rejects.toMatchObject({ code: "claims.notFound" });
});

test("a proof is seen by its donor and by those who may see money, whose every look is recorded", async () => {
  const { communityId, campaign, organizer, treasurer } = await aStage();
  const { claimant, ref } = await aClaim(campaign);
  const { proofIds } = await submitProof(claimant, ref, { ...aFile(png), receipt: "A-1" }, NOON);
  const [image = "", receipt = ""] = proofIds;
  const looks = () =>
    db.$count(proofViews, and(eq(proofViews.communityId, communityId), eq(proofViews.proofId, image)));

  await readProof(claimant, image, NOON);
  expect(await looks()).toBe(0);
  await readProof(treasurer, image, NOON);
  await readProof(treasurer, image, NOON);
  await readProof(organizer, image, NOON);
  expect(await looks()).toBe(3);

  const smm: PersonActor = { ...(await aMember(communityId)), roles: ["smm"] };
  const strangers = [await aMember(communityId), smm, (await aStage()).treasurer];
  for (const actor of strangers)
    await expect(readProof(actor, image, NOON)).rejects.toMatchObject({ code: "donations.notFound" });
  for (const id of [receipt, "../../etc/passwd", "00000000-0000-4000-8000-000000000000"])
    await expect(readProof(treasurer, id, NOON)).rejects.toMatchObject({ code: "donations.notFound" });
  expect(await looks()).toBe(3);
});

test("a guest whose code was never typed may send a proof; then only the private link opens the claim", async () => {
  const { communityId, campaign } = await aStage();
  const book = await aListedBook(campaign);
  const visitor = { kind: "visitor", communityId, personId: null } as const;
  const contact = { name: "Гість", email: `g-${book.code}@example.org`, locale: "uk" as const };
  const input = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk", contact } as const;
  const { claim } = await claimBook(visitor, input, NOON);
  const guest: PersonActor = { kind: "person", communityId, personId: claim.claimantId, roles: [] };
  const ref = { communityId, claimId: claim.id };
  await submitProof(guest, ref, { receipt: "1" }, minutesAfter(NOON, 5));
  expect(await statusOf(ref)).toEqual({ claim: "reported", donation: "reported" });
  await expect(claimBook(visitor, input, minutesAfter(NOON, 6))).rejects.toMatchObject({ code: "claims.alreadyYours" });
});

test("a late proof takes the book again while it is free", async () => {
  const { communityId, campaign } = await aStage();
  const { claimant, ref } = await aClaim(campaign);
  await expireOverdueClaims(daysAfter(NOON, 4));
  expect(await statusOf(ref)).toMatchObject({ claim: "expired" });
  expect(await submitProof(claimant, ref, { receipt: "1" }, daysAfter(NOON, 5))).toMatchObject({ hasBook: true });
  expect(await statusOf(ref)).toEqual({ claim: "reported", donation: "reported" });
  await expectSound(communityId);
});

test("a late proof for a book that had gone waits for a check without a book, and treasurers hear of it", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, bookId, claim } = await aClaim(campaign);
  await aClaim(campaign, { bookId, now: daysAfter(NOON, 4) });
  expect(await submitProof(claimant, ref, { receipt: "1" }, daysAfter(NOON, 4))).toMatchObject({ hasBook: false });
  expect(await statusOf(ref)).toEqual({ claim: "expired", donation: "reported" });
  expect(await toldTo(treasurer)).toEqual(["proof_waits"]);
  expect(await moneyOfClaim({ communityId, claimId: claim.id })).toMatchObject({ status: "reported" });
  await expectSound(communityId);
});

test("a hold that ran out unswept does not bring back a book that is looked over again", async () => {
  const { communityId, campaign } = await aStage();
  const { claimant, ref, bookId } = await aClaim(campaign);
  await db.update(books).set({ status: "pending_review" }).where(eq(books.id, bookId)); // an outsider changed its listing
  expect(await submitProof(claimant, ref, { receipt: "1" }, daysAfter(NOON, 4))).toMatchObject({ hasBook: false });
  expect(await statusOf(ref)).toEqual({ claim: "expired", donation: "reported" });
  await expectSound(communityId);
});

test("after a rejection a better proof counts; after a confirmation none is needed", async () => {
  const { communityId, campaign, treasurer } = await aStage();
  const { claimant, ref, code, claim } = await aClaim(campaign);
  await submitProof(claimant, ref, { receipt: "1" }, NOON);
  await rejectProof(treasurer, { code, reason: "Не видно суми" }, NOON);
  expect(await moneyOfClaim({ communityId, claimId: claim.id })).toMatchObject({
    status: "failed",
    reason: "Не видно суми",
  });
  await submitProof(claimant, ref, { receipt: "2" }, hoursAfter(NOON, 1));
  expect(await statusOf(ref)).toEqual({ claim: "reported", donation: "reported" });
  expect(await moneyOfClaim({ communityId, claimId: claim.id })).toMatchObject({ reason: null, proofsLeft: 3 });
  await confirmTransfer(treasurer, aTransfer(code, 40_500), hoursAfter(NOON, 2));
  await expect(submitProof(claimant, ref, { receipt: "3" }, hoursAfter(NOON, 3))).rejects.toMatchObject({
    code: "donations.alreadyConfirmed",
  });
  expect(await moneyOfClaim({ communityId, claimId: claim.id })).toMatchObject({
    receivedMinor: 40_500,
    proofsLeft: 0,
  });
  expect(await db.$count(messages, eq(messages.communityId, communityId))).toBeGreaterThan(4);
});

async function filesOf(communityId: string): Promise<string[]> {
  return readdir(path.join(process.env.DATA_DIR ?? "", "uploads", "proofs", communityId)).catch(() => []);
}
