import { notFound } from "next/navigation";
import { z } from "zod";
import { NO_FILTERS } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { Link } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { findLinkForDesk, listHosts, listLinks } from "@/lib/referrals/links";
import { campaignSources } from "@/lib/reports/sources";
import { openDesk, type Search } from "../../_parts/open";

export type LinkClicks = { clicks: number; botClicks: number };

/** The clicks of each placed link of a campaign, of all time. */
export async function clicksOf(actor: PersonActor, campaign: PublicCampaign): Promise<Map<string, LinkClicks>> {
  const { rows } = await campaignSources(actor, campaign.id, { touch: "last" });
  return new Map(rows.flatMap(({ linkId, clicks, botClicks }) => (linkId ? [[linkId, { clicks, botClicks }]] : [])));
}

type LinkRequest = {
  params: Promise<{ locale: string; community: string; id: string }>;
  searchParams: Promise<Search>;
};

/** Opens a page about one link. One that is not there, not of this community or of a campaign that is not shown does not exist. */
export async function openLink(request: LinkRequest, page = "") {
  const { id } = await request.params;
  const desk = await openDesk(
    request,
    "links.manage",
    ["links", encodeURIComponent(id), page].filter(Boolean).join("/"),
  );
  const link = z.uuid().safeParse(id).success ? await found(desk.actor, id) : notFound();
  const campaign = desk.campaigns.find((each) => each.id === link.campaignId) ?? notFound();
  return { desk: { ...desk, campaign, place: { ...desk.place, campaign: campaign.slug } }, link };
}

async function found(actor: PersonActor, id: string): Promise<Link> {
  try {
    return await findLinkForDesk(actor, id);
  } catch (error) {
    if (error instanceof Refusal) notFound();
    throw error;
  }
}

const BOOKS_SUGGESTED = 200;

/** What the form of a link suggests. */
export async function loadForm(actor: PersonActor, campaign: PublicCampaign, now: Date) {
  const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
  const [links, hosts, { items: books }] = await Promise.all([
    listLinks(actor, campaign.id),
    listHosts(actor),
    listBooks(shelf, NO_FILTERS, { limit: BOOKS_SUGGESTED, after: null }, now),
  ]);
  return { links, hosts, books };
}
