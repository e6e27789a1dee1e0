import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { type Community, memberships, people } from "@/db/schema";
import { listCampaigns } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import { cardsOf } from "@/lib/donations/card/providers";

export type Service = "stripe" | "mono" | "monoStatement" | "telegram" | "novaPoshta" | "libraries";

/**
 * What the page about privacy and money is made of: the settings as they are at this moment, who answers for the data by name and role,
 * the funds of the campaigns with the ways to pay, and the outside services that are switched on here.
 */
export async function privacyFacts(community: Community, now = new Date()) {
  const [campaigns, staff] = await Promise.all([listCampaigns(community.slug, now), staffOf(community.id)]);
  const shown = campaigns.map((campaign) => ({
    id: campaign.id,
    slug: campaign.slug,
    name: campaign.name,
    fund: campaign.fund,
    confirmHours: campaign.confirmHours,
    guestHoldHours: campaign.guestHoldHours,
    allowsCash: campaign.allowsCash,
    cards: cardsOf(campaign) ? campaign.cards : null,
    closesAt: campaign.closesAt,
    isClosed: campaign.status === "closed",
  }));
  return {
    contactDays: community.contactDays,
    proofDays: community.proofDays,
    staff,
    campaigns: shown,
    services: servicesOf(shown.map(({ cards }) => cards)),
  };
}
export type PrivacyFacts = Awaited<ReturnType<typeof privacyFacts>>;

function servicesOf(cards: readonly (string | null)[]): Service[] {
  const isOn: Record<Service, boolean> = {
    stripe: cards.includes("stripe"),
    mono: cards.includes("mono"),
    monoStatement: env.MONO_PERSONAL_TOKEN !== undefined,
    telegram: env.TELEGRAM_TOKEN !== undefined,
    novaPoshta: env.NOVA_POSHTA_KEY !== undefined,
    libraries: env.ISBN_LOOKUP,
  };
  return (Object.keys(isOn) as Service[]).filter((service) => isOn[service]);
}

/** Names alone: whoever answers for other people's data is named to them. */
async function staffOf(communityId: string) {
  const rows = await db
    .select({ name: people.name, role: memberships.role })
    .from(memberships)
    .innerJoin(people, and(eq(people.communityId, memberships.communityId), eq(people.id, memberships.personId)))
    .where(
      and(
        eq(memberships.communityId, communityId),
        inArray(memberships.role, ["organizer", "treasurer"]),
        isNull(people.erasedAt),
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(50);
  const named = (role: "organizer" | "treasurer") => rows.filter((row) => row.role === role).map(({ name }) => name);
  return { organizers: named("organizer"), treasurers: named("treasurer") };
}
