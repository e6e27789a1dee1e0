"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { addressOf } from "@/app/_web/visitor";
import { bookPath, campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findBook, findCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { shareLink } from "@/lib/referrals/links";
import { SHARED_IN, sharePath } from "./networks";

const shareForm = z.object({ network: z.enum(SHARED_IN, "fields.choose") });

/** Makes a reader's own link to a campaign or a book of it, for the place whose button was pressed. Anyone may. */
export async function shareAction(
  locale: Locale,
  community: string,
  campaignSlug: string,
  bookCode: string | undefined,
  _before: FormState,
  form: FormData,
): Promise<FormState> {
  const campaign = await findCampaign(community, campaignSlug);
  if (!campaign) notFound();
  const book = bookCode ? await findBook(campaign.communityId, campaign.id, bookCode) : undefined;
  const path = book ? bookPath(campaign, book.code) : campaignPath(campaign);
  const actor = await actorIn(campaign.communityId);
  return runForm(locale, shareForm, form, async ({ network }) => {
    if (actor.personId) await countAgainst("shares", actor.personId);
    else await countAgainst("sharesPerNetwork", addressClass(addressOf(await headers())));
    const { code } = await shareLink(actor, { campaignId: campaign.id, path, network });
    redirect(`/${locale}${sharePath(campaign, { book: book?.code, link: code })}` as Route);
  });
}
