"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { receiveBook } from "@/lib/claims/commands";
import {
  agreeToMeet,
  chooseParcel,
  choosePickup,
  declineMeeting,
  missHandover,
  proposeMeeting,
  receiveByCode,
  returnParcel,
  sayNotYet,
  shipParcel,
} from "@/lib/claims/handovers/commands";
import {
  agreeInput,
  declineInput,
  meetingForm,
  parcelInput,
  pickupInput,
  sharesForm,
  takerCodeInput,
  waybillInput,
} from "@/lib/claims/handovers/input";
import type { Locale } from "@/lib/core/i18n/locale";
import { chooseShares } from "@/lib/identity/contacts";
import { countAgainst } from "@/lib/identity/limits";
import { type Hand, type HandoverAt, handOf, pathOf, type SharesAt, sharesPath, whoShares } from "./whose";

const nothing = z.object({});

export async function pickupAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, pickupInput, form, "chosen", (input) => choosePickup(hand.actor, hand.ref, input));
}

export async function parcelAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, parcelInput, form, "chosen", (input) => chooseParcel(hand.actor, hand.ref, input));
}

export async function meetAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  const schema = meetingForm(hand.view.timeZone);
  return run(locale, at, hand, schema, form, "proposed", (input) => proposeMeeting(hand.actor, hand.ref, input));
}

export async function agreeAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, agreeInput, form, "agreed", (input) => agreeToMeet(hand.actor, hand.ref, input));
}

export async function declineAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, declineInput, form, "declined", (input) => declineMeeting(hand.actor, hand.ref, input));
}

export async function shipAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, waybillInput, form, "shipped", (input) => shipParcel(hand.actor, hand.ref, input));
}

export async function missAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, nothing, form, "missed", () => missHandover(hand.actor, hand.ref));
}

export async function returnAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, nothing, form, "returned", () => returnParcel(hand.actor, hand.ref));
}

/** The taker has the book, in the words of either side or of an organizer. */
export async function receivedAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, nothing, form, "received", async () => changed(await receiveBook(hand.actor, hand.ref)));
}

/** The giver types the four digits the taker said. */
export async function codeAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, takerCodeInput, form, "received", async ({ code }) =>
    changed(await receiveByCode(hand.actor, hand.ref, code)),
  );
}

/** The taker was asked, and has no book yet. */
export async function notYetAction(locale: Locale, at: HandoverAt, _: FormState, form: FormData): Promise<FormState> {
  const hand = await handOf(at);
  return run(locale, at, hand, nothing, form, "notYet", () => sayNotYet(hand.actor, hand.ref));
}

/** What the other side of a hand-over may see, said by whoever has proved who they are. */
export async function sharesAction(locale: Locale, at: SharesAt, _: FormState, form: FormData): Promise<FormState> {
  const actor = await whoShares(at);
  if (!actor) notFound();
  return runForm(locale, sharesForm, form, async (input) => {
    await countAgainst("handovers", actor.personId);
    await chooseShares(actor, input);
    return redirect(sharesPath(locale, at));
  });
}

async function run<Input>(
  locale: Locale,
  at: HandoverAt,
  { ref }: Hand,
  schema: z.ZodType<Input>,
  form: FormData,
  said: string,
  act: (input: Input) => Promise<unknown>,
): Promise<FormState> {
  return runForm(locale, schema, form, async (input) => {
    await countAgainst("handovers", ref.claimId);
    await act(input);
    deliverSoon();
    return redirect(pathOf(locale, at, { said }));
  });
}
