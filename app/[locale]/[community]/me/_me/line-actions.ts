"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { actorIn, communityOf } from "@/app/_web/session";
import { leaveLine } from "@/lib/claims/waiting/commands";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";

/** Somebody waits for a book no more. */
export async function leaveLineAction(
  locale: Locale,
  slug: string,
  waitId: string,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const community = await communityOf(slug);
  const actor = await actorIn(community.id);
  return runForm(locale, z.object({}), form, async () => {
    if (!z.uuid().safeParse(waitId).success) throw new Refusal("claims.waitNotFound");
    changed(await leaveLine(actor, { communityId: community.id, waitId }));
    deliverSoon();
    return redirect(`/${locale}/${slug}/me?said=leftLine`);
  });
}
