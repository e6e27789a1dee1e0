import { z } from "zod";
import { waitStatus } from "@/db/schema";
import type { WaitRef } from "@/lib/claims/waiting/commands";
import { findWait } from "@/lib/claims/waiting/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { page } from "./api-answers";

const waitFields = {
  state: z.enum(waitStatus.enumValues),
  isVerified: z.boolean().meta({ description: "The e-mailed code was typed, or the person was signed in" }),
  ahead: z.int().min(0).meta({ description: "How many are before this one while it waits" }),
  offerEndsAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .meta({ description: "Until when the book is kept for this person; null unless it is offered" }),
  createdAt: z.iso.datetime({ offset: true }),
  book: z.object({ code: z.string(), title: z.string(), authors: z.array(z.string()), url: z.url() }),
  campaign: z.object({ community: z.string(), slug: z.string(), name: z.string() }),
};
export const waitAnswer = z.object(waitFields).meta({ id: "Wait" });
export const newWaitAnswer = z
  .object({ token: z.string(), url: z.url(), ...waitFields })
  .meta({ id: "NewWait", description: "The token opens the place in line: keep it to the person it belongs to" });

export const waitUrl = (token: string, locale: Locale) => page(locale, "waits", token);

/** A place in line as it stands after a call. */
export async function waitSeen(ref: WaitRef, locale: Locale) {
  const wait = await findWait(ref, new Date());
  if (!wait) throw new Refusal("claims.waitNotFound");
  const { communitySlug, campaignSlug, bookCode } = wait;
  return {
    state: wait.status,
    isVerified: wait.verifiedAt !== null,
    ahead: wait.ahead,
    offerEndsAt: wait.offerEndsAt?.toISOString() ?? null,
    createdAt: wait.createdAt.toISOString(),
    book: {
      code: bookCode,
      title: wait.bookTitle,
      authors: wait.bookAuthors,
      url: page(locale, communitySlug, campaignSlug, "books", bookCode),
    },
    campaign: { community: communitySlug, slug: campaignSlug, name: wait.campaignName },
  } satisfies z.input<typeof waitAnswer>;
}
