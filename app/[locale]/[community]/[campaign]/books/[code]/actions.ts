"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import { blankForm, type FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { saidIn, sourceOf } from "@/app/_web/source";
import { addressOf } from "@/app/_web/visitor";
import { findBook, findCampaign, type PublicBook, type PublicCampaign } from "@/lib/catalog/queries";
import { type ClaimBook, claimBook } from "@/lib/claims/commands";
import { guestClaimForm, guestWaitForm, memberClaimForm } from "@/lib/claims/input";
import { type JoinLine, joinLine } from "@/lib/claims/waiting/commands";
import { isLocale, type Locale } from "@/lib/core/i18n/locale";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { Refusal } from "@/lib/core/refusal";
import { requireCards } from "@/lib/donations/card/providers";
import type { Actor } from "@/lib/identity/actor";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { withAmount } from "./amount";

/** Claims the book of the page the form stands on, for whoever is signed in or else for the guest who filled it in. */
export async function claimBookAction(_: FormState, form: FormData): Promise<FormState> {
  const locale = localeIn(form);
  const { campaign, book } = await placeIn(form);
  if (!campaign || !book) return { ...blankForm, values: textOf(form), message: refusals(locale)("catalog.notFound") };

  if (form.get("intent") === "wait") return joinLineAction(_, form);
  const actor = await actorIn(book.communityId);
  const typed = withAmount(form);
  const source = sourceOf(await headers(), saidIn(form));
  const state =
    actor.kind === "person"
      ? await runForm(locale, memberClaimForm, typed, (input) =>
          claim(actor, locale, { campaign, book }, { ...input, source }),
        )
      : await runForm(locale, guestClaimForm, typed, ({ consent: _given, amount, method, ...contact }) =>
          claim(actor, locale, { campaign, book }, { amount, method, contact: { ...contact, locale }, source }),
        );
  const isLost = LOST.some((code) => state.message === refusals(locale)(code));
  return isLost ? { ...state, values: { ...state.values, taken: "yes" } } : state;
}

/** After these a place in line can be had, and books that are free are shown. */
const LOST = ["claims.bookTaken", "claims.bookOffered"] as const;

/** Stands in line for the book of the page the form stands on, in case it comes free. */
export async function joinLineAction(_: FormState, form: FormData): Promise<FormState> {
  const locale = localeIn(form);
  const { campaign, book } = await placeIn(form);
  if (!campaign || !book) return { ...blankForm, values: textOf(form), message: refusals(locale)("catalog.notFound") };
  const actor = await actorIn(book.communityId);
  const source = sourceOf(await headers(), saidIn(form));
  return actor.kind === "person"
    ? runForm(locale, z.object({}), form, () => join(actor, locale, book, { source }))
    : runForm(locale, guestWaitForm, form, ({ consent: _given, ...contact }) =>
        join(actor, locale, book, { source, contact: { ...contact, locale } }),
      );
}

async function join(
  actor: Actor,
  locale: Locale,
  book: PublicBook,
  who: Pick<JoinLine, "contact" | "source">,
): Promise<never> {
  if (actor.kind === "person") await countAgainst("waits", actor.personId);
  else await countAgainst("waitsPerNetwork", addressClass(addressOf(await headers())));
  const freshly = { campaignId: book.campaignId, bookId: book.id };
  try {
    const { token } = await joinLine(actor, { bookId: book.id, locale, ...who });
    deliverSoon();
    changed(freshly);
    redirect(`/${locale}/waits/${token}`);
  } catch (error) {
    if (error instanceof Refusal && error.code === "claims.bookFree") changed(freshly); // the page was older than that
    throw error;
  }
}

type Place = { campaign: PublicCampaign; book: PublicBook };
type Terms = { amount: number } & Pick<ClaimBook, "method" | "contact" | "source">;

async function claim(
  actor: Actor,
  locale: Locale,
  { campaign, book }: Place,
  { amount, method, contact, source }: Terms,
): Promise<never> {
  if (actor.kind !== "person") await countAgainst("claimsPerNetwork", addressClass(addressOf(await headers())));
  if (method === "card") requireCards(campaign, amount, locale);
  const input = { bookId: book.id, amountMinor: amount, method, locale, contact, source };
  const { token } = await claimBook(actor, input);
  deliverSoon();
  changed({ campaignId: book.campaignId, bookId: book.id });
  redirect(`/${locale}/claims/${token}`);
}

async function placeIn(form: FormData): Promise<Partial<Place>> {
  const [community, slug, code] = ["community", "campaign", "book"].map((name) => String(form.get(name) ?? ""));
  const campaign = await findCampaign(community ?? "", slug ?? "");
  return campaign ? { campaign, book: await findBook(campaign.communityId, campaign.id, code ?? "") } : {};
}

function localeIn(form: FormData): Locale {
  const locale = String(form.get("locale"));
  return isLocale(locale) ? locale : "uk";
}

function textOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
