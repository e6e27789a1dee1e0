"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { cancelClaim, receiveBook } from "@/lib/claims/commands";
import { reasonInput } from "@/lib/claims/input";
import { findClaimRef } from "@/lib/claims/queries";
import { Refusal } from "@/lib/core/refusal";
import { codeInput } from "@/lib/donations/input";
import type { Actor } from "@/lib/identity/actor";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** The reader has the book. */
export async function receive(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ code: codeInput }), form, async ({ code }) => {
    const claim = await receiveBook(actor, await refOf(actor, code));
    changed({ campaignId: claim.campaignId, bookId: claim.bookId });
    return goBack(place, { done: "received", code });
  });
}

/** Frees a reserved book, with a reason its holder reads. */
export async function release(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ code: codeInput, reason: reasonInput }), form, async ({ code, reason }) => {
    const claim = await cancelClaim(actor, await refOf(actor, code), reason);
    changed({ campaignId: claim.campaignId, bookId: claim.bookId });
    return goBack(place, { done: "released", code });
  });
}

async function refOf(actor: Actor, code: string) {
  const ref = await findClaimRef(actor, code);
  if (!ref) throw new Refusal("claims.notFound");
  return ref;
}
