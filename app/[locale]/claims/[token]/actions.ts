"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { addressOf } from "@/app/_web/visitor";
import { cancelClaim, resendClaimCode, verifyClaim } from "@/lib/claims/commands";
import type { ClaimRef } from "@/lib/claims/moves";
import { claimByToken, findClaim } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { IMAGE_MAX_BYTES } from "@/lib/core/images";
import { Refusal } from "@/lib/core/refusal";
import { closeClaimPayments, startClaimCheckout } from "@/lib/donations/card/checkout";
import { checkoutForm, receiptInput } from "@/lib/donations/input";
import { pagesOf } from "@/lib/donations/moves";
import { submitProof } from "@/lib/donations/proofs";
import { codeInput } from "@/lib/identity/input";
import { addressClass, countAgainst, forgive } from "@/lib/identity/limits";

const nothing = z.object({});

export async function verifyAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await holderOf(token);
  return runForm(locale, z.object({ code: codeInput }), form, async ({ code }) => {
    await countAgainst("codeGuesses", ref.claimId);
    await countAgainst("codeGuessesPerNetwork", await network());
    changed(await verifyClaim(actor, ref, code));
    await forgive("codeGuesses", ref.claimId);
    return redirect(`/${locale}/claims/${token}`);
  });
}

export async function resendAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await holderOf(token);
  return runForm(locale, nothing, form, async () => {
    await countAgainst("claimCodes", ref.claimId);
    await resendClaimCode(actor, ref);
    deliverSoon();
    return claimPageWords(locale)("verify.resent");
  });
}

export async function proofAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await holderOf(token);
  return runForm(locale, z.object({ receipt: receiptInput }), form, async ({ receipt }) => {
    await countAgainst("proofs", ref.claimId);
    await countAgainst("proofsPerNetwork", await network());
    changed(pagesOf(await submitProof(actor, ref, { file: await fileIn(form), receipt })));
    return redirect(`/${locale}/claims/${token}`);
  });
}

/** Leads on to the provider's page. A claim that turns out to be paid leads to its own page, which says so. */
export async function checkoutAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await holderOf(token);
  return runForm(locale, checkoutForm, form, async ({ late: lateChoice }) => {
    await countAgainst("checkouts", ref.claimId);
    await countAgainst("checkoutsPerNetwork", await network());
    const own = `/${locale}/claims/${token}` as Route;
    return redirect(await payAt(() => startClaimCheckout(actor, ref, { lateChoice, locale }), own));

    async function payAt(start: () => Promise<string>, isPaid: Route): Promise<Route> {
      try {
        return (await start()) as Route;
      } catch (error) {
        if (!(error instanceof Refusal && error.code === "donations.alreadyPaid")) throw error;
        await pagesChanged(ref);
        return isPaid;
      }
    }
  });
}

/** What can be paid by card is closed first. Money that came in that moment keeps the book, and the page shows it. */
export async function cancelAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const { actor, ref } = await holderOf(token);
  return runForm(locale, nothing, form, async () => {
    await closeClaimPayments(ref);
    if (await pagesChanged(ref)) changed(await cancelClaim(actor, ref));
    return redirect(`/${locale}/claims/${token}`);
  });
}

/** The public pages show what became of the claim; answers whether it can still be let go. */
async function pagesChanged(ref: ClaimRef): Promise<boolean> {
  const claim = await findClaim(ref, new Date());
  if (!claim) notFound();
  changed({ campaignId: claim.campaignId, bookId: claim.bookId });
  return claim.status !== "confirmed";
}

async function holderOf(token: string) {
  const found = await claimByToken(token);
  if (!found) notFound();
  return found;
}

async function network(): Promise<string | undefined> {
  return addressClass(addressOf(await headers()));
}

/** An empty file field sends a file without a name and bytes. */
async function fileIn(form: FormData) {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return undefined;
  if (file.size > IMAGE_MAX_BYTES) throw new Refusal("donations.proofTooLarge");
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
}
