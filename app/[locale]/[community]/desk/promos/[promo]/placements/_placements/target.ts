import type { PublicCampaign } from "@/lib/catalog/queries";

export const PAGES = ["none", "campaign", "catalog", "community", "address"] as const;
export type Page = (typeof PAGES)[number];

/** The pages of ours a placement of this promo may lead to. Without a campaign there is the community's. */
export function pagesFor(campaign: PublicCampaign | undefined): readonly Page[] {
  return campaign ? PAGES : PAGES.filter((page) => page !== "campaign" && page !== "catalog");
}

/** The address of a chosen page; what was typed where it is another address. */
export function addressFor(
  page: Page,
  typed: string,
  { community, campaign }: { community: string; campaign: PublicCampaign | undefined },
): string {
  const home = `/${community}`;
  if (page === "none") return "";
  if (page === "address") return typed.trim();
  if (page === "community" || !campaign) return home;
  return page === "campaign" ? `${home}/${campaign.slug}` : `${home}/${campaign.slug}/books`;
}

/** Which of the pages a stored target is. */
export function pageOf(
  target: string | null,
  place: { community: string; campaign: PublicCampaign | undefined },
): { page: Page; address: string } {
  if (target === null) return { page: "none", address: "" };
  const path = target.replace(/^\/(?:uk|en)(?=\/)/, "");
  const page = pagesFor(place.campaign).find(
    (each) => each !== "none" && each !== "address" && path === addressFor(each, "", place),
  );
  return page ? { page, address: "" } : { page: "address", address: target };
}
