"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { hasFiles, runForm, typedText } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { saidIn, sourceOf } from "@/app/_web/source";
import { addressOf } from "@/app/_web/visitor";
import { lookIsbn } from "@/app/[locale]/_listing/actions";
import { editionFields } from "@/app/[locale]/_listing/edition";
import { guestListingForm, memberListingForm } from "@/app/[locale]/_listing/input";
import { isbnState } from "@/app/[locale]/_listing/isbn-state";
import { addPhotos, photosQuery } from "@/app/[locale]/_listing/photos";
import { listBook } from "@/lib/catalog/commands";
import { findCampaign, otherCopies } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import type { Actor } from "@/lib/identity/actor";
import { addressClass, countAgainst } from "@/lib/identity/limits";

/** Gives a book: a member's is in the catalog at once, anyone else's goes to the organizers. One more copy is asked about once. */
export async function giveAction(
  locale: Locale,
  community: string,
  campaignSlug: string,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const campaign = await findCampaign(community, campaignSlug);
  if (!campaign) notFound();
  const actor = await actorIn(campaign.communityId);
  const typed = String(form.get("isbn") ?? "");
  if (form.get("step") === "isbn") {
    const [check, edition] = await Promise.all([
      lookIsbn(locale, community, campaignSlug, "", typed),
      editionFields(community, campaignSlug, typed),
    ]);
    return isbnState(locale, check, edition, form);
  }

  let question: string | undefined;
  const schema = actor.kind === "person" ? memberListingForm : guestListingForm(locale);
  const state = await runForm(locale, schema, form, async (input) => {
    const { copies } = input.isbn ? await otherCopies(campaign.communityId, campaign.id, input.isbn) : { copies: 0 };
    if (copies > 0 && form.get("copyOf") !== input.isbn) {
      form.set("copyOf", input.isbn ?? "");
      question = giveWords(locale)("copiesAsk", { count: copies });
      return undefined;
    }
    await countListing(actor);
    const source = sourceOf(await headers(), saidIn(form));
    const { code, manageToken } = await listBook(actor, { ...input, campaignId: campaign.id, source });
    deliverSoon();
    changed({ campaignId: campaign.id });
    const photos = await addPhotos(manageToken ? { manageToken } : { actor, code }, form);
    const query = new URLSearchParams({ ...(manageToken ? {} : { book: code }), ...photosQuery(photos) });
    const path = manageToken ? `books/manage/${manageToken}` : `${community}/${campaignSlug}/give/thanks`;
    return redirect(`/${locale}/${path}${query.size > 0 ? `?${query}` : ""}` as Route);
  });
  return question
    ? { values: typedText(form), fieldErrors: {}, message: question, asks: true, lostFiles: hasFiles(form) }
    : state;
}

async function countListing(actor: Actor): Promise<void> {
  if (actor.kind === "person") return countAgainst("listings", actor.personId);
  return countAgainst("listingsPerNetwork", addressClass(addressOf(await headers())));
}
