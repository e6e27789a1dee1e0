"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { saidIn, sourceOf } from "@/app/_web/source";
import { addressOf } from "@/app/_web/visitor";
import { withAmount } from "@/app/[locale]/[community]/[campaign]/books/[code]/amount";
import { findCampaign } from "@/lib/catalog/queries";
import { memberClaimForm } from "@/lib/claims/input";
import { claimOffered, leaveLine, resendWaitCode, verifyWait } from "@/lib/claims/waiting/commands";
import { findWait, waitByToken } from "@/lib/claims/waiting/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { requireCards } from "@/lib/donations/card/providers";
import { codeInput } from "@/lib/identity/input";
import { addressClass, countAgainst, forgive } from "@/lib/identity/limits";

const nothing = z.object({});

export async function verifyAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await placeOf(token);
  return runForm(locale, z.object({ code: codeInput }), form, async ({ code }) => {
    await countAgainst("codeGuesses", ref.waitId);
    await countAgainst("codeGuessesPerNetwork", addressClass(addressOf(await headers())));
    changed(await verifyWait(actor, ref, code));
    await forgive("codeGuesses", ref.waitId);
    deliverSoon();
    return redirect(pageOf(locale, token));
  });
}

export async function resendAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await placeOf(token);
  return runForm(locale, nothing, form, async () => {
    await countAgainst("waitCodes", ref.waitId);
    await resendWaitCode(actor, ref);
    deliverSoon();
    return waitWords(locale)("verify.resent");
  });
}

/** Reserves the book that is kept for this place. A member who is signed in gets a member's time. */
export async function claimAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await placeOf(token);
  return runForm(locale, memberClaimForm, withAmount(form), async ({ amount, method }) => {
    await countAgainst("claims", actor.personId);
    const wait = await findWait(ref, new Date());
    const campaign = wait && (await findCampaign(wait.communitySlug, wait.campaignSlug));
    if (!wait || !campaign) notFound();
    if (method === "card") requireCards(campaign, amount, locale);
    const signedIn = await actorIn(ref.communityId);
    const isSame = signedIn.kind === "person" && signedIn.personId === actor.personId;
    const source = sourceOf(await headers(), saidIn(form));
    const terms = { amountMinor: amount, method, locale, source };
    const made = await claimOffered(isSame ? signedIn : actor, ref, terms);
    deliverSoon();
    changed({ campaignId: wait.campaignId, bookId: wait.bookId });
    return redirect(`/${locale}/claims/${made.token}`);
  });
}

export async function leaveAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await placeOf(token);
  return runForm(locale, nothing, form, async () => {
    changed(await leaveLine(actor, ref));
    deliverSoon();
    return redirect(pageOf(locale, token));
  });
}

const pageOf = (locale: Locale, token: string) => `/${locale}/waits/${token}` as Route;

async function placeOf(token: string) {
  const found = await waitByToken(token);
  if (!found) notFound();
  return found;
}
