import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { CAMPAIGN, expectAccessible, PHONE } from "./support";

const K = "pm/charity-book-sale";
const BOOK = /\/books\/([a-z0-9]+)$/;

/** The code of the first book of the catalog. */
async function firstCode(request: APIRequestContext): Promise<string> {
  const { items } = await (
    await request.get("/api/v1/communities/pm/campaigns/charity-book-sale/books?limit=1")
  ).json();
  return items[0].code;
}

const tag = (page: Page, selector: string, name: string) => page.locator(`head ${selector}`).first().getAttribute(name);

test("a campaign's and a book's page name their picture, which is drawn at their size and kept for good", async ({
  page,
  request,
}) => {
  for (const path of [CAMPAIGN, `${CAMPAIGN.replace("/uk/", "/en/")}/books/${await firstCode(request)}`]) {
    await page.goto(path);
    const address = (await tag(page, 'meta[property="og:image"]', "content")) ?? "";
    expect(address).toMatch(/^https?:\/\/.+\/og\/.+\.png\?lang=(uk|en)&v=[0-9a-f]{12}$/);
    expect(await tag(page, 'meta[name="twitter:card"]', "content")).toBe("summary_large_image");
    expect(await tag(page, 'meta[property="og:image:alt"]', "content")).not.toBe("");
    const { pathname, search } = new URL(address);
    const picture = await request.get(pathname + search);
    expect(picture.headers()).toMatchObject({
      "content-type": "image/png",
      "cache-control": expect.stringContaining("immutable"),
    });
    expect(picture.headers()["set-cookie"]).toBeUndefined();
    expect(await sharp(await picture.body()).metadata()).toMatchObject({ width: 1200, height: 630 });
    const again = await request.get(pathname + search, { headers: { "if-none-match": picture.headers().etag ?? "" } });
    expect(again.status()).toBe(304);
    expect((await request.get(pathname)).headers()["cache-control"]).toBe("public, max-age=300");
  }
  for (const path of ["/og/pm/nothere.png", `/og/${K}`, `/og/${K}/books/nothere.png`, `/og/${K}.jpg`])
    expect((await request.get(path)).status(), path).toBe(404);
});

test("a page says where it stands in the other language, and its data can be read", async ({ page, request }) => {
  await page.goto(`${CAMPAIGN}?utm_source=x&via=abcd`);
  expect(await tag(page, 'link[rel="canonical"]', "href")).toMatch(/\/uk\/pm\/charity-book-sale$/);
  expect(await tag(page, 'link[hreflang="en"]', "href")).toMatch(/\/en\/pm\/charity-book-sale$/);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  expect(data["@graph"].map((each: { "@type": string }) => each["@type"])).toEqual([
    "Event",
    "ItemList",
    "BreadcrumbList",
  ]);
  await page.goto(`${CAMPAIGN}/books/${await firstCode(request)}`);
  const book = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  expect(book["@graph"][0].offers.priceCurrency).toBe("UAH");
});

test("a reader finds the feeds from the page, and every page of the sitemap answers", async ({ page, request }) => {
  await page.goto(CAMPAIGN);
  for (const type of ["application/atom+xml", "application/feed+json"]) {
    const { pathname, search } = new URL((await tag(page, `link[type="${type}"]`, "href")) ?? "");
    const feed = await request.get(pathname + search);
    expect(feed.headers()["content-type"]).toContain(type);
    const again = await request.get(pathname + search, { headers: { "if-none-match": feed.headers().etag ?? "" } });
    expect(again.status()).toBe(304);
  }
  const files = addressesIn(await (await request.get("/sitemap.xml")).text());
  expect(files).toContain("/sitemap.xml?of=pages");
  const pages = addressesIn(await (await request.get("/sitemap.xml?of=pages")).text());
  const books = addressesIn(await (await request.get(`/sitemap.xml?of=${K}&n=1`)).text());
  expect(pages).toEqual(expect.arrayContaining(["/uk", "/en/about", `/en/${K}`]));
  expect(books.filter((path) => BOOK.test(path)).length).toBeGreaterThan(200); // in two languages
  for (const path of [...pages.filter((path) => path.includes(`/${K}`)), ...books.slice(0, 4)])
    expect((await request.get(path)).status(), path).toBe(200);
});

const addressesIn = (xml: string) =>
  [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = ""]) => {
    const { pathname, search } = new URL(address.replaceAll("&amp;", "&"));
    return decodeURIComponent(pathname + search);
  });

test("a page of another site shows the widget, and no other page of ours", async ({ page, baseURL }) => {
  const paths = [`/embed/${K}?view=bar`, `/embed/${K}?view=shelf&lang=en`, CAMPAIGN, "/uk/sign-in", "/uk/pm"];
  const frames = paths.map((path) => `<iframe src="${baseURL}${path}" width="360" height="380"></iframe>`).join("");
  const elsewhere = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end(`<html lang="en"><body>${frames}</body></html>`),
  );
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  try {
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    const frame = (nth: number) => page.frameLocator(`iframe >> nth=${nth}`);
    await expect(frame(0).getByRole("heading", { level: 1 })).toContainText("Charity Book Sale");
    await expect(frame(1).getByRole("listitem")).toHaveCount(6);
    for (const nth of [2, 3, 4]) await expect(frame(nth).locator(".wordmark")).toHaveCount(0);
    const [opened] = await Promise.all([
      page.waitForEvent("popup"),
      frame(1).getByRole("listitem").first().getByRole("link").click(),
    ]);
    await expect(opened).toHaveURL(/\/en\/.+\/books\/[a-z0-9]+\?utm_source=embed-pm&utm_medium=referral/);
  } finally {
    elsewhere.close();
  }
});

for (const view of ["bar", "shelf"])
  test(`the widget "${view}" runs nothing, is usable by everyone, and fits the height its code gives`, async ({
    page,
  }) => {
    const answer = await page.goto(`/embed/${K}?view=${view}`);
    expect(answer?.headers()["set-cookie"]).toBeUndefined();
    expect(answer?.headers()["x-frame-options"]).toBeUndefined();
    expect(answer?.headers()["content-security-policy"]).toMatch(/^default-src 'none'.*frame-ancestors \*$/);
    await expectAccessible(page, `widget ${view}`);
    for (const width of [280, 390, 900]) {
      await page.setViewportSize({ width, height: view === "bar" ? 252 : 372 });
      const sizes = await page.evaluate(() => {
        const { scrollHeight, scrollWidth, clientWidth, clientHeight } = document.documentElement;
        return { tall: scrollHeight - clientHeight, wide: scrollWidth - clientWidth };
      });
      expect(sizes, `${width} wide`).toEqual({ tall: 0, wide: 0 });
    }
  });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE });

  test("whoever has a site gets the code of the widget, with a preview that counts where people come from", async ({
    page,
  }) => {
    await page.goto(`${CAMPAIGN}/share`);
    await page.getByRole("link", { name: "Вставити на сайт" }).click();
    await page.getByRole("button", { name: "Показати код" }).click();
    await expect(page.getByLabel("Назва сайту")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("Вільні книги").check();
    await page.getByLabel("Назва сайту").fill("DOU.ua");
    await page.getByRole("button", { name: "Показати код" }).click();
    await expect(page).toHaveURL(/view=shelf&lang=uk&link=[a-z0-9]+/);
    const code = (await page.locator("code").textContent()) ?? "";
    expect(code).toMatch(
      /^<iframe src="https?:\/\/[^"]+\/embed\/pm\/charity-book-sale\?view=shelf&amp;lang=uk&amp;link=[a-z0-9]+" title="[^"]+"/,
    );
    const link = page.frameLocator("iframe").getByRole("listitem").first().getByRole("link");
    await expect(link).toHaveAttribute("href", /utm_source=embed-dou-ua.*via=[a-z0-9]+/);
  });
});

test("the product can be installed in either language", async ({ page, request }) => {
  for (const [locale, name] of [
    ["uk", "Bookraiser: книги за донат"],
    ["en", "Bookraiser: books for donations"],
  ]) {
    await page.goto(`/${locale}`);
    const path = (await tag(page, 'link[rel="manifest"]', "href")) ?? "";
    const answer = await request.get(path);
    expect(answer.headers()["content-type"]).toContain("application/manifest+json");
    const manifest = await answer.json();
    expect(manifest).toMatchObject({ name, lang: locale, start_url: `/${locale}`, display: "standalone", id: "/" });
    for (const { src, sizes } of manifest.icons.filter(({ type }: { type: string }) => type === "image/png")) {
      const { width, height } = await sharp(await (await request.get(src)).body()).metadata();
      expect(`${width}x${height}`).toBe(sizes);
    }
  }
  expect(await request.get("/uk").then((answer) => answer.text())).toContain('src="/register.js"');
  expect((await (await request.get("/register.js")).body()).length).toBeLessThan(300);
});

test("public channels set no cookies, name their type, and are not guessed at", async ({ request }) => {
  for (const path of [
    `/feeds/${K}.atom`,
    `/feeds/${K}.json`,
    `/embed/${K}`,
    `/og/${K}.png`,
    "/sitemap.xml",
    "/robots.txt",
    "/uk/manifest.webmanifest",
    "/sw.js",
    "/register.js",
    "/embed.css",
  ]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    const headers = answer.headers();
    expect(headers["set-cookie"], path).toBeUndefined();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["cache-control"], path).toMatch(/^public/);
    expect(headers["content-type"], path).toBeTruthy();
    expect(headers["x-frame-options"], path).toBe(path.startsWith("/embed/") ? undefined : "DENY");
  }
});
