"use server";

import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { reopenCampaign } from "@/lib/catalog/closing";
import { copyCampaign, copyInput } from "@/lib/catalog/copy";
import { reasonInput } from "@/lib/catalog/input";
import { moveLeftovers } from "@/lib/catalog/leftovers";
import { instantIn } from "@/lib/core/zone";
import { closeCampaign, thankForCampaign } from "@/lib/reports/closing";
import { campaignOf, whoActs } from "../../../_parts/open";
import { goBack, type Place } from "../../../_parts/place";

const closeForm = z.object({ sendThanks: z.string().optional() });

/** Closes the campaign. */
export async function close(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, closeForm, form, async ({ sendThanks }) => {
    const { id: campaignId } = await campaignOf(actor, place.campaign);
    await closeCampaign(actor, { campaignId, sendThanks: sendThanks !== undefined });
    deliverSoon();
    return backHere(place, campaignId, { done: "closed" });
  });
}

/** Opens it again, with a reason. */
export async function reopen(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const reason = reasonInput.pipe(z.string().min(1, "fields.required"));
  return runForm(place.locale, z.object({ reason }), form, async ({ reason }) => {
    const { id: campaignId } = await campaignOf(actor, place.campaign);
    await reopenCampaign(actor, { campaignId, reason });
    return backHere(place, campaignId, { done: "reopened" });
  });
}

/** Sends the letters of thanks of a campaign that was closed without them. */
export async function thank(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({}), form, async () => {
    const { id: campaignId } = await campaignOf(actor, place.campaign);
    await thankForCampaign(actor, campaignId);
    deliverSoon();
    return backHere(place, campaignId, { done: "thanksAsked" });
  });
}

/** Makes the next campaign from this one's settings, and goes on with its draft. */
export async function copy(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, copyForm(community.timeZone), form, async (input) => {
    const { id } = await campaignOf(actor, place.campaign);
    const { campaign, moved } = await copyCampaign(actor, id, input);
    changed({ campaignId: id, site: true });
    return goBack({ ...place, campaign: campaign.slug, back: "settings" }, { done: "copied", count: moved });
  });
}

/** Lists what is left in a campaign that was copied from this one. */
export async function move(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ to: z.string().max(60) }), form, async ({ to }) => {
    const { id: fromId } = await campaignOf(actor, place.campaign);
    const { id: toId } = await campaignOf(actor, to);
    const count = await moveLeftovers(actor, { fromId, toId });
    changed({ campaignId: toId });
    return backHere(place, fromId, { done: "leftoversMoved", count });
  });
}

/** The campaign is in the page's address already. */
function backHere(place: Place, campaignId: string, query: { done: string; count?: number }): never {
  changed({ campaignId, site: true });
  return goBack({ ...place, campaign: undefined }, query);
}

/** A form's dates are clock times of the community. */
function copyForm(timeZone: string) {
  const instant = (text: string | undefined) => (text ? (instantIn(text, timeZone)?.toISOString() ?? text) : "");
  return z
    .record(z.string(), z.string())
    .transform(
      ({ opensAt, closesAt, ...rest }): Record<string, string> => ({
        ...rest,
        opensAt: instant(opensAt),
        closesAt: instant(closesAt),
      }),
    )
    .pipe(copyInput as z.ZodType<z.output<typeof copyInput>, Record<string, string>>);
}
