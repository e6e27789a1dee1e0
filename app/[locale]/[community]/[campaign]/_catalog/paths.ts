import type { BookFilters } from "@/lib/catalog/input";

type CampaignAddress = { communitySlug: string; slug: string };

/** Addresses without their language, which `Shell` wants, and `Anchor` after `/${locale}`. */
export const campaignPath = ({ communitySlug, slug }: CampaignAddress) => `/${communitySlug}/${slug}`;
export const bookPath = (campaign: CampaignAddress, code: string) => `${campaignPath(campaign)}/books/${code}`;
export const givePath = (campaign: CampaignAddress) => `${campaignPath(campaign)}/give`;
export const pilePath = (campaign: CampaignAddress) => `${givePath(campaign)}/pile`;
export const donatePath = (campaign: CampaignAddress) => `${campaignPath(campaign)}/donate`;
export const donorsPath = (campaign: CampaignAddress) => `${campaignPath(campaign)}/donors`;

export const NO_FILTERS: BookFilters = {
  q: undefined,
  category: [],
  language: [],
  condition: [],
  city: [],
  available: undefined,
  sort: undefined,
};

/** The address of a list of books: what is chosen stands in it, so that it can be sent and kept. */
export function booksPath(
  campaign: CampaignAddress,
  filters: Partial<BookFilters>,
  more: Record<string, string | number> = {},
): string {
  const query = new URLSearchParams(filterEntries(filters));
  for (const [name, value] of Object.entries(more)) query.set(name, String(value));
  const text = query.toString();
  return `${campaignPath(campaign)}/books${text ? `?${text}` : ""}`;
}

/** The filters as names and values, the way a form sends them. */
export function filterEntries(filters: Partial<BookFilters>): [string, string][] {
  const lists = (["category", "language", "condition", "city"] as const).flatMap((name) =>
    (filters[name] ?? []).map((value): [string, string] => [name, value]),
  );
  return [
    ...(filters.q ? [["q", filters.q] as [string, string]] : []),
    ...lists,
    ...(filters.available === undefined ? [] : [["available", String(filters.available)] as [string, string]]),
    ...(filters.sort ? [["sort", filters.sort] as [string, string]] : []),
  ];
}

export const photoUrl = (communityId: string, photoId: string, width: number) =>
  `/media/${communityId}/${photoId}-${width}.webp`;

/** Books on the first page, and how many more each "show more" brings. */
export const PAGE_SIZE = 36;

// Places inside a page. A page left behind stays in the document, hidden, so each has a name of its own.
export const booksId = ({ slug }: CampaignAddress) => `books-${slug}`;
export const moreId = (place: number) => `from-${place}`;
