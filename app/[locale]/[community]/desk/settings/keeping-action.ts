"use server";

import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { changeKeeping, type Keeping, keepingInput } from "@/lib/identity/keeping";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** Changes for how long personal data is kept; the page about privacy says so at once. */
export async function saveKeeping(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm<Keeping>(place.locale, keepingInput, form, async (input) => {
    await changeKeeping(actor, input);
    changed({ site: true });
    return goBack(place, { done: "settings" });
  });
}
