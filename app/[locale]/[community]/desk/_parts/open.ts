import { notFound } from "next/navigation";
import { connection } from "next/server";
import { localeOf } from "@/app/_web/language";
import { communityOf, requirePerson, requireStaff } from "@/app/_web/session";
import type { Community } from "@/db/schema";
import { listDeskCampaigns, type PublicCampaign } from "@/lib/catalog/queries";
import { isRunning } from "@/lib/catalog/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import type { Permission, PersonActor } from "@/lib/identity/actor";
import { deskHref, type Place, readPlace } from "./place";

export type Search = Record<string, string | string[] | undefined>;

export type Desk = {
  locale: Locale;
  community: Community;
  actor: PersonActor;
  campaigns: PublicCampaign[];
  /** The address's query, one value a name. */
  query: Record<string, string>;
  place: Place;
  now: Date;
};

type DeskRequest = {
  params: Promise<{ locale: string; community: string }>;
  searchParams?: Promise<Search>;
};

/** Opens a page of the desk for whoever has the permission; to others it does not exist. */
export async function openDesk(
  { params, searchParams }: DeskRequest,
  permission: Permission,
  section = "",
): Promise<Desk> {
  await connection();
  const locale = await localeOf(params);
  const { community: slug } = await params;
  const query = oneValueEach((await searchParams) ?? {});
  const community = await communityOf(slug);
  const backTo = deskHref({ locale, community: slug }, section, query);
  const actor = await requireStaff(community.id, permission, locale, backTo);
  const campaigns = await listDeskCampaigns(actor);
  return { locale, community, actor, campaigns, query, place: { locale, community: slug }, now: new Date() };
}

/** The same for a page about one campaign: the one in the address, or the one that runs. Without any, the page has none. */
export async function openCampaignDesk(
  request: DeskRequest,
  permission: Permission,
  section: string,
): Promise<Desk & { campaign: PublicCampaign | undefined }> {
  const desk = await openDesk(request, permission, section);
  const { campaigns, query, now } = desk;
  const campaign = query.campaign
    ? (campaigns.find(({ slug }) => slug === query.campaign) ?? notFound())
    : (campaigns.find((each) => isRunning(each, now)) ?? campaigns[0]);
  return { ...desk, campaign, place: { ...desk.place, campaign: campaign?.slug } };
}

/** Who pressed a button of the desk. What they may do is decided in lib. */
export async function whoActs(unread: Place): Promise<{ place: Place; community: Community; actor: PersonActor }> {
  const place = readPlace(unread);
  const community = await communityOf(place.community);
  const actor = await requirePerson(community.id, place.locale, deskHref(place));
  return { place, community, actor };
}

/** The campaign an action is about. One that is not there, or not shown to this person, does not exist. */
export async function campaignOf(actor: PersonActor, slug: string | undefined): Promise<PublicCampaign> {
  const campaigns = await listDeskCampaigns(actor);
  return campaigns.find((campaign) => campaign.slug === slug) ?? notFound();
}

function oneValueEach(search: Search): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => {
      const one = Array.isArray(value) ? value[0] : value;
      return one === undefined ? [] : [[name, one.slice(0, 500)]];
    }),
  );
}
