"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { findBook } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import { compareNow } from "@/lib/donations/card/books";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import {
  cashInput,
  codeInput,
  confirmTransferInput,
  decideInput,
  reasonBody,
  refundInput,
} from "@/lib/donations/input";
import { type DonationOutcome, pagesOf } from "@/lib/donations/moves";
import { findDonation } from "@/lib/donations/queries";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignOf, whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

const oneTransfer = confirmTransferInput.omit({ parts: true }).extend({ code: codeInput });

/** The money of one claim has come by a transfer of its own. */
export async function confirm(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, oneTransfer, form, async ({ code, amountMinor, reference }) => {
    const { parts } = await confirmTransfer(actor, { reference, amountMinor, parts: [{ code, amountMinor }] });
    parts.forEach(fresh);
    return goBack(place, { done: parts.every(({ hasBook }) => hasBook) ? "confirmed" : "withoutBook", code });
  });
}

/** One transfer has paid for several claims. */
export async function confirmSeveral(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, severalFromForm, form, async (input) => {
    const { parts } = await confirmTransfer(actor, input);
    parts.forEach(fresh);
    const lost = parts.find(({ hasBook }) => !hasBook);
    if (lost) return goBack(place, { done: "withoutBook", code: lost.donation.code });
    return goBack(place, { done: "confirmedMany", count: parts.length });
  });
}

const withCode = z.object({ code: codeInput });

/** The proof was not good. */
export async function reject(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, withCode.extend(reasonBody.shape), form, async (input) => {
    fresh(await rejectProof(actor, input));
    return goBack(place, { done: "rejected", code: input.code });
  });
}

/** Takes a confirmation back. */
export async function undo(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, withCode.extend(reasonBody.shape), form, async (input) => {
    fresh(await undoConfirmation(actor, input));
    return goBack(place, { done: "undone", code: input.code });
  });
}

/** Money goes back to its donor: a card's by its provider, which may take its time. */
export async function refund(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, withCode.extend(refundInput.shape), form, async (input) => {
    fresh(await refundDonation(actor, input));
    const status = (await findDonation(actor, input.code))?.refunds.at(-1)?.status;
    const done = status === "done" ? "refunded" : status === "failed" ? "refundFailed" : "refundSent";
    return goBack(place, { done, code: input.code });
  });
}

/** The providers' books are compared with the ledger without waiting for the night. */
export async function compare(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({}), form, async () => {
    for (const outcome of await compareNow(actor)) fresh(outcome);
    return goBack(place, { done: "compared" });
  });
}

/** Cash came from hand to hand. */
export async function enterCash(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, withCode.extend(cashInput.shape), form, async ({ code, amountMinor, note }) => {
    const outcome = await recordCash(actor, { code, amountMinor, note: note || undefined });
    fresh(outcome);
    return goBack(place, { done: outcome.hasBook ? "cash" : "withoutBook", code });
  });
}

const decision = withCode.extend({
  decision: decideInput.shape.decision,
  reason: decideInput.shape.reason,
  book: z.string().max(40).default(""),
});

/** What becomes of money whose book had gone. */
export async function decide(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, decision, form, async ({ code, decision, book, reason }) => {
    const campaign = await campaignOf(actor, place.campaign);
    const other = decision === "other_book" && book ? await findBook(actor.communityId, campaign.id, book) : undefined;
    if (decision === "other_book" && book && !other) throw new Refusal("catalog.notFound");
    fresh(await decideWithoutBook(actor, { code, decision, bookId: other?.id, reason: reason || undefined }));
    return goBack(place, { done: "decided", code });
  });
}

/** A form's flat fields "parts.0.code", "parts.0.amountMinor" … as a list; errors come back under the same names. */
const severalFromForm = z
  .record(z.string(), z.string())
  .transform(({ reference, amountMinor, ...rest }): Record<string, unknown> => {
    const parts: Record<string, string>[] = [];
    for (const [name, value] of Object.entries(rest)) {
      const [, nth, field] = /^parts\.(\d{1,2})\.(code|amountMinor)$/.exec(name) ?? [];
      if (nth && field) parts[Number(nth)] = { ...parts[Number(nth)], [field]: value };
    }
    return { reference, amountMinor, parts: parts.filter(Boolean) };
  })
  .pipe(confirmTransferInput as z.ZodType<z.infer<typeof confirmTransferInput>, Record<string, unknown>>);

function fresh(outcome: DonationOutcome): void {
  changed(pagesOf(outcome));
}
