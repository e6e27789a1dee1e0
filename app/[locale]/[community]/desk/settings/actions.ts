"use server";

import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { editCampaign, openCampaign, publishCampaign } from "@/lib/catalog/campaigns";
import {
  type CampaignInput,
  type CampaignSettings,
  campaignInput,
  campaignSettingsInput,
  fromForm,
  fundInput,
} from "@/lib/catalog/input";
import { cancelRequisites, changeRequisites } from "@/lib/catalog/requisites";
import { instantIn } from "@/lib/core/zone";
import { campaignOf, whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** Changes the campaign's settings. */
export async function saveCampaign(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, settingsFromForm(community.timeZone), form, async (input) => {
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
    await publishCampaign(actor, campaign.id);
    changed({ campaignId: campaign.id, site: true });
    return goBack({ ...place, back: "settings" }, { done: "opened" });
  });
}

/** Asks for other requisites of the fund, which hold a day later; in a draft that is still being set up, at once. */
export async function saveRequisites(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, fundInput, form, async (fund) => {
    const { id } = await campaignOf(actor, place.campaign);
    const became = await changeRequisites(actor, id, fund);
    if (became === "waits") deliverSoon();
    if (became === "changed") changed({ campaignId: id, site: true });
    const done = { same: "requisitesSame", waits: "requisitesWait", changed: "settings" }[became];
    return goBack({ ...place, back: "settings" }, { done });
  });
}

/** Stops a change of the requisites that waits. */
export async function keepRequisites(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ change: z.guid("fields.choose") }), form, async ({ change }) => {
    await cancelRequisites(actor, change);
    return goBack({ ...place, back: "settings" }, { done: "requisitesKept" });
  });
}

type FromForm<Input> = z.ZodType<Input, Record<string, string>>;

const campaignFromForm = (timeZone: string): FromForm<CampaignInput> => datesIn(timeZone, fromForm(campaignInput));
const settingsFromForm = (timeZone: string): FromForm<CampaignSettings> =>
  datesIn(timeZone, fromForm(campaignSettingsInput));

/** A form's dates are clock times of the community; an unticked box is a no. */
function datesIn<Input>(timeZone: string, schema: z.ZodType<Input>): FromForm<Input> {
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
    .pipe(schema as FromForm<Input>);
}
