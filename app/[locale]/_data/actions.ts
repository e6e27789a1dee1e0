"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { countAgainst } from "@/lib/identity/limits";
import { erasePerson } from "@/lib/privacy/erase";
import { eraseForm } from "./input";
import { type DataAt, whoseData } from "./whose";

/** A person erases themselves. */
export async function eraseAction(locale: Locale, at: DataAt, _: FormState, form: FormData): Promise<FormState> {
  const { actor, isProved, communitySlug } = await whoseData(locale, at);
  return runForm(locale, eraseForm, form, async ({ freeBooks }) => {
    if (!isProved) throw new Refusal("privacy.proveFirst");
    await countAgainst("erasings", actor.personId);
    const { campaignIds, bookIds, isKnownElsewhere } = await erasePerson(actor, {
      personId: actor.personId,
      freeBooks,
    });
    for (const campaignId of campaignIds) changed({ campaignId });
    for (const bookId of bookIds) changed({ bookId });
    const query = new URLSearchParams({ community: communitySlug, ...(isKnownElsewhere && { elsewhere: "1" }) });
    redirect(`/${locale}/data/erased?${query}` as Route);
  });
}
