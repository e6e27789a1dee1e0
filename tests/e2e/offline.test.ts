import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { CAMPAIGN, PHONE, signIn } from "./support";

test.use({ viewport: PHONE });

/** Opens a page and waits until the worker has kept it. */
async function read(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expectKept(page, path);
}

async function expectKept(page: Page, path: string): Promise<void> {
  await expect.poll(() => kept(page), { timeout: 30_000 }).toContain(path);
}

/** The paths of all that the worker has kept. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => new URL(url).pathname);
  });
}

const bookLink = (page: Page) => page.locator('main:visible a[href*="/books/"]').filter({ hasNotText: /^$/ }).first();

test("the catalog and a book that were opened are read without a connection, and say of when they are", async ({
  page,
  context,
}) => {
  await read(page, CAMPAIGN);
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  await bookLink(page).click(); // without loading a page
  await page.waitForURL(/\/books\/[a-z0-9]+$/);
  const book = new URL(page.url()).pathname;
  const title = (await page.getByRole("heading", { level: 1 }).filter({ visible: true }).textContent()) ?? "";
  await expectKept(page, book);

  await context.setOffline(true);
  await page.goto(`${CAMPAIGN}?utm_source=instagram`); // the same page, whatever brought the reader
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading ?? "");
  await expect(page.getByRole("status").first()).toHaveText(
    /^Немає зв’язку\. Сторінка така, якою була \d{1,2} \S+ \d{4}/,
  );
  expect(await looksLikeItself(page)).toBe(true);
  await page.goto(book);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);

  await context.setOffline(false);
  await page.goto(CAMPAIGN);
  await expect(page.getByText("Немає зв’язку")).toHaveCount(0);
});

/** Whether the kept styles came along: the head of a campaign lies on dark cloth. */
const looksLikeItself = (page: Page) =>
  page
    .locator(".on-cloth")
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor !== "rgba(0, 0, 0, 0)");

test("a page that was never opened says that there is no connection, and what can be read", async ({
  page,
  context,
}) => {
  await read(page, CAMPAIGN);
  const heading = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await context.setOffline(true);
  await page.goto(`${CAMPAIGN}/donors`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Немає зв’язку");
  await page.getByRole("link", { name: heading }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);

  await page.goto("/en/pm");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are offline");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page).toHaveURL(/\/en\/pm$/);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("You are offline");
});

test("nothing private is kept, and private pages do without the worker", async ({ page, context }) => {
  await read(page, CAMPAIGN);
  await signIn(page, "malva.knyhohliad@example.org");
  for (const path of ["/uk/pm/me", `${CAMPAIGN}/books?q=agile`, `${CAMPAIGN}/give`, "/uk/inbox", "/uk/sign-in"]) {
    await page.goto(path);
    await page.evaluate(() => navigator.serviceWorker.ready);
  }
  await read(page, `${CAMPAIGN}/donors`); // asked for after them
  const paths = await kept(page);
  expect(paths.filter((path) => !isOfAnyone(path))).toEqual([]);
  for (const text of await keptTexts(page))
    expect(text).not.toMatch(/Мальва Книгогляд|malva\.knyhohliad|BK-[0-9A-Z]{5}/);
  expect(await hasCookieOrNoStore(page)).toEqual([]);

  await context.setOffline(true);
  expect(await page.goto("/uk/pm/me").catch(() => "no answer")).toBe("no answer");
  await context.setOffline(false);
});

const isOfAnyone = (path: string) =>
  /^\/(_next\/static|media)\//.test(path) ||
  /^\/(uk|en)\/(about|offline)$/.test(path) ||
  /^\/(uk|en)\/pm(\/charity-book-sale(\/(donors|books\/[a-z0-9]+))?)?$/.test(path);

function keptTexts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        if (response?.headers.get("content-type")?.startsWith("text/html")) texts.push(await response.text());
      }
    }
    return texts;
  });
}

/** Pages among the kept whose answer, asked for again, is not public. */
function hasCookieOrNoStore(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const wrong: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) {
        const { headers } = await fetch(url, { credentials: "omit" });
        const control = headers.get("cache-control") ?? "";
        if (!/public|s-maxage/.test(control) || /no-store|private/.test(control)) wrong.push(`${url}: ${control}`);
      }
    return wrong;
  });
}

test("what an older worker kept is thrown away", async ({ page, context }) => {
  await page.goto("/robots.txt"); // of our origin, and registers nothing
  await page.evaluate(async () => {
    const old = await caches.open("bookraiser-pages-0");
    await old.put("/uk/pm/me", new Response("old"));
    await (await caches.open("somebody-elses")).put("/x", new Response("x"));
  });
  await read(page, CAMPAIGN);
  await expect.poll(() => page.evaluate(() => caches.keys())).not.toContain("bookraiser-pages-0");
  expect(await page.evaluate(() => caches.keys())).toContain("somebody-elses");
  expect(await workersOf(context)).toHaveLength(1);
});

const workersOf = async (context: BrowserContext) =>
  context.serviceWorkers().map((worker) => new URL(worker.url()).pathname);

test("a form that was sent from a page the worker knows reaches the server", async ({ page }) => {
  await read(page, CAMPAIGN);
  await page.reload(); // under the worker from the start
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await page.goto(`${CAMPAIGN}/share/site`);
  await page.getByLabel("Назва сайту").fill("dou");
  await page.getByRole("button", { name: "Показати код" }).click();
  await expect(page).toHaveURL(/link=[a-z0-9]+/);
});
