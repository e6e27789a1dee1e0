"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { fieldErrorsOf, runForm } from "@/app/_web/run-form";
import { editBook } from "@/lib/catalog/commands";
import { isbnInput, reasonInput } from "@/lib/catalog/input";
import { removePhoto } from "@/lib/catalog/photos";
import { findCampaign, otherCopies } from "@/lib/catalog/queries";
import { withdrawBook } from "@/lib/claims/withdraw";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { editionFields } from "./edition";
import { editListingForm } from "./input";
import type { IsbnCheck } from "./isbn-field";
import { isbnState } from "./isbn-state";
import { addPhotos, photosQuery } from "./photos";
import { handOf, type ListingAt, listingOf, pathOf } from "./whose";

/** What there is to say about an ISBN before the form is sent. `own` is the one this listing has already. */
export async function lookIsbn(
  locale: Locale,
  community: string,
  campaignSlug: string,
  own: string,
  typed: string,
): Promise<IsbnCheck> {
  const t = giveWords(locale);
  const read = z.object({ isbn: z.string().max(100, "fields.isbn").pipe(isbnInput) }).safeParse({ isbn: typed });
  if (!read.success) return { error: fieldErrorsOf(read.error, locale).isbn };
  if (read.data.isbn === null) return {};
  const campaign = await findCampaign(community, campaignSlug);
  if (!campaign) return {}; // a draft has no catalog to look into
  const { copies } = await otherCopies(campaign.communityId, campaign.id, read.data.isbn);
  if (copies === 0 || read.data.isbn === own) return { note: t("isbnFine") };
  return { note: t("copies", { count: copies }), copyOf: read.data.isbn };
}

export async function editAction(locale: Locale, at: ListingAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  const before = await listingOf(at);
  if (!before) notFound();
  if (form.get("step") === "isbn") {
    const { communitySlug, campaignSlug } = before;
    const typed = text(form, "isbn");
    const [check, edition] = await Promise.all([
      lookIsbn(locale, communitySlug, campaignSlug, before.isbn13 ?? "", typed),
      editionFields(communitySlug, campaignSlug, typed),
    ]);
    return isbnState(locale, check, edition, form);
  }
  return runForm(locale, editListingForm, form, async (input) => {
    const book = await editBook(hand, input);
    changed({ campaignId: book.campaignId, bookId: book.id });
    const isReviewed = book.status === "pending_review" && before.status !== "pending_review";
    return redirect(pathOf(locale, at, { done: isReviewed ? "review" : "saved" }));
  });
}

export async function addPhotosAction(locale: Locale, at: ListingAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return runForm(locale, z.object({}), form, async () => {
    const outcome = await addPhotos(hand, form);
    await refresh(at);
    return redirect(pathOf(locale, at, { ...(outcome.added > 0 && { done: "photos" }), ...photosQuery(outcome) }));
  });
}

export async function removePhotoAction(
  locale: Locale,
  at: ListingAt,
  photoId: string,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const hand = await handOf(at);
  return runForm(locale, z.object({}), form, async () => {
    await removePhoto(hand, photoId);
    await refresh(at);
    return redirect(pathOf(locale, at, { done: "photo" }));
  });
}

export async function withdrawAction(locale: Locale, at: ListingAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return runForm(locale, z.object({ reason: reasonInput.optional() }), form, async ({ reason }) => {
    const book = await withdrawBook(hand, reason || undefined);
    changed({ campaignId: book.campaignId, bookId: book.id });
    return redirect(pathOf(locale, at));
  });
}

async function refresh(at: ListingAt): Promise<void> {
  const listing = await listingOf(at);
  if (listing) changed({ campaignId: listing.campaignId, bookId: listing.id });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
