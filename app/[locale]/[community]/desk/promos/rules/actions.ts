"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { leadInput, ruleInput } from "@/lib/promos/placements/input";
import { overrideRule, restoreRule, setLead } from "@/lib/promos/placements/settings";
import { whoActs } from "../../_parts/open";
import { goBack, type Place } from "../../_parts/place";

const BACK = "promos/rules";

/** How many hours ahead a network needs content. */
export async function saveLead(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, leadInput, form, async (input) => {
    await setLead(actor, input);
    return goBack({ ...place, back: BACK }, { done: "leadSaved" });
  });
}

/** The community's own value of a rule. */
export async function saveRule(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, ruleInput, form, async (input) => {
    await overrideRule(actor, input);
    return goBack({ ...place, back: BACK }, { done: "ruleSaved", rule: ruleId(input) });
  });
}

const oneRule = z.object({ network: z.string().max(60), format: z.string().max(60), rule: z.string().max(40) });

/** Back to the value that came. */
export async function dropRule(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, oneRule, form, async (input) => {
    await restoreRule(actor, input);
    return goBack({ ...place, back: BACK }, { done: "ruleRestored", rule: ruleId(input) });
  });
}

/** The format that stays unfolded. */
const ruleId = ({ network, format }: { network: string; format: string }) => `${network}/${format}`;
