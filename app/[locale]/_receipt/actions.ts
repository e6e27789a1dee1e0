"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import type { Locale } from "@/lib/core/i18n/locale";
import { receiptWords } from "@/lib/core/i18n/messages/receipt";
import { setPublicName } from "@/lib/donations/pledge";
import { nameInput } from "@/lib/identity/input";
import { countAgainst } from "@/lib/identity/limits";
import { donationOfPage, type PrivatePage } from "./donation-of-page";

/** Puts the donor's name into the public list of donors, changes it, or takes it out: `leave` is the button that does. */
export async function publicNameAction(
  locale: Locale,
  page: PrivatePage,
  token: string,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const found = await donationOfPage(page, token);
  if (!found) notFound();
  const { actor, ref } = found;
  const isLeaving = form.has("leave");
  const input = z.object({ publicName: isLeaving ? z.string().optional() : nameInput });
  return runForm(locale, input, form, async ({ publicName = "" }) => {
    await countAgainst("publicNames", ref.donationId);
    changed(await setPublicName(actor, ref, isLeaving ? null : publicName));
    return receiptWords(locale)(isLeaving ? "name.left" : "name.shown");
  });
}
