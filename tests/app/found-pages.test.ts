import { expect, test, vi } from "vitest";
import { pageTags } from "@/app/_web/page-tags";
import { bookData } from "@/app/[locale]/[community]/[campaign]/_catalog/book-data";
import { campaignData } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-data";
import { NO_FILTERS } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { GET as robots } from "@/app/robots.txt/route";
import { BOOKS_PER_FILE, urlset } from "@/app/sitemap.xml/_sitemap/write";
import { GET as sitemap } from "@/app/sitemap.xml/route";
import { findBook, findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { claimBook } from "@/lib/claims/commands";
import { aCampaign, aCommunity, aListedBook, aMember } from "../support/factories";
import { daysAfter } from "../support/times";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));
vi.mock("next/server", () => ({ connection: async () => {} }));

/** The properties schema.org gives each type we use, of those we use: https://schema.org/version/latest, read November 2026. */
const PROPERTIES: Record<string, string[]> = {
  Book: [
    "@id",
    "name",
    "author",
    "inLanguage",
    "isbn",
    "publisher",
    "datePublished",
    "description",
    "image",
    "url",
    "offers",
  ],
  Product: ["sku", "category"],
  Offer: [
    "url",
    "description",
    "price",
    "priceCurrency",
    "availability",
    "availabilityStarts",
    "availabilityEnds",
    "itemCondition",
    "seller",
  ],
  Person: ["name"],
  Organization: ["name", "url"],
  NGO: ["name", "taxID"],
  Event: [
    "@id",
    "name",
    "description",
    "url",
    "startDate",
    "endDate",
    "eventAttendanceMode",
    "eventStatus",
    "location",
    "organizer",
    "about",
  ],
  VirtualLocation: ["url"],
  ItemList: ["name", "itemListElement"],
  BreadcrumbList: ["itemListElement"],
  ListItem: ["position", "name", "item", "url"],
};
const VALUES: Record<string, string[]> = {
  availability: ["InStock", "SoldOut"],
  itemCondition: ["NewCondition", "UsedCondition"],
  eventAttendanceMode: ["OnlineEventAttendanceMode"],
  eventStatus: ["EventScheduled"],
};

/** What schema.org does not know of a piece of data, at any depth. */
function strange(data: unknown, place = ""): string[] {
  if (Array.isArray(data)) return data.flatMap((item, nth) => strange(item, `${place}[${nth}]`));
  if (typeof data !== "object" || data === null) return [];
  const entries = Object.entries(data).filter(([name]) => !["@context", "@graph", "@type"].includes(name));
  const types = "@type" in data ? [data["@type"]].flat().map(String) : [];
  const known = types.flatMap((type) => PROPERTIES[type] ?? [`no type ${type}`]);
  const unknown = entries.filter(([name]) => !known.includes(name)).map(([name]) => `${place}.${name}`);
  const values = entries.flatMap(([name, value]) =>
    VALUES[name] && !VALUES[name].map((each) => `https://schema.org/${each}`).includes(value)
      ? [`${name}: ${value}`]
      : [],
  );
  const inside = "@graph" in data ? strange(data["@graph"], place) : [];
  return [...unknown, ...values, ...inside, ...entries.flatMap(([name, value]) => strange(value, `${place}.${name}`))];
}

const written = (data: object) => JSON.parse(JSON.stringify(data)); // as it stands in the page

async function aSale(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const community = await aCommunity();
  const now = new Date();
  const dates = { opensAt: daysAfter(now, -30), closesAt: daysAfter(now, 30) };
  const { slug } = await aCampaign(community.id, { ...dates, edrpou: "12345678", ...overrides });
  const campaign = (await findCampaign(community.slug, slug)) as PublicCampaign;
  return { community, campaign, now };
}

async function dataOf(campaign: PublicCampaign, code: string) {
  const book = await findBook(campaign.communityId, campaign.id, code);
  if (!book) throw new Error("no book");
  return written(bookData(campaign, book, "uk", new Date()));
}

test("a book's data uses schema.org's words alone, and its offer is the minimum donation", async () => {
  const { campaign } = await aSale();
  const { code } = await aListedBook(campaign, {
    isbn13: "9786170961594",
    publisher: "Фабула",
    year: 2021,
    minimumMinor: 35_050,
  });
  const data = await dataOf(campaign, code);
  expect(strange(data)).toEqual([]);
  const [book, crumbs] = data["@graph"];
  expect(book).toMatchObject({
    isbn: "9786170961594",
    inLanguage: "uk",
    image: [expect.stringMatching(/^http.*\/og\/.*\.png/)],
  });
  expect(book.offers).toMatchObject({
    price: "350.50",
    priceCurrency: "UAH",
    availability: "https://schema.org/InStock",
    description: "Увесь донат отримує Фонд «Повернись живим». Книга — подяка за нього.",
    seller: { name: campaign.communityName },
  });
  expect(crumbs.itemListElement.map(({ position }: { position: number }) => position)).toEqual([1, 2, 3]);
});

test("a book that is taken, or whose campaign is over, is not on offer", async () => {
  const { campaign, community } = await aSale();
  const { id, code } = await aListedBook(campaign);
  const taker = await aMember(community.id);
  await claimBook(taker, { bookId: id, amountMinor: 30_000, method: "transfer", locale: "uk" }, new Date());
  const over = await aSale({ status: "closed" });
  const left = await aListedBook(over.campaign);
  for (const data of [await dataOf(campaign, code), await dataOf(over.campaign, left.code)])
    expect(data["@graph"][0].offers.availability).toBe("https://schema.org/SoldOut");
});

test("a campaign's data uses schema.org's words alone, and names its books while it runs", async () => {
  for (const [status, types] of [
    ["open", ["Event", "ItemList", "BreadcrumbList"]],
    ["closed", ["Event", "BreadcrumbList"]],
  ] as const) {
    const { campaign, now } = await aSale({ status });
    await aListedBook(campaign);
    const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
    const { items } = await listBooks(shelf, NO_FILTERS, { limit: 36, after: null }, now);
    const data = written(campaignData(campaign, items, "en", now));
    expect(strange(data)).toEqual([]);
    expect(data["@graph"].map((each: { "@type": string }) => each["@type"])).toEqual(types);
    expect(data["@graph"][0].endDate === undefined).toBe(status === "closed"); // closed before its last day
  }
});

test("what schema.org does not know would be noticed", () => {
  expect(strange({ "@type": "Offer", prise: 1, availability: "https://schema.org/InStok" })).toHaveLength(2);
  expect(strange({ "@graph": [{ "@type": "Bok", name: "x" }] })).toEqual(["[0].name"]);
});

test("a page's tags name its one address, the other language, and a picture with its size and words", () => {
  const image = { url: "/og/x.png?v=1", width: 1200, height: 630, type: "image/png", alt: "Акція" };
  const tags = pageTags({ locale: "en", path: "/pm/sale", title: "Sale", description: "…", image });
  expect(tags.alternates).toEqual({
    canonical: "/en/pm/sale",
    languages: { uk: "/uk/pm/sale", en: "/en/pm/sale", "x-default": "/uk/pm/sale" },
  });
  expect(tags.openGraph).toMatchObject({ siteName: "Bookraiser", locale: "en_GB", images: [image] });
  expect(tags.twitter).toMatchObject({ card: "summary_large_image", images: [{ url: image.url, alt: "Акція" }] });
  expect(pageTags({ locale: "uk", path: "", description: "…" }).twitter).toMatchObject({ card: "summary" });
});

async function ask(query = "") {
  const answer = await sitemap(new Request(`http://localhost/sitemap.xml${query}`));
  return { status: answer.status, xml: await answer.text() };
}

test("the sitemap names what is public: campaigns that show, and books of those that run", async () => {
  const { campaign, community } = await aSale();
  const shown = await aListedBook(campaign);
  const hidden = await aListedBook(campaign, { status: "pending_review", listedAt: null });
  const over = await aSale({ status: "closed" });
  await aListedBook(over.campaign);
  const draft = await aCampaign(community.id, { status: "draft" });

  const index = (await ask()).xml;
  const of = `${community.slug}/${campaign.slug}`;
  expect(index).toContain(`/sitemap.xml?of=${encodeURIComponent(of)}&amp;n=1</loc><lastmod>`);
  expect(index).not.toContain(over.campaign.slug);
  const pages = (await ask("?of=pages")).xml;
  expect(pages).toContain(`/uk/${of}</loc>`);
  expect(pages).toContain(`/en/${over.community.slug}/${over.campaign.slug}</loc>`);
  expect(pages).not.toContain(draft.slug);
  expect(pages).not.toMatch(/\/(?:claims|donations|desk|me|sign-in|inbox)(?:\/|<)/);

  const books = (await ask(`?of=${of}&n=1`)).xml;
  expect(books).toContain(`/en/${of}/books/${shown.code}</loc><lastmod>${shown.listedAt?.toISOString()}</lastmod>`);
  expect(books).toContain(
    `<xhtml:link rel="alternate" hreflang="uk" href="http://localhost:3000/uk/${of}/books/${shown.code}"/>`,
  );
  expect(books).not.toContain(hidden.code);
  for (const query of [
    `?of=${of}&n=2`,
    `?of=${of}&n=0`,
    `?of=${of}`,
    `?of=${over.community.slug}/${over.campaign.slug}&n=1`,
    "?of=x",
    "?of=../x&n=1",
  ])
    expect((await ask(query)).status, query).toBe(404);
});

test("one file keeps within what the format allows", () => {
  const long = Array.from({ length: BOOKS_PER_FILE }, () => ({
    path: `/${"c".repeat(60)}/${"k".repeat(60)}/books/7kq2m4x`,
    changed: new Date(),
  }));
  const xml = urlset(long);
  expect(xml.match(/<url>/g)?.length).toBeLessThanOrEqual(50_000);
  expect(Buffer.byteLength(xml)).toBeLessThan(50 * 1024 * 1024);
});

/** By the rules of RFC 9309: the longest pattern that fits decides, and one that allows wins a tie. None of ours allows. */
function isClosed(rules: string[], path: string): boolean {
  return rules.some((rule) => {
    const pattern = rule
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("\\*", ".*")
      .replace(/\\\$$/, "$");
    return new RegExp(`^${pattern}`).test(path);
  });
}

test("robots are asked to leave private pages alone, and those that draw previews may read tracked links", async () => {
  const text = await (await robots()).text();
  expect(text).toContain("Sitemap: http://localhost:3000/sitemap.xml");
  const [previews = [], all = []] = text
    .split("\n\n")
    .map((group) => [...group.matchAll(/^Disallow: (.+)$/gm)].map(([, rule = ""]) => rule));
  for (const path of [
    "/uk/claims/x",
    "/en/donations/x",
    "/uk/pm/desk",
    "/en/pm/desk/money",
    "/uk/pm/me",
    "/api/v1/x",
    "/uk/pm/sale/books?q=x",
    "/uk/sign-in?next=/",
  ])
    expect([isClosed(all, path), isClosed(previews, path)], path).toEqual([true, true]);
  for (const path of [
    "/uk",
    "/uk/pm",
    "/uk/pm/memory-sale",
    "/en/pm/desktop",
    "/uk/pm/sale/books/7kq2m4x",
    "/og/pm/sale.png",
    "/media/x/y.webp",
    "/feeds/pm/sale.atom",
    "/sitemap.xml",
  ])
    expect([isClosed(all, path), isClosed(previews, path)], path).toEqual([false, false]);
  expect([isClosed(all, "/r/abcd"), isClosed(previews, "/r/abcd")]).toEqual([true, false]);
});
