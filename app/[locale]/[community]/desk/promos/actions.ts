"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { cancelPromo, measurePromo, reportPromo, revivePromo, reworkPromo, startPromo } from "@/lib/promos/commands";
import { copyPromo } from "@/lib/promos/copying";
import { copyPromoInput, makePromoInput, reasonInput } from "@/lib/promos/input";
import { makePromo } from "@/lib/promos/make";
import { agreePromo } from "@/lib/reports/quoting";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";
import { datesIn } from "./_promos/clock";
import { promoOf } from "./_promos/open";

const DATES = ["startsAt", "endsAt", "heldAt"];

/** Makes a promo from its template. */
export async function make(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const { locale } = place;
  const schema = makePromoInput.omit({ fromTemplate: true, locale: true });
  return runForm(locale, datesIn(community.timeZone, DATES, schema), form, async (input) => {
    const { id } = await makePromo(actor, { ...input, fromTemplate: true, locale });
    return goBack({ ...place, back: `promos/${id}` }, { done: "promoMade" });
  });
}

/** Makes a promo from an older one. */
export async function copy(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const schema = copyPromoInput.extend({ promo: z.uuid("fields.choose") });
  return runForm(place.locale, datesIn(community.timeZone, ["startsAt"], schema), form, async ({ promo, ...input }) => {
    const { id } = await copyPromo(actor, promo, input);
    return goBack({ ...place, back: `promos/${id}` }, { done: "promoCopied" });
  });
}

const STEPS = {
  agree: { run: agreePromo, done: "promoAgreed" },
  start: { run: startPromo, done: "promoStarted" },
  measure: { run: measurePromo, done: "promoMeasuring" },
  report: { run: reportPromo, done: "promoReported" },
  rework: { run: reworkPromo, done: "promoBack" },
  revive: { run: revivePromo, done: "promoRevived" },
} as const;
export type Step = keyof typeof STEPS;

const stepForm = z.object({ step: z.enum(Object.keys(STEPS) as [Step, ...Step[]], "fields.choose") });

/** Takes a promo to its next state, or back: which is said by the button that was pressed. */
export async function takeStep(at: Place, promoId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, stepForm, form, async ({ step }) => {
    const { id } = await promoOf(actor, promoId);
    await STEPS[step].run(actor, id);
    return goBack({ ...place, back: `promos/${id}` }, { done: STEPS[step].done });
  });
}

/** Calls a promo off. */
export async function cancel(at: Place, promoId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, reasonInput, form, async ({ reason }) => {
    const { id } = await promoOf(actor, promoId);
    await cancelPromo(actor, id, reason);
    return goBack({ ...place, back: `promos/${id}` }, { done: "promoCancelled" });
  });
}
