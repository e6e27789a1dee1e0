"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { deliverSoon } from "@/app/_web/deliver-soon";
import { blankForm, type FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { addressOf } from "@/app/_web/visitor";
import { findBook, findCampaign, type PublicBook } from "@/lib/catalog/queries";
import { type ClaimBook, claimBook } from "@/lib/claims/commands";
import { guestClaimForm, memberClaimForm } from "@/lib/claims/input";
import { isLocale, type Locale } from "@/lib/core/i18n/locale";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import type { Actor } from "@/lib/identity/actor";
import { addressClass, countAgainst } from "@/lib/identity/limits";

/** Claims the book of the page the form stands on, for whoever is signed in or else for the guest who filled it in. */
export async function claimBookAction(_: FormState, form: FormData): Promise<FormState> {
  const locale = localeIn(form);
  const book = await bookIn(form);
  if (!book) return { ...blankForm, values: textOf(form), message: refusals(locale)("catalog.notFound") };

  const actor = await actorIn(book.communityId);
  const typed = withAmount(form);
  const state =
    actor.kind === "person"
      ? await runForm(locale, memberClaimForm, typed, (input) => claim(actor, locale, book, input))
      : await runForm(locale, guestClaimForm, typed, ({ consent: _given, amount, method, ...contact }) =>
          claim(actor, locale, book, { amount, method, contact: { ...contact, locale } }),
        );
  return state.message === refusals(locale)("claims.bookTaken")
    ? { ...state, values: { ...state.values, taken: "yes" } }
    : state;
}

type Terms = { amount: number; method: ClaimBook["method"]; contact?: ClaimBook["contact"] };

async function claim(
  actor: Actor,
  locale: Locale,
  book: PublicBook,
  { amount, method, contact }: Terms,
): Promise<never> {
  if (actor.kind !== "person") await countAgainst("claimsPerNetwork", addressClass(addressOf(await headers())));
  const input = { bookId: book.id, amountMinor: amount, method, locale, contact };
  const { token } = await claimBook(actor, input);
  deliverSoon();
  changed({ campaignId: book.campaignId, bookId: book.id });
  redirect(`/${locale}/claims/${token}`);
}

async function bookIn(form: FormData): Promise<PublicBook | undefined> {
  const [community, campaign, code] = ["community", "campaign", "book"].map((name) => String(form.get(name) ?? ""));
  const found = await findCampaign(community ?? "", campaign ?? "");
  return found && findBook(found.communityId, found.id, code ?? "");
}

/** The chosen chip is the amount, unless it says that another one was typed. */
function withAmount(form: FormData): FormData {
  const typed = new FormData();
  for (const [name, value] of form) typed.append(name, value);
  const choice = form.get("choice");
  typed.set("amount", String(choice === "own" || choice === null ? (form.get("own") ?? "") : choice));
  return typed;
}

function localeIn(form: FormData): Locale {
  const locale = String(form.get("locale"));
  return isLocale(locale) ? locale : "uk";
}

function textOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
