import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { bookPath, campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { changedAt } from "@/lib/catalog/latest";
import { findCampaign } from "@/lib/catalog/queries";
import { booksToFind, campaignsToFind } from "@/lib/catalog/site-map";
import { BOOKS_PER_FILE, type Found, sitemapIndex, urlset } from "./write";

/** All files have this address and a query: a sitemap may name only what lies below its own folder. */
const SITEMAP = "/sitemap.xml";

/** What search engines may find: one file of pages, and files of books for each campaign that runs. Kept up to an hour. */
export async function loadIndex(): Promise<string> {
  "use cache";
  keepUntilChanged(tags.site);
  const now = new Date();
  const campaigns = (await campaignsToFind()).filter((campaign) => phaseOf(campaign, now) === "open");
  const files = campaigns.flatMap((campaign) =>
    Array.from(
      { length: Math.ceil(campaign.books / BOOKS_PER_FILE) },
      (_, nth): Found => ({
        path: `${SITEMAP}?${new URLSearchParams({ of: campaignPath(campaign).slice(1), n: String(nth + 1) })}`,
        changed: campaign.latest,
      }),
    ),
  );
  return sitemapIndex([{ path: `${SITEMAP}?of=pages` }, ...files]);
}

/** Pages that are no book's: home, what the product does with money and data, communities, and campaigns, those that are over, too. */
export async function loadPages(): Promise<string> {
  "use cache";
  keepUntilChanged(tags.site);
  const campaigns = await campaignsToFind();
  const communities = [...new Set(campaigns.map(({ communitySlug }) => communitySlug))];
  return urlset([
    { path: "" },
    { path: "/about" },
    ...communities.flatMap((slug): Found[] => [{ path: `/${slug}` }, { path: `/${slug}/privacy` }]),
    ...campaigns.map((campaign): Found => ({ path: campaignPath(campaign), changed: campaign.latest })),
  ]);
}

/** One file of a running campaign's books, counted from 1. Nothing for a campaign that is over, and beyond the last book. */
export async function loadBooks(community: string, slug: string, nth: number): Promise<string | null> {
  "use cache";
  const campaign = await findCampaign(community, slug);
  keepUntilChanged(tags.site, ...(campaign ? [tags.catalog(campaign.id)] : []));
  const now = new Date();
  if (!campaign || phaseOf(campaign, now) !== "open") return null;
  const books = await booksToFind(campaign, { from: (nth - 1) * BOOKS_PER_FILE, size: BOOKS_PER_FILE });
  if (books.length === 0) return null;
  const changes = await changedAt(campaign.communityId, books, now);
  return urlset(
    books.map(({ id, code, listedAt }) => ({ path: bookPath(campaign, code), changed: changes.get(id) ?? listedAt })),
  );
}
