"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import type { Claim } from "@/db/schema";
import { findDeskBook } from "@/lib/catalog/desk-book";
import { claimFor, extendClaim, reassignClaim } from "@/lib/claims/acting";
import { claimForForm, extendForm, reassignForm } from "@/lib/claims/input";
import { findClaimRef } from "@/lib/claims/queries";
import { Refusal } from "@/lib/core/refusal";
import { codeInput } from "@/lib/donations/input";
import type { Actor } from "@/lib/identity/actor";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** Gives a hold more time, with a reason its holder reads. */
export async function extend(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, extendForm.extend({ code: codeInput }), form, async ({ code, hours, reason }) => {
    fresh(await extendClaim(actor, await refOf(actor, code), { hours, reason }));
    return goBack(place, { done: "extended", code });
  });
}

/** Gives a reserved book to another person instead. */
export async function reassign(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, reassignForm.extend({ code: codeInput }), form, async ({ code, reason, ...who }) => {
    const to = { ...who, locale: community.locale };
    const { claim } = await reassignClaim(actor, await refOf(actor, code), { to, reason });
    fresh(claim);
    return goBack(place, { done: "reassigned", code: claim.code });
  });
}

/** Reserves a free book for somebody who called. */
export async function reserveFor(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const input = claimForForm.extend({ book: z.string().max(40) });
  return runForm(place.locale, input, form, async ({ book: bookCode, amount, method, reason, ...who }) => {
    const book = await findDeskBook(actor, bookCode);
    if (!book) notFound();
    const { claim } = await claimFor(actor, {
      bookId: book.id,
      amountMinor: amount,
      method,
      who: { ...who, locale: community.locale },
      reason,
    });
    fresh(claim);
    return goBack(place, { done: "reservedFor", code: claim.code });
  });
}

function fresh({ campaignId, bookId }: Claim): void {
  deliverSoon();
  changed({ campaignId, bookId });
}

async function refOf(actor: Actor, code: string) {
  const ref = await findClaimRef(actor, code);
  if (!ref) throw new Refusal("claims.notFound");
  return ref;
}
