"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { addressOf } from "@/app/_web/visitor";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { startDonationCheckout } from "@/lib/donations/card/checkout";
import { donationByToken, findPlainDonation } from "@/lib/donations/pledge";
import { addressClass, countAgainst } from "@/lib/identity/limits";

/** Leads on to the provider's page. Money that comes a second time goes back. */
export async function checkoutAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const found = await donationByToken(token);
  if (!found) notFound();
  const { actor, ref } = found;
  return runForm(locale, z.object({}), form, async () => {
    await countAgainst("checkouts", ref.donationId);
    await countAgainst("checkoutsPerNetwork", addressClass(addressOf(await headers())));
    return redirect(await wherePaid());
  });

  async function wherePaid(): Promise<Route> {
    try {
      return (await startDonationCheckout(actor, ref, { lateChoice: "refund", locale })) as Route;
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "donations.alreadyPaid")) throw error;
      const { campaignId } = await findPlainDonation(ref);
      changed({ campaignId });
      return `/${locale}/donations/${token}` as Route;
    }
  }
}
