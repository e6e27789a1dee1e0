"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { actorIn, communityOf } from "@/app/_web/session";
import { receiveBook } from "@/lib/claims/commands";
import { findClaimRef } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";

/** The giver says that the reader has the book. */
export async function handedOverAction(
  locale: Locale,
  slug: string,
  claimCode: string,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const community = await communityOf(slug);
  const actor = await actorIn(community.id);
  return runForm(locale, z.object({}), form, async () => {
    const ref = await findClaimRef(actor, claimCode);
    if (!ref) throw new Refusal("claims.notFound");
    changed(await receiveBook(actor, ref));
    return redirect(`/${locale}/${slug}/me?done=handedOver`);
  });
}
