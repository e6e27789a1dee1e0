import { z } from "zod";
import {
  type Book,
  bookStatus,
  campaignStatus,
  cardProvider,
  claimStatus,
  condition,
  paymentMethod,
} from "@/db/schema";
import { findBook, type PublicBook, type PublicCampaign } from "@/lib/catalog/queries";
import { BOOK_STATES, type BookCard } from "@/lib/catalog/state";
import type { ClaimRef } from "@/lib/claims/moves";
import { type ClaimView, findClaim } from "@/lib/claims/queries";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { moneyOfClaim } from "@/lib/donations/of-claim";
import type { MoneyOfDonation } from "@/lib/donations/of-donation";
import type { CampaignTotals } from "@/lib/reports/totals";

// What the API answers. A schema and, below it, the function that fills it.

const instant = z.iso.datetime({ offset: true });
const minor = z.int().meta({ description: "Whole minor units of the currency" });
const currency = z.string().length(3).meta({ description: "ISO 4217" });
const count = z.int().min(0);

export const totalsAnswer = z
  .object({
    booksListed: count,
    booksAvailable: count,
    booksReserved: count,
    booksExchanged: count,
    raisedMinor: minor.meta({ description: "Confirmed donations minus refunds" }),
    pledgedMinor: minor.meta({ description: "Promised by open claims that are not paid yet" }),
    averageMinor: minor.meta({ description: "Raised ÷ exchanged, rounded" }),
    sellThrough: z.number().min(0).max(1).meta({ description: "Exchanged ÷ listed" }),
    donations: count,
    donors: count,
    currency,
  })
  .meta({ id: "Totals" });

export const campaignAnswer = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.enum(campaignStatus.enumValues),
    fund: z.object({
      name: z.string(),
      jarUrl: z.string().nullable(),
      iban: z.string().nullable(),
      edrpou: z.string().nullable(),
    }),
    currency,
    goalMinor: minor,
    defaultMinimumMinor: minor,
    opensAt: instant,
    closesAt: instant,
    unverifiedHoldMinutes: z.int(),
    guestHoldHours: z.int(),
    memberHoldHours: z.int(),
    maxOpenClaims: z.int(),
    confirmHours: z.int(),
    offerHours: z.int().meta({ description: "How long a freed book is kept for the next in line" }),
    allowsCash: z.boolean(),
    cards: z.enum(cardProvider.enumValues).nullable().meta({ description: "Who takes cards here; null: nobody" }),
    pickupPoints: z.array(z.string()),
    topics: z.array(z.string()),
    notAccepted: z.string(),
    totals: totalsAnswer,
    url: z.url(),
  })
  .meta({ id: "Campaign" });

export const communityAnswer = z
  .object({
    slug: z.string(),
    name: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    campaigns: z.array(campaignAnswer).meta({ description: "The newest first" }),
    url: z.url(),
  })
  .meta({ id: "Community" });

export function campaignOf(campaign: PublicCampaign, totals: CampaignTotals, locale: Locale) {
  const {
    communityId: _c,
    id: _i,
    communitySlug,
    communityName: _n,
    timeZone: _z,
    opensAt,
    closesAt,
    ...rest
  } = campaign;
  return {
    ...rest,
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    totals,
    url: page(locale, communitySlug, campaign.slug),
  } satisfies z.input<typeof campaignAnswer>;
}

const bookFields = {
  code: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  isbn13: z.string().nullable(),
  language: z.string().meta({ description: "BCP 47; und when not given" }),
  category: z.string(),
  condition: z.enum(condition.enumValues),
  minimumMinor: minor,
  currency,
  city: z.string().nullable(),
  pickupPoint: z.string().nullable(),
  state: z.enum(BOOK_STATES),
  photoUrl: z.url().nullable(),
  url: z.url(),
};
const bookItem = z.object(bookFields).meta({ id: "BookInList" });
export const bookListAnswer = z
  .object({ items: z.array(bookItem), nextCursor: z.string().nullable() })
  .meta({ id: "BookList" });

export const photoAnswer = z.object({ url: z.url(), width: z.int(), height: z.int() }).meta({ id: "Photo" });
export const bookAnswer = z
  .object({
    ...bookFields,
    publisher: z.string().nullable(),
    year: z.int().nullable(),
    description: z.string(),
    photos: z.array(photoAnswer),
  })
  .meta({ id: "Book" });

export function bookInList(book: BookCard, campaign: PublicCampaign, locale: Locale) {
  const { id: _, listedAt: _l, photo, ...rest } = book;
  return {
    ...rest,
    photoUrl: photo ? photoUrl(campaign.communityId, photo.id) : null,
    url: bookUrl(campaign, book.code, locale),
  } satisfies z.input<typeof bookItem>;
}

export function bookInFull(book: PublicBook, campaign: PublicCampaign, locale: Locale) {
  const { communityId, id: _, campaignId: _c, listedAt: _l, photos, ...rest } = book;
  return {
    ...rest,
    photos: photos.map((photo) => photoOf(communityId, photo)),
    photoUrl: photos[0] ? photoUrl(communityId, photos[0].id) : null,
    url: bookUrl(campaign, book.code, locale),
  } satisfies z.input<typeof bookAnswer>;
}

export function photoOf(communityId: string, { id, width, height }: { id: string; width: number; height: number }) {
  return { url: photoUrl(communityId, id), width, height };
}

export const listingAnswer = z
  .object({
    code: z.string(),
    state: z.enum([...BOOK_STATES, ...bookStatus.enumValues.filter((status) => status !== "listed")]),
    manageUrl: z.url().optional().meta({ description: "An outsider's private link to their listing: shown this once" }),
    url: z.url().meta({ description: "The book's page, once it is listed" }),
  })
  .meta({ id: "Listing" });

export async function listingOf(book: Book, campaign: PublicCampaign, locale: Locale) {
  const { communityId, campaignId, code, status } = book;
  const shown = await findBook(communityId, campaignId, code);
  const state = shown?.state ?? (status === "listed" ? "available" : status);
  return { code, state, url: bookUrl(campaign, code, locale) } satisfies z.input<typeof listingAnswer>;
}

export const manageUrl = (token: string, locale: Locale) => page(locale, "books", "manage", token);
export const bookUrl = (campaign: PublicCampaign, code: string, locale: Locale) =>
  page(locale, campaign.communitySlug, campaign.slug, "books", code);

export const paymentAnswer = z.object({
  method: z.enum(paymentMethod.enumValues),
  code: z.string().meta({ description: "Goes into the transfer's comment" }),
  amountMinor: minor,
  currency,
  fundName: z.string(),
  jarUrl: z.string().nullable(),
  iban: z.string().nullable(),
  edrpou: z.string().nullable(),
  checkoutUrl: z.url().nullable().meta({ description: "The card payment page, while one is open" }),
});
export const checkoutAnswer = z.object({ url: z.url() }).meta({ id: "Checkout" });
const claimFields = {
  code: z.string(),
  state: z.enum(claimStatus.enumValues),
  isVerified: z.boolean().meta({ description: "The e-mailed code was typed, or the person was signed in" }),
  expiresAt: instant.nullable().meta({ description: "Until when the book is held; null when no timer runs" }),
  createdAt: instant,
  book: z.object({ code: z.string(), title: z.string(), authors: z.array(z.string()), url: z.url() }),
  campaign: z.object({ community: z.string(), slug: z.string(), name: z.string() }),
  payment: paymentAnswer,
};
export const claimAnswer = z.object(claimFields).meta({ id: "Claim" });
export const newClaimAnswer = z
  .object({ token: z.string(), url: z.url(), ...claimFields })
  .meta({ id: "NewClaim", description: "The token opens the claim: keep it to the person it belongs to" });

export function claimOf(claim: ClaimView, checkoutUrl: string | null, locale: Locale) {
  const { communitySlug, campaignSlug, bookCode } = claim;
  return {
    code: claim.code,
    state: claim.status,
    isVerified: claim.verifiedAt !== null,
    expiresAt: claim.expiresAt?.toISOString() ?? null,
    createdAt: claim.createdAt.toISOString(),
    book: {
      code: bookCode,
      title: claim.bookTitle,
      authors: claim.bookAuthors,
      url: page(locale, communitySlug, campaignSlug, "books", bookCode),
    },
    campaign: { community: communitySlug, slug: campaignSlug, name: claim.campaignName },
    payment: {
      method: claim.method,
      code: claim.code,
      amountMinor: claim.pledgeMinor,
      currency: claim.currency,
      fundName: claim.fundName,
      jarUrl: claim.jarUrl,
      iban: claim.iban,
      edrpou: claim.edrpou,
      checkoutUrl,
    },
  } satisfies z.input<typeof claimAnswer>;
}

/** A claim as it stands after a call. */
export async function claimSeen(ref: ClaimRef, locale: Locale) {
  const claim = await findClaim(ref, new Date());
  if (!claim) throw new Refusal("claims.notFound");
  const { payment } = await moneyOfClaim(ref);
  return claimOf(claim, openPage(payment), locale);
}

/** Where a card payment that is under way can still be made. */
export function openPage(payment: MoneyOfDonation["payment"]): string | null {
  return payment?.status === "open" && payment.expiresAt > new Date() ? payment.url : null;
}

export const claimUrl = (token: string, locale: Locale) => page(locale, "claims", token);
export const page = (...parts: string[]) => new URL(`/${parts.join("/")}`, env.APP_URL).href;
const photoUrl = (communityId: string, id: string) => page("media", communityId, `${id}-640.webp`);
