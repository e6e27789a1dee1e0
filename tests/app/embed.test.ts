import { expect, test, vi } from "vitest";
import { embedNetwork } from "@/app/embed/_embed/addresses";
import { GET } from "@/app/embed/[community]/[campaign]/route";
import { shareLink } from "@/lib/referrals/links";
import { aCampaign, aCommunity, aListedBook, aMember } from "../support/factories";
import { daysAfter } from "../support/times";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

async function aSale(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const community = await aCommunity();
  const now = new Date();
  const dates = { opensAt: daysAfter(now, -30), closesAt: daysAfter(now, 30) };
  return { community, campaign: await aCampaign(community.id, { ...dates, ...overrides }) };
}
type Sale = Awaited<ReturnType<typeof aSale>>;

async function ask({ community, campaign }: Sale, query = "", headers: Record<string, string> = {}) {
  const params = Promise.resolve({ community: community.slug, campaign: campaign.slug });
  const answer = await GET(new Request(`http://localhost/embed/x/y${query}`, { headers }), { params });
  return { answer, html: await answer.text() };
}

const hrefs = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(
    ([, href = ""]) => new URL(href.replaceAll("&amp;", "&"), "http://localhost:3000"),
  );

test("the bar says how much was raised, has no scripts and sets no cookies", async () => {
  const sale = await aSale({ name: "Обмін <b> & друзі" });
  const { answer, html } = await ask(sale);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(html).toContain('<html lang="uk">');
  expect(html).toContain("Обмін &lt;b&gt; &amp; друзі");
  expect(html).toMatch(/зібрано<\/dt><dd>0\u00a0₴/);
  expect(html).not.toMatch(/<script|<form|<b>|javascript:|\son\w+=/i);
  expect(html.length).toBeLessThan(4_000);
});

test("the shelf shows six free books, whose links open beside and say where they come from", async () => {
  const sale = await aSale();
  const giver = await aMember(sale.community.id);
  for (let nth = 0; nth < 8; nth++)
    await aListedBook(sale.campaign, { giverId: giver.personId, title: `Книга «${nth}»` });
  const { html } = await ask(sale, "?view=shelf&lang=en");
  expect(html.match(/<li>/g)).toHaveLength(6);
  expect(html).toContain("from UAH\u00a0300");
  const links = html.match(/<a [^>]+>/g) ?? [];
  expect(links.length).toBeGreaterThanOrEqual(7);
  for (const link of links) expect(link).toContain('target="_blank" rel="noopener"');
  for (const address of hrefs(html).filter(({ pathname }) => pathname !== "/embed.css")) {
    expect(address.pathname).toMatch(/^\/en\//);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      utm_source: `embed-${sale.community.slug}`,
      utm_medium: "referral",
      utm_content: "shelf",
    });
  }
  expect(html.length).toBeLessThan(40_000);
});

test("a widget with a tracked link counts by it; one of another campaign, or none, does not", async () => {
  const sale = await aSale();
  await aListedBook(sale.campaign);
  const path = `/${sale.community.slug}/${sale.campaign.slug}`;
  const member = await aMember(sale.community.id);
  const link = await shareLink(member, { campaignId: sale.campaign.id, path, network: embedNetwork("DOU.ua") });
  expect(link.network).toBe("embed-dou-ua");
  const addresses = hrefs((await ask(sale, `?view=shelf&link=${link.code}`)).html);
  expect(addresses.map(({ pathname }) => pathname)).toContain(`/r/${link.code}`);
  const book = addresses.find(({ pathname }) => pathname.includes("/books/"));
  expect(Object.fromEntries(book?.searchParams ?? [])).toMatchObject({ utm_source: "embed-dou-ua", via: link.code });

  const other = await aSale();
  for (const code of [link.code, "zzzz", "<script>"])
    expect((await ask(other, `?link=${encodeURIComponent(code)}`)).html).not.toContain(code);
});

test("a campaign that is over, has no books, is a draft or is not there shows what is true", async () => {
  const over = await aSale({ status: "closed" });
  await aListedBook(over.campaign);
  const shelf = (await ask(over, "?view=shelf")).html;
  expect(shelf).toContain("Зараз вільних книг немає.");
  expect(shelf).not.toContain("/books/");
  expect((await ask(await aSale(), "?view=shelf")).html).toContain("Зараз вільних книг немає.");
  const draft = await ask(await aSale({ status: "draft" }), "?lang=en");
  expect([draft.answer.status, draft.html.includes("There is no such campaign")]).toEqual([404, true]);
});

test("an unknown view or language is the usual one, and what has not changed is answered 304", async () => {
  const sale = await aSale();
  const { answer, html } = await ask(sale, "?view=../x&lang=ru");
  expect(html).toBe((await ask(sale)).html);
  const again = await ask(sale, "", { "if-none-match": answer.headers.get("etag") ?? "" });
  expect([again.answer.status, again.html]).toEqual([304, ""]);
});
