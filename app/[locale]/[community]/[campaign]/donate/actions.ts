"use server";

import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { saidIn, sourceOf } from "@/app/_web/source";
import { addressOf } from "@/app/_web/visitor";
import { withAmount } from "@/app/[locale]/[community]/[campaign]/books/[code]/amount";
import { findCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { guestPledgeForm, memberPledgeForm } from "@/lib/donations/input";
import { type PledgeDonation, pledgeDonation } from "@/lib/donations/pledge";
import type { Actor } from "@/lib/identity/actor";
import { addressClass, countAgainst } from "@/lib/identity/limits";

/** Promises a donation without a book, and leads to the private page it is paid from. */
export async function donateAction(
  locale: Locale,
  community: string,
  campaignSlug: string,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const campaign = await findCampaign(community, campaignSlug);
  if (!campaign) notFound();
  const actor = await actorIn(campaign.communityId);
  const typed = withAmount(form);
  const source = sourceOf(await headers(), saidIn(form));
  const pledge = { campaignId: campaign.id, locale, source };
  if (actor.kind === "person")
    return runForm(locale, memberPledgeForm, typed, ({ amount: amountMinor, ...input }) =>
      promise(actor, { ...pledge, ...input, amountMinor }),
    );
  return runForm(locale, guestPledgeForm, typed, ({ amount: amountMinor, consent: _given, name, email, ...input }) =>
    promise(actor, { ...pledge, ...input, amountMinor, contact: { name, email, locale } }),
  );
}

async function promise(actor: Actor, input: PledgeDonation): Promise<never> {
  await countAgainst("pledges", actor.personId ?? input.contact?.email);
  if (!actor.personId) await countAgainst("pledgesPerNetwork", addressClass(addressOf(await headers())));
  const { token } = await pledgeDonation(actor, input);
  deliverSoon();
  redirect(`/${input.locale}/donations/${token}`);
}
