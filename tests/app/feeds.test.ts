import { parseAtomFeed, parseJsonFeed } from "feedsmith";
import { expect, test, vi } from "vitest";
import { GET } from "@/app/feeds/[community]/[file]/route";
import { claimBook } from "@/lib/claims/commands";
import { aCampaign, aCommunity, aListedBook, aMember } from "../support/factories";
import { daysAfter, NOON } from "../support/times";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

const TITLE = "«Ґудзик» & їжак <п’ять> \u0007";

async function aSale() {
  const community = await aCommunity();
  const now = new Date();
  const campaign = await aCampaign(community.id, {
    opensAt: daysAfter(now, -30),
    closesAt: daysAfter(now, 30),
    name: "Обмін & друзі",
  });
  return { community, campaign };
}
type Sale = Awaited<ReturnType<typeof aSale>>;

function ask({ community, campaign }: Sale, kind: "atom" | "json", { lang = "", headers = {} } = {}) {
  const file = `${campaign.slug}.${kind}`;
  const request = new Request(`http://localhost/feeds/${community.slug}/${file}${lang && `?lang=${lang}`}`, {
    headers,
  });
  return GET(request, { params: Promise.resolve({ community: community.slug, file }) });
}

test("the Atom feed is read by a reader's parser, Ukrainian letters and signs as they were written", async () => {
  const sale = await aSale();
  await aListedBook(sale.campaign, { title: TITLE, authors: ["Ірина <Їжакевич>"], code: "7kq2m4x" });
  const answer = await ask(sale, "atom");
  expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
  const feed = parseAtomFeed(await answer.text());
  expect(feed).toMatchObject({
    title: { value: "Нові книги: Обмін & друзі" },
    subtitle: { value: expect.stringContaining("Фонд «Повернись живим»") },
  });
  expect(feed.links).toContainEqual(
    expect.objectContaining({ rel: "self", href: expect.stringMatching(/\.atom\?lang=uk$/) }),
  );
  expect(feed.entries).toHaveLength(1);
  const [entry] = feed.entries ?? [];
  expect(entry).toMatchObject({
    title: { value: TITLE.replace("\u0007", "").trim() },
    authors: [{ name: "Ірина <Їжакевич>" }],
    links: [expect.objectContaining({ href: expect.stringMatching(/\/uk\/.*\/books\/7kq2m4x$/) })],
  });
  const text = typeof entry?.content === "string" ? entry.content : entry?.content?.value;
  expect(text).toContain("<p>Ірина &lt;Їжакевич&gt;</p>");
  expect(text).toContain("Мінімальний внесок: 300\u00a0₴");
});

test("the JSON feed is version 1.1 and says the same in the other language", async () => {
  const sale = await aSale();
  await aListedBook(sale.campaign, { title: TITLE });
  const answer = await ask(sale, "json", { lang: "en" });
  expect(answer.headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ version: "https://jsonfeed.org/version/1.1", language: "en" });
  const feed = parseJsonFeed(JSON.parse(text));
  expect(feed.title).toBe("New books: Обмін & друзі");
  expect(feed.items?.[0]).toMatchObject({
    title: TITLE,
    language: "uk",
    content_html: expect.stringContaining("Minimum donation: UAH"),
    url: expect.stringMatching(/\/en\//),
  });
});

test("free books come first, then the newest, fifty of them", async () => {
  const sale = await aSale();
  const giver = await aMember(sale.community.id);
  const now = new Date();
  for (let nth = 0; nth < 52; nth++)
    await aListedBook(sale.campaign, {
      giverId: giver.personId,
      title: `Книга ${nth}`,
      listedAt: daysAfter(now, -60 + nth),
    });
  const taken = await aListedBook(sale.campaign, { giverId: giver.personId, title: "Зайнята", listedAt: now });
  const taker = await aMember(sale.community.id);
  await claimBook(taker, { bookId: taken.id, amountMinor: 30_000, method: "transfer", locale: "uk" }, now);
  const { items = [] } = parseJsonFeed(JSON.parse(await (await ask(sale, "json")).text()));
  expect(items).toHaveLength(50);
  expect(items[0]?.title).toBe("Книга 51");
  expect(items.map(({ title }) => title)).not.toContain("Зайнята");
});

test("an entry keeps its id in both languages, and says when the book was taken", async () => {
  const sale = await aSale();
  const book = await aListedBook(sale.campaign, { listedAt: daysAfter(NOON, -1) });
  const read = async (lang: string) =>
    parseJsonFeed(JSON.parse(await (await ask(sale, "json", { lang })).text())).items?.[0];
  const before = await read("uk");
  expect(before).toMatchObject({
    date_modified: daysAfter(NOON, -1).toISOString(),
    date_published: daysAfter(NOON, -1).toISOString(),
  });
  expect((await read("en"))?.id).toBe(before?.id);
  const at = new Date();
  await claimBook(
    await aMember(sale.community.id),
    { bookId: book.id, amountMinor: 30_000, method: "transfer", locale: "uk" },
    at,
  );
  const after = await read("uk");
  expect(after).toMatchObject({
    id: before?.id,
    date_published: before?.date_published,
    date_modified: at.toISOString(),
  });
  expect(after?.content_html).toContain("Заброньована");
});

test("a reader that comes back is answered 304 until something changes", async () => {
  const sale = await aSale();
  await aListedBook(sale.campaign);
  const first = await ask(sale, "atom");
  const etag = first.headers.get("etag") ?? "";
  const again = await ask(sale, "atom", { headers: { "if-none-match": `W/${etag}` } });
  expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
  await aListedBook(sale.campaign, { title: "Нова" });
  expect((await ask(sale, "atom", { headers: { "if-none-match": etag } })).status).toBe(200);
});

test("drafts and other addresses have no feed", async () => {
  const sale = await aSale();
  const draft = await aCampaign(sale.community.id, { status: "draft" });
  expect((await ask({ ...sale, campaign: draft }, "atom")).status).toBe(404);
  expect((await ask({ ...sale, campaign: { ...draft, slug: "nothere" } }, "json")).status).toBe(404);
  for (const file of ["x", "x.rss", "..", `${sale.campaign.slug}.atom.json`]) {
    const params = Promise.resolve({ community: sale.community.slug, file });
    expect((await GET(new Request("http://localhost/feeds/x"), { params })).status, file).toBe(404);
  }
});

test("nobody's name or address is in a feed but the authors'", async () => {
  const sale = await aSale();
  const giver = await aMember(sale.community.id);
  await aListedBook(sale.campaign, { giverId: giver.personId });
  const text = (await (await ask(sale, "atom")).text()) + (await (await ask(sale, "json")).text());
  expect(text).not.toContain(giver.email);
  expect(text).not.toContain(giver.name);
});
