import { type Browser, expect, type Page, test } from "@playwright/test";
import { formatMoney } from "@/lib/core/money";
import type { Scene } from "./scene";
import { aScene, CAMPAIGN, expectAccessible, INSTAGRAM, PHONE, STAFF, signIn, totals } from "./support";

test.describe.configure({ mode: "serial", timeout: 240_000 });

const SMM = "smm@example.org";
const DESK = "/uk/pm/desk";
let smm: Page;
let kit = "";
let code = "";

test.beforeAll(async ({ browser }) => {
  smm = await (await browser.newContext({ viewport: PHONE })).newPage();
  await signIn(smm, SMM);
});

const main = (page: Page) => page.locator("main:visible");

test("an SMM manager makes a link by keyboard and gets all that a post needs", async () => {
  await smm.goto(`${DESK}/links/new`);
  await smm.getByLabel("Мережа або місце").filter({ visible: true }).fill("Instagram");
  await smm.getByLabel("Розміщення").filter({ visible: true }).fill("story 77");
  await smm.getByRole("radio", { name: "Віддати книгу" }).filter({ visible: true }).focus();
  await smm.keyboard.press("Space");
  await smm.getByRole("button", { name: "Створити посилання" }).filter({ visible: true }).focus();
  await smm.keyboard.press("Enter");
  await expect(smm).toHaveURL(/desk\/links\/[0-9a-f-]{36}/);
  kit = new URL(smm.url()).pathname;
  await expect(main(smm).getByRole("heading", { level: 1 })).toHaveText("Instagram, сторіс\u00A077");
  await expect(main(smm).getByText("Посилання створено.")).toBeVisible();
  code = /\/r\/([a-z0-9]+)/.exec((await main(smm).locator(".copyable .value").first().textContent()) ?? "")?.[1] ?? "";
  expect(code).toMatch(/^[a-z0-9]{6}$/);
  await expect(main(smm).getByText("story-77", { exact: true })).toBeVisible();
  for (const kind of ["svg", "png"]) {
    const picture = await smm.request.get(`/r/${code}/qr.${kind}`);
    expect(picture.status(), kind).toBe(200);
  }
  await expect(main(smm).getByRole("button", { name: "Копіювати" })).toHaveCount(3); // the address, and a text in two languages
  await expectAccessible(smm, "the kit of a link");
});

test("a link to a site that is not allowed is refused in words, and everything typed stays", async () => {
  await smm.goto(`${DESK}/links/new`);
  await smm.getByLabel("Мережа або місце").filter({ visible: true }).fill("telegram");
  await smm.getByLabel("Розміщення").filter({ visible: true }).fill("post-1");
  await smm.getByText("Інша адреса").filter({ visible: true }).click();
  await smm.getByLabel("Адреса", { exact: true }).filter({ visible: true }).fill("https://elsewhere.example/");
  await smm.getByRole("button", { name: "Створити посилання" }).filter({ visible: true }).click();
  await expect(main(smm).getByRole("alert")).toContainText("лише на наші сторінки");
  await expect(smm.getByLabel("Адреса", { exact: true }).filter({ visible: true })).toHaveValue(
    "https://elsewhere.example/",
  );
  await expectAccessible(smm, "a new link, refused");
});

test("a visit by the link shows on the sources page, and a robot’s apart", async ({ browser }) => {
  const before = await clicksOnPage(smm);
  const visitor = await (await browser.newContext({ viewport: PHONE, userAgent: INSTAGRAM })).newPage();
  await visitor.goto(`/r/${code}`);
  await expect(visitor).toHaveURL(/charity-book-sale\/give\?.*utm_content=story-77/);
  await smm.request.get(`/r/${code}`, { headers: { "user-agent": "TelegramBot (like TwitterBot)" } });
  expect(await clicksOnPage(smm)).toBe(before + 1);
  await expect(rowOf(smm, code)).toContainText("роботи: 1");
});

async function clicksOnPage(page: Page): Promise<number> {
  await page.goto(`${DESK}/sources`);
  return Number.parseInt((await rowOf(page, code).locator('[data-label="Переходи"]').textContent()) ?? "", 10);
}

const rowOf = (page: Page, link: string) =>
  main(page)
    .locator(".source-table tr")
    .filter({ hasText: `/r/${link}` });

test("either touch comes to the campaign’s own total", async () => {
  for (const touch of ["first", "last"]) {
    await smm.goto(`${DESK}/sources?touch=${touch}`);
    const { raisedMinor } = await totals(smm);
    const total = main(smm).locator(".source-table tr").last();
    await expect(total.locator('[data-label="Зібрано"]')).toHaveText(formatMoney(raisedMinor, "UAH", "uk"));
    await unfold(smm);
    await expectAccessible(smm, `sources, ${touch} touch`);
  }
  expect(await smm.locator(".chart style, .chart script").count()).toBe(0);
  await smm.goto(`${DESK}/sources?from=2023-02-31`);
  await expect(main(smm).getByText("Показано весь час.")).toBeVisible();
});

test("leads and numbers are entered by hand, told with their author, and taken back", async () => {
  await smm.goto(`${DESK}/sources`);
  await main(smm).getByText("Записати лідів").click();
  await smm.getByLabel("Мережа", { exact: true }).filter({ visible: true }).fill("viber");
  await smm.getByLabel("Скільки", { exact: true }).filter({ visible: true }).first().fill("3");
  await smm.getByLabel("Звідки відомо").filter({ visible: true }).fill("Проба з браузера");
  await main(smm).getByRole("button", { name: "Записати", exact: true }).first().click();
  await expect(main(smm).getByText("Записано 3 ліди.")).toBeVisible();
  const entry = main(smm).locator("tr").filter({ hasText: "Проба з браузера" });
  await expect(entry).toContainText("3 людини");
  await entry.getByRole("button", { name: /Прибрати/ }).click();
  await expect(main(smm).getByText("Запис про лідів прибрано.")).toBeVisible();
  await expect(entry).toHaveCount(0);
});

test("without JavaScript a link is made, switched off and on, and organizers allow a site", async ({ browser }) => {
  const page = await withoutScripts(browser, STAFF.organizer);
  await page.goto(`${DESK}/links/new`);
  await page.getByLabel("Мережа або місце").fill("telegram");
  await page.getByLabel("Розміщення").fill("post-88");
  await page.getByRole("button", { name: "Створити посилання" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Telegram, допис\u00A088");
  await page.getByRole("button", { name: "Вимкнути" }).click();
  await expect(page.getByText("Посилання вимкнено.")).toBeVisible();
  await page.getByRole("button", { name: "Увімкнути" }).click();
  await expect(page.getByText("Посилання знову діє.")).toBeVisible();
  await page.goto(`${DESK}/links`);
  await page.getByLabel("Адреса сайту").fill("https://www.linkedin.com/company/x");
  await page.getByRole("button", { name: "Дозволити" }).click();
  await expect(page.getByText("www.linkedin.com", { exact: true }).first()).toBeVisible();
  await page.goto(`${DESK}/sources`);
  await expect(page.locator(".chart svg").first()).toBeVisible();
  await page.context().close();
});

/** Signs in with scripts, and goes on without. */
async function withoutScripts(browser: Browser, email: string): Promise<Page> {
  const scripted = await browser.newContext();
  await signIn(await scripted.newPage(), email);
  const storageState = await scripted.storageState();
  await scripted.close();
  return (await browser.newContext({ javaScriptEnabled: false, viewport: PHONE, storageState })).newPage();
}

test("a reader shares a campaign without JavaScript and without an account", async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false, viewport: PHONE })).newPage();
  await page.goto(CAMPAIGN);
  await page.getByRole("link", { name: "Поділитися" }).click();
  await page.getByRole("button", { name: "Telegram" }).click();
  await expect(page.getByRole("heading", { name: "Ваше посилання" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Відкрити Telegram" })).toHaveAttribute(
    "href",
    /^https:\/\/t\.me\/share/,
  );
  const own = (await page.locator(".copyable .value").textContent()) ?? "";
  await page.goto(new URL(own).pathname);
  await expect(page).toHaveURL(/charity-book-sale\?.*utm_content=share/);
  await page.context().close();
});

test("axe finds nothing serious on the pages of links and sources, with nothing in them either", async ({
  browser,
}) => {
  const scene: Scene = await aScene();
  const staff = await (await browser.newContext({ viewport: PHONE })).newPage();
  await signIn(staff, scene.email);
  for (const [page, path] of [
    [smm, `${DESK}/links`],
    [smm, kit],
    [smm, `${kit}/edit`],
    [smm, "/en/pm/desk/sources"],
    [smm, `${CAMPAIGN}/share?link=${code}`],
    [staff, `/uk/${scene.community}/desk/links?campaign=quiet`],
    [staff, `/uk/${scene.community}/desk/sources?campaign=quiet`],
  ] as const) {
    await page.goto(path);
    await unfold(page);
    await expectAccessible(page, path);
  }
});

async function unfold(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
}
