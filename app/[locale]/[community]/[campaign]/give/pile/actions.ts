"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { actorIn } from "@/app/_web/session";
import { saidIn, sourceOf } from "@/app/_web/source";
import { pilePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { lookUpPile } from "@/lib/catalog/editions/lookup";
import { collectPile, mayPile } from "@/lib/catalog/pile/collect";
import { dropPile, sayOfPile } from "@/lib/catalog/pile/draft";
import { listPile, reviewPile } from "@/lib/catalog/pile/list";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { log } from "@/lib/core/log";
import { type Actor, isMember } from "@/lib/identity/actor";
import { countAgainst } from "@/lib/identity/limits";
import { PAGE_ROWS } from "./_pile/pages";
import { typedIn } from "./_pile/typed";

type At = { community: string; campaign: string };

const collected = z.object({
  text: z.string().max(200_000, "fields.tooLong").default(""),
  into: z.string().max(100).optional(),
});

/** Keeps the pile and leads to its review; what the books are is looked up after the answer is out. */
export async function collectAction(locale: Locale, at: At, _: FormState, form: FormData): Promise<FormState> {
  const { campaign, actor } = await whoPiles(at);
  return runForm(locale, collected, form, async ({ into }) => {
    await countPile(actor);
    const file = form.get("table");
    const table = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
    const text = String(form.get("text") ?? "");
    const name = await collectPile(actor, { campaignId: campaign.id, text, table, into });
    lookUpLater(actor, campaign, name);
    return redirect(reviewHref(locale, campaign, { pile: name }));
  });
}

/** Everything the review's buttons do. Whatever it is, what was typed is kept first. */
export async function pileAction(
  locale: Locale,
  at: At,
  pile: string,
  page: number,
  _: FormState,
  form: FormData,
): Promise<FormState> {
  const { campaign, actor } = await whoPiles(at);
  return runForm(locale, z.object({ step: z.string().max(20).default("") }), form, async ({ step }) => {
    const name = pile.slice(0, 100);
    if (step === "drop") {
      await dropPile(mayPile(actor), name);
      return redirect(reviewHref(locale, campaign, { dropped: "1" }));
    }
    await sayOfPile(mayPile(actor), campaign.id, name, typedIn(form));
    if (step === "more") return redirect(reviewHref(locale, campaign, { into: name }));
    const turned = /^page-(\d{1,3})$/.exec(step)?.[1];
    if (turned) return redirect(reviewHref(locale, campaign, { pile: name, page: turned }));
    if (step !== "publish") {
      lookUpLater(actor, campaign, name);
      return redirect(reviewHref(locale, campaign, { pile: name, page: String(page) }));
    }

    await countPile(actor);
    const source = sourceOf(await headers(), saidIn(form));
    const { added, failed } = await listPile(actor, { campaignId: campaign.id, name, source });
    if (added > 0) changed({ campaignId: campaign.id });
    const query = { pile: name, done: String(added), ...(failed.length > 0 && { checked: "1" }) };
    const first = failed[0] && (await placeOf(actor, campaign, name, failed[0].key));
    return redirect(reviewHref(locale, campaign, { ...query, ...(first && { page: String(first) }) }));
  });
}

async function whoPiles(at: At): Promise<{ campaign: PublicCampaign; actor: Actor }> {
  const campaign = await findCampaign(String(at.community), String(at.campaign));
  if (!campaign) notFound();
  return { campaign, actor: await actorIn(campaign.communityId) };
}

async function countPile(actor: Actor): Promise<void> {
  if (isMember(actor)) await countAgainst("piles", actor.personId);
}

/** The page of a review that a row stands on. */
async function placeOf(actor: Actor, campaign: PublicCampaign, name: string, key: string): Promise<number> {
  const { rows } = await reviewPile(actor, campaign, name);
  return Math.floor(rows.findIndex((row) => row.key === key) / PAGE_ROWS) + 1;
}

function lookUpLater(actor: Actor, campaign: PublicCampaign, name: string): void {
  after(async () => {
    try {
      const { unheard } = await reviewPile(actor, campaign, name);
      await lookUpPile(unheard);
    } catch (error) {
      log.error({ err: error }, "a pile's titles were not looked up");
    }
  });
}

function reviewHref(locale: Locale, campaign: PublicCampaign, query: Record<string, string>): Route {
  return `/${locale}${pilePath(campaign)}?${new URLSearchParams(query)}` as Route;
}
