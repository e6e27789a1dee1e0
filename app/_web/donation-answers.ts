import { z } from "zod";
import {
  account,
  claimStatus,
  donationDecision,
  donationStatus,
  paymentMethod,
  proofKind,
  refundCause,
  refundStatus,
} from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import { moneyOfDonation } from "@/lib/donations/of-donation";
import { type DonationRef, findPlainDonation } from "@/lib/donations/pledge";
import { findDonation } from "@/lib/donations/queries";
import type { Actor } from "@/lib/identity/actor";
import { openPage, page, paymentAnswer } from "./api-answers";

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
      .object({
        amountMinor: minor,
        account: z.enum(account.enumValues),
        reference: z.string().nullable(),
        byName: z.string().nullable(),
        at: instant,
      })
      .nullable()
      .meta({ description: "How it was confirmed; no reference for cash and cards" }),
    refunds: z.array(
      z.object({
        amountMinor: minor,
        status: z.enum(refundStatus.enumValues),
        cause: z.enum(refundCause.enumValues),
        reason: z.string().nullable(),
        problem: z.string().nullable().meta({ description: "The card provider's word for why it did not work" }),
        at: instant,
      }),
    ),
    standingMinor: minor.meta({ description: "What came, less what went back or is held back by the donor's bank" }),
    refundableMinor: minor.meta({ description: "What of that is not on its way back already" }),
    dispute: z.object({ amountMinor: minor, openedAt: instant, answerBy: instant.nullable() }).nullable(),
  })
  .meta({ id: "Donation" });
export const donationListAnswer = z
  .object({ items: z.array(donationAnswer), nextCursor: z.string().nullable() })
  .meta({ id: "DonationList" });

export function donationOf(row: DeskDonation) {
  const { code, status, claimStatus, method, currency, pledgedMinor, hasBook, isWithoutBook, decision, reason } = row;
  const { book, donor, confirmation, dispute } = row;
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
    standingMinor: row.standingMinor,
    refundableMinor: row.refundableMinor,
    dispute: dispute && {
      amountMinor: dispute.amountMinor,
      openedAt: dispute.openedAt.toISOString(),
      answerBy: dispute.answerBy?.toISOString() ?? null,
    },
  } satisfies z.input<typeof donationAnswer>;
}

/** A donation as it stands after a call. */
export async function donationSeen(actor: Actor, code: string) {
  const donation = await findDonation(actor, code);
  if (!donation) throw new Refusal("donations.notFound");
  return donationOf(donation);
}

const ownFields = {
  code: z.string(),
  state: z.enum(donationStatus.enumValues),
  createdAt: instant,
  publicName: z.string().nullable().meta({ description: "In the public list of donors; null: anonymous" }),
  receivedMinor: minor.nullable().meta({ description: "What arrived; null while nothing has" }),
  refunds: z.array(z.object({ amountMinor: minor, status: z.enum(refundStatus.enumValues), at: instant })),
  campaign: z.object({ community: z.string(), slug: z.string(), name: z.string() }),
  payment: paymentAnswer,
};
export const ownDonationAnswer = z.object(ownFields).meta({ id: "OwnDonation" });
export const newDonationAnswer = z
  .object({ token: z.string(), url: z.url(), ...ownFields })
  .meta({ id: "NewDonation", description: "The token opens the donation: keep it to the person it belongs to" });

/** A donation without a book as it stands, for its donor. */
export async function ownDonationSeen(ref: DonationRef) {
  const [donation, money] = await Promise.all([findPlainDonation(ref), moneyOfDonation(ref)]);
  const { code, status, method, pledgedMinor, currency, fundName, jarUrl, iban, edrpou } = donation;
  return {
    code,
    state: status,
    createdAt: donation.createdAt.toISOString(),
    publicName: donation.publicName,
    receivedMinor: money.receivedMinor,
    refunds: money.refunds.map(({ amountMinor, status, at }) => ({ amountMinor, status, at: at.toISOString() })),
    campaign: { community: donation.communitySlug, slug: donation.campaignSlug, name: donation.campaignName },
    payment: {
      method,
      code,
      amountMinor: pledgedMinor,
      currency,
      fundName,
      jarUrl,
      iban,
      edrpou,
      checkoutUrl: openPage(money.payment),
    },
  } satisfies z.input<typeof ownDonationAnswer>;
}

export const donationUrl = (token: string, locale: Locale) => page(locale, "donations", token);
