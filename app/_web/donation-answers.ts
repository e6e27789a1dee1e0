import { z } from "zod";
import { claimStatus, donationDecision, donationStatus, paymentMethod, proofKind, refundStatus } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import { findDonation } from "@/lib/donations/queries";
import type { Actor } from "@/lib/identity/actor";

const instant = z.iso.datetime({ offset: true });
const minor = z.int().meta({ description: "Whole minor units of the currency" });

export const donationAnswer = z
  .object({
    code: z.string(),
    state: z.enum(donationStatus.enumValues),
    claimState: z.enum(claimStatus.enumValues).nullable().meta({ description: "None for a donation without a claim" }),
    method: z.enum(paymentMethod.enumValues),
    currency: z.string().length(3),
    pledgedMinor: minor,
    hasBook: z.boolean(),
    waitsForDecision: z
      .boolean()
      .meta({ description: "The money arrived, its book had gone, and nobody has decided yet" }),
    decision: z.enum(donationDecision.enumValues).nullable(),
    since: instant,
    expiresAt: instant.nullable(),
    reason: z.string().nullable().meta({ description: "Written when it was rejected or taken back last" }),
    book: z.object({ code: z.string(), title: z.string(), authors: z.array(z.string()) }).nullable(),
    donor: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
    proofs: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(proofKind.enumValues),
        receipt: z.string().nullable(),
        createdAt: instant,
      }),
    ),
    confirmation: z
      .object({ amountMinor: minor, reference: z.string().nullable(), byName: z.string().nullable(), at: instant })
      .nullable()
      .meta({ description: "How it was confirmed; no reference for cash and cards" }),
    refunds: z.array(
      z.object({
        amountMinor: minor,
        status: z.enum(refundStatus.enumValues),
        reason: z.string().nullable(),
        at: instant,
      }),
    ),
  })
  .meta({ id: "Donation" });
export const donationListAnswer = z
  .object({ items: z.array(donationAnswer), nextCursor: z.string().nullable() })
  .meta({ id: "DonationList" });

export function donationOf(row: DeskDonation) {
  const { code, status, claimStatus, method, currency, pledgedMinor, hasBook, isWithoutBook, decision, reason } = row;
  const { book, donor, confirmation } = row;
  return {
    code,
    state: status,
    claimState: claimStatus,
    method,
    currency,
    pledgedMinor,
    hasBook,
    waitsForDecision: isWithoutBook,
    decision,
    since: row.since.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    reason,
    book: book && { code: book.code, title: book.title, authors: book.authors },
    donor: donor && { name: donor.name, email: donor.email },
    refunds: row.refunds.map(({ at, ...refund }) => ({ ...refund, at: at.toISOString() })),
    proofs: row.proofs.map(({ createdAt, ...proof }) => ({ ...proof, createdAt: createdAt.toISOString() })),
    confirmation: confirmation && { ...confirmation, at: confirmation.at.toISOString() },
  } satisfies z.input<typeof donationAnswer>;
}

/** A donation as it stands after a call. */
export async function donationSeen(actor: Actor, code: string) {
  const donation = await findDonation(actor, code);
  if (!donation) throw new Refusal("donations.notFound");
  return donationOf(donation);
}
