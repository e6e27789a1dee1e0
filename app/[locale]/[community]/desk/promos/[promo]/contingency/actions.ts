"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { instantIn } from "@/lib/core/zone";
import {
  changeContingency,
  dropContingency,
  planContingency,
  settleContingency,
} from "@/lib/promos/contingency/commands";
import { type ContingencyInput, contingencyInput, outcomeInput } from "@/lib/promos/contingency/input";
import { whoActs } from "../../../_parts/open";
import { goBack, type Place } from "../../../_parts/place";

/** A line of the plan as the form sends it: its moment is a clock time of the community. */
function lineForm(timeZone: string) {
  return z
    .record(z.string(), z.string())
    .transform(({ checkAt, threshold, ...rest }) => ({
      ...rest,
      threshold: threshold?.replace(/[\s\u00A0\u202F]/g, ""),
      checkAt: checkAt ? (instantIn(checkAt, timeZone)?.toISOString() ?? checkAt) : "",
    }))
    .pipe(contingencyInput as z.ZodType<ContingencyInput, { threshold: string | undefined; checkAt: string }>);
}

/** Adds a line, or changes the one named. */
export async function lineAction(
  at: Place,
  { promo, line }: { promo: string; line?: string },
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, lineForm(community.timeZone), form, async (input) => {
    if (line) await changeContingency(actor, line, input);
    else await planContingency(actor, promo, input);
    return goBack(place, { done: "planLineSaved" });
  });
}

/** Takes a line out of the plan. */
export async function dropAction(at: Place, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ line: z.uuid("fields.choose") }), form, async ({ line }) => {
    await dropContingency(actor, line);
    return goBack(place, { done: "planLineRemoved" });
  });
}

/** What came of a line that fired. */
export async function settleAction(at: Place, line: string, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, outcomeInput, form, async (input) => {
    await settleContingency(actor, line, input);
    return goBack(place, { done: "planLineSettled" });
  });
}
