"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { approveBook, editBook, rejectBook } from "@/lib/catalog/commands";
import { findDeskBook } from "@/lib/catalog/desk-book";
import { editBookInput, reasonInput } from "@/lib/catalog/input";
import { addPhoto, orderPhotos, removePhoto } from "@/lib/catalog/photos";
import { withdrawBook } from "@/lib/claims/withdraw";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

const MANY_MAX = 200;
const PHOTOS_MAX = 5;
const bookCode = z.string().max(40);
const oneBook = z.object({ code: bookCode });
const reason = reasonInput.default("");

/** Shows a waiting book in the catalog. */
export async function approve(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, oneBook, form, async ({ code }) => {
    fresh(await approveBook(actor, code));
    return goBack(place, { done: "approved", count: 1, code });
  });
}

/** Turns a waiting book down. */
export async function turnDown(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, oneBook.extend({ reason }), form, async ({ code, reason }) => {
    fresh(await rejectBook(actor, code, reason));
    return goBack(place, { done: "turnedDown", count: 1, code });
  });
}

const manyBooks = z.object({ verdict: z.enum(["approve", "reject"], { error: "fields.choose" }), reason });

/** One verdict for all the ticked books. Each stands for itself: one that somebody else has dealt with stops none. */
export async function reviewMany(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const codes = form.getAll("code").filter((code) => typeof code === "string");
  return runForm(place.locale, manyBooks, form, async ({ verdict, reason }) => {
    if (verdict === "reject" && reason === "") throw new Refusal("catalog.reasonNeeded");
    let count = 0;
    let refusal: Refusal | undefined;
    for (const code of codes.slice(0, MANY_MAX)) {
      try {
        fresh(await (verdict === "approve" ? approveBook(actor, code) : rejectBook(actor, code, reason)));
        count++;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusal ??= error;
      }
    }
    if (count === 0) throw refusal ?? new Refusal("catalog.notFound");
    return goBack(place, { done: verdict === "approve" ? "approved" : "turnedDown", count });
  }).then((state) =>
    codes.length > 0 ? state : { ...state, message: deskBookWords(place.locale)("review.chooseSome") },
  );
}

/** Changes what a listing says. */
export async function saveBook(at: Place, code: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, editBookInput, form, async (input) => {
    fresh(await editBook({ actor, code: bookCode.parse(code) }, input));
    return goBack(place, { done: "saved", code });
  });
}

/** Takes a book out of the catalog; whoever holds it reads the reason. */
export async function withdraw(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, oneBook.extend({ reason }), form, async ({ code, reason }) => {
    fresh(await withdrawBook({ actor, code }, reason || undefined));
    return goBack(place, { done: "withdrawn", code });
  });
}

/** Adds the chosen photos, one after the other; the first that cannot be taken says why. */
export async function addPhotos(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const files = form.getAll("photos").filter((file) => file instanceof File && file.size > 0) as File[];
  return runForm(place.locale, oneBook, form, async ({ code }) => {
    if (files.length === 0) throw new Refusal("catalog.photoUnreadable");
    try {
      for (const file of files.slice(0, PHOTOS_MAX + 1))
        await addPhoto({ actor, code }, new Uint8Array(await file.arrayBuffer()));
    } finally {
      await freshByCode(actor, code);
    }
    return goBack(place, { done: "photoAdded", code });
  });
}

const onePhoto = z.object({
  code: bookCode,
  photo: z.uuid("fields.choose"),
  what: z.enum(["remove", "first"], { error: "fields.choose" }),
});

/** Takes a photo off, or makes it the cover. */
export async function changePhoto(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, onePhoto, form, async ({ code, photo, what }) => {
    await (what === "remove" ? removePhoto({ actor, code }, photo) : orderPhotos({ actor, code }, [photo]));
    await freshByCode(actor, code);
    return goBack(place, { done: what === "remove" ? "photoRemoved" : "photoFirst", code, count: 1 });
  });
}

function fresh({ campaignId, id }: { campaignId: string; id: string }): void {
  changed({ campaignId, bookId: id });
}

async function freshByCode(actor: Actor, code: string): Promise<void> {
  const book = await findDeskBook(actor, code);
  if (book) fresh(book);
}
