"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { instantIn } from "@/lib/core/zone";
import { enterReading } from "@/lib/promos/numbers/readings";
import { enteredLeadsInput, type ReadingInput, readingInput } from "@/lib/referrals/input";
import { enterLeads, removeEnteredLead } from "@/lib/referrals/leads";
import { campaignOf, whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** Enters leads that came past our links. */
export async function addLeads(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, enteredLeadsInput, form, async (input) => {
    const { id } = await campaignOf(actor, place.campaign);
    const { entered } = await enterLeads(actor, id, input);
    return goBack(place, { done: "leadsEntered", count: entered });
  });
}

/** Takes back what was entered by mistake. */
export async function removeLead(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ lead: z.uuid("fields.choose") }), form, async ({ lead }) => {
    await removeEnteredLead(actor, lead);
    return goBack(place, { done: "leadRemoved" });
  });
}

/** Enters a number from elsewhere; its time is a clock time of the community. */
export async function addReading(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const toInstant = (text: string | undefined) => text && (instantIn(text, community.timeZone)?.toISOString() ?? text);
  const readingForm = z
    .record(z.string(), z.string())
    .transform(({ at: typed, value, ...rest }) => ({
      ...rest,
      value: value?.replace(/\s/g, "") || undefined,
      at: toInstant(typed) ?? "",
    }))
    .pipe(readingInput as z.ZodType<ReadingInput, { value: string | undefined; at: string }>);
  return runForm(place.locale, readingForm, form, async (input) => {
    const { id } = await campaignOf(actor, place.campaign);
    await enterReading(actor, id, input);
    return goBack(place, { done: "readingEntered" });
  });
}
