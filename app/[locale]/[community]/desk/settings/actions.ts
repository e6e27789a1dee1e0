"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { editCampaign, openCampaign } from "@/lib/catalog/campaigns";
import { type CampaignInput, campaignInput, fromForm } from "@/lib/catalog/input";
import { instantIn } from "@/lib/core/zone";
import { campaignOf, whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** Changes the campaign's settings. */
export async function saveCampaign(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, campaignFromForm(community.timeZone), form, async (input) => {
    const { id } = await campaignOf(actor, place.campaign);
    const campaign = await editCampaign(actor, id, input);
    changed({ campaignId: id, site: true });
    return goBack({ ...place, campaign: campaign.slug, back: "settings" }, { done: "settings" });
  });
}

/** Makes a campaign; as a draft it is for organizers' eyes alone. */
export async function makeCampaign(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, campaignFromForm(community.timeZone), form, async (input) => {
    const campaign = await openCampaign(actor, input);
    changed({ campaignId: campaign.id, site: true });
    const done = campaign.status === "draft" ? "draft" : "opened";
    return goBack({ ...place, campaign: campaign.slug, back: "settings" }, { done });
  });
}

/** Shows a draft to everyone. */
export async function publish(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({}), form, async () => {
    const campaign = await campaignOf(actor, place.campaign);
    const { fund, ...rest } = campaign;
    const input: CampaignInput = { ...campaignInput.parse({ ...rest, fund }), status: "open" };
    await editCampaign(actor, campaign.id, input);
    changed({ campaignId: campaign.id, site: true });
    return goBack({ ...place, back: "settings" }, { done: "opened" });
  });
}

/** A form's dates are clock times of the community; an unticked box is a no. */
function campaignFromForm(timeZone: string): z.ZodType<CampaignInput> {
  const toInstant = (text: string | undefined) => (text ? (instantIn(text, timeZone)?.toISOString() ?? text) : text);
  return z
    .record(z.string(), z.string())
    .transform(
      ({ opensAt, closesAt, allowsCash, ...rest }): Record<string, string> => ({
        ...rest,
        allowsCash: allowsCash ?? "",
        opensAt: toInstant(opensAt) ?? "",
        closesAt: toInstant(closesAt) ?? "",
      }),
    )
    .pipe(fromForm(campaignInput) as z.ZodType<CampaignInput, Record<string, string>>);
}
