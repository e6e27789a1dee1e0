"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { endReportShare, reportShareInput, shareReport } from "@/lib/promos/report-shares";
import { freezeReport, learnedInput, thawReport, writeLearned } from "@/lib/reports/promos/freezing";
import { whoActs } from "../../../_parts/open";
import { goBack, type Place } from "../../../_parts/place";

const nothing = z.object({});

/** Keeps the report as it stands. */
export async function freezeAction(at: Place, promo: string, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, nothing, form, async () => {
    await freezeReport(actor, promo);
    return goBack(place, { done: "reportFrozen" });
  });
}

/** Lets the report follow the facts again. */
export async function thawAction(at: Place, promo: string, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, nothing, form, async () => {
    await thawReport(actor, promo);
    return goBack(place, { done: "reportThawed" });
  });
}

/** What was learned. */
export async function learnedAction(at: Place, promo: string, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, learnedInput, form, async ({ learned }) => {
    await writeLearned(actor, promo, learned);
    return goBack(place, { done: "learnedSaved" });
  });
}

/** A private address of the report. */
export async function shareAction(at: Place, promo: string, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, reportShareInput, form, async (input) => {
    await shareReport(actor, promo, input);
    return goBack(place, { done: "reportShared" });
  });
}

/** Ends such an address. */
export async function endShareAction(at: Place, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ share: z.uuid("fields.choose") }), form, async ({ share }) => {
    await endReportShare(actor, share);
    return goBack(place, { done: "reportShareEnded" });
  });
}
