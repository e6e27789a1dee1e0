"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { eraseForm } from "@/app/[locale]/_data/input";
import { Refusal } from "@/lib/core/refusal";
import { erasePerson } from "@/lib/privacy/erase";
import { whoActs } from "../../_parts/open";
import { goBack, type Place } from "../../_parts/place";

/** An organizer erases somebody who asked for it. */
export async function erase(at: Place, unread: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, eraseForm, form, async ({ freeBooks }) => {
    const personId = z.guid().safeParse(unread).data;
    if (!personId) throw new Refusal("identity.notFound");
    const { campaignIds, bookIds } = await erasePerson(actor, { personId, freeBooks });
    for (const campaignId of campaignIds) changed({ campaignId });
    for (const bookId of bookIds) changed({ bookId });
    changed({ site: true }); // who answers for the data stands on the page about privacy
    return goBack(place, { done: "personErased" });
  });
}
