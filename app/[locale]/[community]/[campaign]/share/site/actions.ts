"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { addressOf } from "@/app/_web/visitor";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { EMBED_VIEWS, embedNetwork } from "@/app/embed/_embed/addresses";
import { findCampaign } from "@/lib/catalog/queries";
import { LOCALES, type Locale } from "@/lib/core/i18n/locale";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { shareLink } from "@/lib/referrals/links";
import { normaliseTag } from "@/lib/referrals/vocabulary";
import { sitePath } from "./paths";

const siteForm = z.object({
  view: z.enum(EMBED_VIEWS, "fields.choose"),
  lang: z.enum(LOCALES, "fields.choose"),
  site: z
    .string()
    .max(60, "fields.tooLong")
    .refine((text) => normaliseTag(text) !== "", "fields.required"),
});

/** Makes the link that a site's widget counts by, and shows the code that carries it. Anyone may. */
export async function siteAction(
  locale: Locale,
  community: string,
  campaignSlug: string,
  _before: FormState,
  form: FormData,
): Promise<FormState> {
  const campaign = await findCampaign(community, campaignSlug);
  if (!campaign) notFound();
  const actor = await actorIn(campaign.communityId);
  return runForm(locale, siteForm, form, async ({ view, lang, site }) => {
    if (actor.personId) await countAgainst("shares", actor.personId);
    else await countAgainst("sharesPerNetwork", addressClass(addressOf(await headers())));
    const shared = { campaignId: campaign.id, path: campaignPath(campaign), network: embedNetwork(site) };
    const { code } = await shareLink(actor, shared);
    redirect(`/${locale}${sitePath(campaign, { view, lang, link: code })}#code` as Route);
  });
}
