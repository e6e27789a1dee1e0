import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import sharp from "sharp";
import type { PlacementsScene } from "./placements-scene";
import { aScene, expectAccessible, fromLetter, PHONE, signIn } from "./support";

test.describe.configure({ mode: "serial", timeout: 300_000 });
let scene: PlacementsScene;
let smm: Page;
let story: string;
let review: string;
const startedAt = Date.now();

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  scene = await aScene<PlacementsScene>("tests/e2e/placements-scene.ts");
  smm = await (await browser.newContext()).newPage();
  await signIn(smm, scene.smm);
});

const promo = (path = "placements") => `/uk/${scene.community}/desk/promos/${scene.promo}/${path}`;
const said = (page: Page, text: string | RegExp) => page.locator(".desk-said").filter({ visible: true, hasText: text });
const seen = (page: Page, role: "button" | "link" | "heading", name: string | RegExp) =>
  page.getByRole(role, { name }).filter({ visible: true });
const field = (page: Page, label: string | RegExp) => page.getByLabel(label).filter({ visible: true });
const picture = async (width: number, height: number) => ({
  name: "story.jpg",
  mimeType: "image/jpeg",
  buffer: await sharp({ create: { width, height, channels: 3, background: "#7a4b2a" } })
    .jpeg()
    .toBuffer(),
});
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("the SMM manager plans a story, and is told what the network will not take", async () => {
  await smm.goto(promo());
  await expect(seen(smm, "heading", "Усі розміщення промо")).toBeVisible();
  await expectAccessible(smm, "placements");
  await seen(smm, "link", "Нове розміщення").first().click();
  await field(smm, "Мережа й формат").selectOption("instagram/story");
  await field(smm, "Коротка назва").fill("story-4");
  await field(smm, "Текст").fill("Усі книги тут: https://example.org/books");
  await smm.locator('[name="page"][value="catalog"]').filter({ visible: true }).check({ force: true });
  await field(smm, "Коли має вийти").fill(`${inDays(4)}T12:00`);
  await expectAccessible(smm, "a new placement");
  await seen(smm, "button", "Додати розміщення").click();
  await expect(said(smm, "Розміщення додано")).toBeVisible();
  story = new URL(smm.url()).pathname;

  await expect(
    smm.getByText("Адресу https://example.org/books у сторіс не натиснути").filter({ visible: true }),
  ).toBeVisible();
  await expect(smm.getByText("Потрібно щонайменше файлів: 1").filter({ visible: true })).toBeVisible();
  await seen(smm, "button", "Передати на погодження").click();
  await expect(
    smm.getByText("Спершу виправте те, що не пропустить соцмережа: 2 зауваження").filter({ visible: true }),
  ).toBeVisible();
});

test("mends it: a picture that fits, with what it shows, and no address in the text", async () => {
  await smm
    .locator('input[name="files"]:visible')
    .setInputFiles({ ...(await picture(10, 10)), buffer: Buffer.from("no picture") });
  await seen(smm, "button", "Завантажити").click();
  await expect(smm.getByText("Файл не вдалося прочитати").filter({ visible: true })).toBeVisible();
  await smm.locator('input[name="files"]:visible').setInputFiles(await picture(1080, 1920));
  await seen(smm, "button", "Завантажити").click();
  await expect(said(smm, "Файли додано")).toBeVisible();
  await field(smm, "Що на картинці").fill("Полиця з книгами");
  await seen(smm, "button", /Зберегти опис/).click();
  await expect(said(smm, "Опис збережено")).toBeVisible();
  await field(smm, "Текст").fill("Оберіть книгу");
  await field(smm, "Слова на стікері посилання").fill("Обрати книгу");
  await seen(smm, "button", /^Зберегти$/).click();
  await expect(said(smm, "Розміщення збережено")).toBeVisible();
  await expect(smm.getByText("Усе гаразд: правила мережі дотримано").filter({ visible: true })).toBeVisible();
  await expect(smm.locator(".zone").filter({ visible: true })).toHaveCount(2);
  await field(smm, "Показати безпечні зони").uncheck();
  await expect(smm.locator(".zone").filter({ visible: true })).toHaveCount(0);
  await expectAccessible(smm, "a placement");
  await seen(smm, "button", "Передати на погодження").click();
  await expect(said(smm, "Розміщення на погодженні")).toBeVisible();
});

test("a reviewer without an account asks for a change on a phone, and approves once it is made", async ({
  browser,
}) => {
  await smm.goto(promo());
  await field(smm, "Для кого").fill("Керівниця HR");
  await seen(smm, "button", "Створити посилання").click();
  await expect(said(smm, "Посилання створено")).toBeVisible();
  review = /http\S+\/reviews\/[\w-]{43}/.exec((await smm.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  expect(review).not.toBe("");

  const reviewer = await (await browser.newContext({ viewport: PHONE })).newPage();
  const answer = await reviewer.goto(new URL(review).pathname);
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(seen(reviewer, "heading", "сторіс 4")).toBeVisible();
  await expect(reviewer.getByRole("img", { name: "Полиця з книгами" }).filter({ visible: true })).toBeVisible();
  await expect(reviewer.getByText("Каталог уже чекає")).toHaveCount(0); // nobody asked about that one
  await expectAccessible(reviewer, "a review");
  await reviewer.locator('[name="answer"][value="request_changes"]').filter({ visible: true }).check({ force: true });
  await field(reviewer, "Ваше ім’я").fill("Олена");
  await seen(reviewer, "button", "Надіслати відповідь").click();
  await expect(field(reviewer, "Ваше ім’я")).toHaveValue("Олена");
  await expect(reviewer.getByText("Заповніть це поле").filter({ visible: true })).toBeVisible();
  await field(reviewer, "Що сказати").fill("Стікер коротший, будь ласка");
  await seen(reviewer, "button", "Надіслати відповідь").click();
  await expect(reviewer.getByText("Прохання передано команді").filter({ visible: true })).toBeVisible();
  await fromLetter(scene.smm, /(Стікер коротший, будь ласка)/, startedAt);

  await smm.goto(story);
  await expect(smm.getByText("Олена, за посиланням «Керівниця HR»").filter({ visible: true })).toBeVisible();
  await field(smm, "Слова на стікері посилання").fill("Обрати");
  await seen(smm, "button", /^Зберегти$/).click();
  await expect(said(smm, "Розміщення збережено")).toBeVisible();
  await seen(smm, "button", "Передати на погодження").click();
  await expect(said(smm, "Розміщення на погодженні")).toBeVisible();

  await reviewer.goto(new URL(review).pathname);
  await reviewer.locator('[name="answer"][value="approve"]').filter({ visible: true }).check({ force: true });
  await field(reviewer, "Ваше ім’я").fill("Олена");
  await seen(reviewer, "button", "Надіслати відповідь").click();
  await expect(reviewer.getByText("Ваше погодження записано").filter({ visible: true })).toBeVisible();
  await reviewer.close();
});

test("it is scheduled, its kit is taken, and it is marked as published", async () => {
  await smm.goto(story);
  await expect(smm.getByText("погоджує версію").filter({ visible: true })).toBeVisible();
  await seen(smm, "button", "Запланувати").click();
  await expect(said(smm, "Час призначено")).toBeVisible();
  await seen(smm, "link", "Взяти комплект").click();
  await expect(seen(smm, "heading", "Комплект: сторіс 4")).toBeVisible();
  await expectAccessible(smm, "a kit");
  const [download] = await Promise.all([
    smm.waitForEvent("download"),
    seen(smm, "link", "Завантажити все (ZIP)").click(),
  ]);
  expect(download.suggestedFilename()).toBe("instagram-story-4.zip");
  const files = unzipSync(await readFile(await download.path()));
  expect(Object.keys(files).sort()).toEqual(
    ["1-original.jpg", "alt.txt", "link.txt", "qr.png", "qr.svg", "sticker.txt", "text.txt"].sort(),
  );
  const text = (name: string) =>
    Buffer.from(files[name] ?? [])
      .toString("utf8")
      .trim();
  expect([text("text.txt"), text("sticker.txt"), text("alt.txt")]).toEqual([
    "Оберіть книгу",
    "Обрати",
    "1. Полиця з книгами",
  ]);
  expect(text("link.txt")).toMatch(/\/r\/[a-z0-9]{6}$/);
  const followed = await smm.request.get(new URL(text("link.txt")).pathname, { maxRedirects: 0 });
  expect(followed.headers().location).toContain("/sale/books");
  expect(await sharp(files["1-original.jpg"]).metadata()).toMatchObject({ width: 1080, height: 1920 });

  await field(smm, "Адреса допису").fill("https://www.instagram.com/stories/pm/1");
  await seen(smm, "button", /^Позначити опублікованим$/).click();
  await expect(said(smm, "Позначено, що розміщення вийшло")).toBeVisible();
  await expect(smm.getByText("опубліковано").filter({ visible: true }).first()).toBeVisible();
});

test("a rule that the network changed is put right, and content is asked for earlier", async () => {
  await smm.goto(`/uk/${scene.community}/desk/promos/rules`);
  await field(smm, "Instagram, годин").fill("72");
  await seen(smm, "button", /^Зберегти.*Instagram$/).click();
  await expect(said(smm, "Час збережено")).toBeVisible();
  const format = smm
    .locator("details")
    .filter({ visible: true, has: smm.getByText("Instagram: допис", { exact: true }) })
    .first();
  await format.locator("summary").first().click();
  const rule = format.locator("li").filter({ hasText: "Найбільше хештегів" });
  await rule.locator("summary").click();
  await rule.getByLabel("Значення").fill("5");
  await rule.getByLabel("Звідки відомо").fill("Застосунок Instagram");
  await rule.getByRole("button", { name: "Зберегти правило" }).click();
  await expect(said(smm, "Правило змінено")).toBeVisible();
  await expect(smm.getByText("Найбільше хештегів: 5").filter({ visible: true })).toBeVisible();
  await expectAccessible(smm, "rules");
});

test("without JavaScript a placement is planned, answered by the link and taken to its kit", async ({ browser }) => {
  const bare = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE, locale: "en-GB" });
  const page = await bare.newPage();
  await signIn(page, scene.organizer);
  const english = (path: string) => path.replace(/^\/uk\//, "/en/");
  await page.goto(english(promo("placements/new")));
  await field(page, "Network and format").selectOption("telegram/message");
  await field(page, "Text").fill("Обирайте книгу: {link}");
  await page.locator('[name="page"][value="community"]').check({ force: true });
  await field(page, "When it goes out").fill(`${inDays(5)}T10:30`);
  await seen(page, "button", "Add the placement").click();
  await expect(page.getByText("The placement is added").first()).toBeVisible();
  await expect(page.getByText("All is well: the network’s rules are kept").first()).toBeVisible();
  const own = page.url();
  await seen(page, "button", "Send for review").click();
  await expect(page.getByText("The placement is in review").first()).toBeVisible();

  const reviewer = await (await browser.newContext({ javaScriptEnabled: false, viewport: PHONE })).newPage();
  await reviewer.goto(english(new URL(review).pathname));
  await expect(reviewer.getByText(/Обирайте книгу: http\S+\/r\/[a-z0-9]{6}/).first()).toBeVisible();
  const asked = reviewer.locator(".card").filter({ hasText: "Обирайте книгу" });
  await asked.locator('[name="answer"][value="approve"]').check({ force: true });
  await asked.getByLabel("Your name").fill("Olena");
  await asked.getByRole("button", { name: "Send the answer" }).click();
  await expect(reviewer.getByText("Your approval is recorded").first()).toBeVisible();

  await page.goto(own);
  await seen(page, "button", "Schedule").first().click();
  await expect(page.getByText("The time is set").first()).toBeVisible();
  await seen(page, "link", "Take the kit").click();
  await expect(seen(page, "heading", /^Kit: /)).toBeVisible();
  await seen(page, "button", "Mark as published").click();
  await expect(page.getByText("It is marked as published").first()).toBeVisible();
  await bare.close();
});

test("what was not sent to somebody is not there: another promo's link, a revoked one, and the files behind them", async ({
  request,
}) => {
  await smm.goto(promo());
  await seen(smm, "button", /Відкликати/)
    .first()
    .click();
  await expect(said(smm, "Посилання відкликано")).toBeVisible();
  const answer = await request.get(new URL(review).pathname);
  expect(await answer.text()).toContain("Посилання вже не діє");
  expect(await answer.text()).not.toContain("Книги виходять у люди");
  const kit = story.replace(/^\/uk\/([^/]+)\/.*\/([^/]+)$/, "/api/desk/$1/placements/$2/kit");
  expect((await request.get(kit)).status()).toBe(404);
  expect((await smm.request.get(kit)).status()).toBe(200);
});
