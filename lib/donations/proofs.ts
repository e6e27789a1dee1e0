import { mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { and, asc, eq, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { claims, donations, proofs, proofViews } from "@/db/schema";
import type { ClaimRef } from "@/lib/claims/moves";
import { env } from "@/lib/core/env";
import { IMAGE_MAX_BYTES, readImage, sniff } from "@/lib/core/images";
import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";
import { type Actor, can } from "@/lib/identity/actor";
import { withMoney } from "./commands";
import { asItStands, type DonationOutcome, type Found, move } from "./moves";
import { PROOFS_MAX, RECEIPT_MAX } from "./rules";

/** What a donor shows: a picture or a PDF as it was uploaded, a receipt's number as it was typed, or both. */
export type SubmitProof = {
  file?: { bytes: Uint8Array; name: string } | undefined;
  receipt?: string | undefined;
};
export type SubmittedProof = DonationOutcome & { proofIds: string[] };

/**
 * The claimant shows that the money is sent: from then on no timer touches the claim, and treasurers hear of it. Works on a hold
 * whose code was not typed yet too (the money matters more), and on a claim that had run out or was rejected, which takes its book
 * again while that is free; otherwise the money goes on without a book. Pictures are made anew without metadata; a PDF is kept as
 * it is and only ever downloaded. The same proof again changes nothing. Up to five.
 * Refuses: not one's own claim (`claims.notFound`), `proofEmpty`, `proofUnreadable`, `proofTooLarge`, `tooManyProofs`,
 * `alreadyConfirmed`, `notAllowedNow`.
 */
export async function submitProof(
  actor: Actor,
  ref: ClaimRef,
  { file, receipt }: SubmitProof,
  now = new Date(),
): Promise<SubmittedProof> {
  const code = await codeOfOwnClaim(actor, ref);
  const shown = [
    ...(file && file.bytes.byteLength > 0 ? [await readProofFile(file.bytes)] : []),
    ...readReceipt(receipt),
  ];
  if (shown.length === 0) throw new Refusal("donations.proofEmpty");

  const { communityId } = ref;
  const files = shown.filter(({ bytes }) => bytes);
  for (const { id, bytes } of files) if (bytes) await keepFile(proofFile(communityId, id), bytes);
  try {
    const submitted = await withMoney(communityId, code, now, async (tx, found) => {
      refuseSettled(found);
      const proofIds: string[] = [];
      for (const proof of shown)
        proofIds.push((await sameProof(tx, found, proof)) ?? (await addProof(tx, found, proof, now)));
      const isReported = found.donation.status === "reported";
      const outcome = isReported ? asItStands(found) : await move(tx, found, "report", actor, now);
      return { ...outcome, proofIds };
    });
    await dropFiles(
      communityId,
      files.filter(({ id }) => !submitted.proofIds.includes(id)),
    );
    return submitted;
  } catch (error) {
    // After a fault nobody knows whether the rows are there: then the files stay.
    if (error instanceof Refusal) await dropFiles(communityId, files);
    throw error;
  }
}

export type ProofFile = { bytes: Buffer; contentType: string; isAttachment: boolean; fileName: string };

/**
 * A proof's file for whoever sent it, or for staff who may see money; their every look is recorded. A PDF is for download only:
 * it may carry anything. Not yours and not there look the same. Refuses `donations.notFound`.
 */
export async function readProof(actor: Actor, proofId: string, now = new Date()): Promise<ProofFile> {
  const { communityId, personId } = actor;
  const [proof] = z.uuid().safeParse(proofId).success
    ? await db
        .select({ id: proofs.id, kind: proofs.kind, donorId: donations.donorId, code: donations.code })
        .from(proofs)
        .innerJoin(donations, and(eq(donations.communityId, proofs.communityId), eq(donations.id, proofs.donationId)))
        .where(and(eq(proofs.communityId, communityId), eq(proofs.id, proofId), isNull(proofs.emptiedAt)))
    : [];
  const isOwn = proof?.donorId === personId;
  if (!proof || personId === null || proof.kind === "receipt" || !(isOwn || can(actor, "money.see")))
    throw new Refusal("donations.notFound");

  if (!isOwn) await db.insert(proofViews).values({ communityId, proofId: proof.id, viewerId: personId, at: now });
  const isPdf = proof.kind === "pdf";
  return {
    bytes: await readFile(proofFile(communityId, proof.id)),
    contentType: isPdf ? "application/pdf" : "image/webp",
    isAttachment: isPdf,
    fileName: `${proof.code}-${proof.id.slice(-6)}.${isPdf ? "pdf" : "webp"}`,
  };
}

type Shown = { id: string; kind: "image" | "pdf" | "receipt"; bytes?: Uint8Array; receipt?: string };

async function codeOfOwnClaim(actor: Actor, { communityId, claimId }: ClaimRef): Promise<string> {
  const [claim] = await db
    .select({ code: claims.code, claimantId: claims.claimantId })
    .from(claims)
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)));
  const isOwn = actor.communityId === communityId && claim?.claimantId === actor.personId;
  if (!claim || !isOwn) throw new Refusal("claims.notFound");
  return claim.code;
}

const PROOF_WIDTH = 1600; // the small print of a screenshot stays legible

async function readProofFile(bytes: Uint8Array): Promise<Shown> {
  const id = uuidv7();
  if (bytes.byteLength > IMAGE_MAX_BYTES) throw new Refusal("donations.proofTooLarge");
  if (isPdf(bytes)) return { id, kind: "pdf", bytes };
  if (!sniff(bytes)) throw new Refusal("donations.proofUnreadable");
  const image = await readImage(bytes, [PROOF_WIDTH], {
    unreadable: "donations.proofUnreadable",
    tooLarge: "donations.proofTooLarge",
  });
  const picture = image.variants[0]?.bytes;
  if (!picture) throw new Error("An image was made in no width");
  return { id, kind: "image", bytes: picture };
}

const PDF_TAIL_BYTES = 1024;

/** Told by its content: a PDF begins as one and ends as one, whatever its name says. */
function isPdf(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = file.subarray(-PDF_TAIL_BYTES).toString("latin1");
  return /^%PDF-\d\.\d/.test(file.subarray(0, 8).toString("latin1")) && /startxref\s+\d+\s+%%EOF/.test(tail);
}

function readReceipt(typed: string | undefined): Shown[] {
  const receipt = cleanText(typed ?? "").text.slice(0, RECEIPT_MAX);
  return receipt === "" ? [] : [{ id: uuidv7(), kind: "receipt", receipt }];
}

/** On disk for good before the row says it is there. */
async function keepFile(name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(name), { recursive: true, mode: 0o700 });
  const file = await open(name, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function dropFiles(communityId: string, files: readonly Shown[]): Promise<void> {
  await Promise.all(files.map(({ id }) => rm(proofFile(communityId, id), { force: true })));
}

/** Where a proof's file lies. Only ids of ours become part of the path. */
export function proofFile(communityId: string, proofId: string): string {
  return path.resolve(env.DATA_DIR, "uploads", "proofs", communityId, proofId);
}

function refuseSettled({ donation }: Found): void {
  if (donation.status === "confirmed") throw new Refusal("donations.alreadyConfirmed", { code: donation.code });
  if (donation.status === "refunded") throw new Refusal("donations.notAllowedNow");
}

/** The proof sent before that says the same, so that a second click adds nothing. */
async function sameProof(tx: Tx, { donation }: Found, { kind, bytes, receipt }: Shown): Promise<string | undefined> {
  const earlier = await proofsOf(tx, donation.communityId, donation.id);
  for (const proof of earlier.filter((one) => one.kind === kind)) {
    if (!bytes && proof.receipt === receipt) return proof.id;
    if (!bytes || proof.sizeBytes !== bytes.byteLength) continue;
    if (Buffer.compare(await readFile(proofFile(donation.communityId, proof.id)), bytes) === 0) return proof.id;
  }
  return undefined;
}

async function addProof(tx: Tx, { donation }: Found, { id, kind, bytes, receipt }: Shown, now: Date): Promise<string> {
  const { communityId, id: donationId } = donation;
  const before = await proofsOf(tx, communityId, donationId);
  if (before.length >= PROOFS_MAX) throw new Refusal("donations.tooManyProofs");
  const sizeBytes = bytes?.byteLength;
  await tx.insert(proofs).values({ communityId, id, donationId, kind, receipt, sizeBytes, createdAt: now });
  return id;
}

function proofsOf(tx: Tx, communityId: string, donationId: string) {
  return tx
    .select({ id: proofs.id, kind: proofs.kind, receipt: proofs.receipt, sizeBytes: proofs.sizeBytes })
    .from(proofs)
    .where(and(eq(proofs.communityId, communityId), eq(proofs.donationId, donationId), isNull(proofs.emptiedAt)))
    .orderBy(asc(proofs.id));
}
