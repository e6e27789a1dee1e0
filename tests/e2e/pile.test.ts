import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { drawEan13, filmOf } from "../support/ean13";
import type { PileScene } from "./pile-scene";
import config from "./playwright.config";
import { aScene, expectAccessible, PHONE, signIn } from "./support";

const FOUND = "9786171202658";
const KNOWN = "9789660379879";
const HERE = "9781892005281";
// no test publishes it
const NOWHERE = "9780000000088";
const UNKNOWN = ["9780000000002", "9780000000019", "9780000000026", "9780000000033", "9780000000040", "9780000000057"];

// The camera sees a book, then the table, then the next book, over and over.
const film = join(tmpdir(), `bookraiser-scan-${process.pid}.y4m`);

const { executablePath, args = [] } = config.use?.launchOptions ?? {};
test.use({
  viewport: PHONE,
  hasTouch: true,
  permissions: ["camera"],
  launchOptions: {
    executablePath,
    args: [
      ...args,
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
  },
});

let scene: PileScene;
const address = () => `/uk/${scene.community}/${scene.campaign}/give/pile`;
test.beforeAll(async () => {
  writeFileSync(film, filmOf([drawEan13(FOUND), drawEan13(null), drawEan13(KNOWN), drawEan13(null)], 8, 5));
  scene = await aScene<PileScene>("tests/e2e/pile-scene.ts");
});

test.afterAll(() => rmSync(film, { force: true }));

test("a pile of ten is scanned, pasted, reviewed and published on a phone", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, scene.email);
  await page.goto(`/uk/${scene.community}/${scene.campaign}/give`);
  await page.getByRole("link", { name: "Додайте їх одним стосом" }).click();
  await page.getByRole("button", { name: "Сканувати камерою" }).click();
  const text = page.getByLabel("Номери або будь-який текст із ними");
  await expect(page.getByText("Відскановано 2 книги")).toBeVisible({ timeout: 60_000 });
  await expect(text).toHaveValue(new RegExp(FOUND));
  await expect(text).toHaveValue(new RegExp(KNOWN));
  await page.getByRole("button", { name: "Зупинити" }).click();
  await expectAccessible(page, "the three ways into a pile");

  // the film goes round: whatever else it showed is left out here
  const rest = [HERE, ...UNKNOWN, FOUND.replace(/8$/, "7")];
  await text.fill(`${FOUND}\n${KNOWN}\nі ще: ${rest.join(", ")}`);
  await page.getByRole("button", { name: "Переглянути стос" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Перевірте стос" })).toBeVisible();
  const row = (number: number) => page.getByRole("listitem", { name: `Книга ${number}`, exact: true });
  await expect(row(1).getByLabel("Назва")).toHaveValue("Книга з бібліотеки");
  await expect(row(3).getByText("Уже в акції", { exact: true }).first()).toBeVisible();
  await expect(row(3).getByRole("checkbox")).not.toBeChecked();
  await expect(row(10).getByText(/мало б бути 8/)).toBeVisible();

  // one field is forgotten: nothing typed is lost, and the others are in the catalog
  for (let nth = 0; nth < UNKNOWN.length - 1; nth++)
    await row(4 + nth)
      .getByLabel("Назва")
      .fill(`Впис-книга ${nth + 1}`);
  await row(3).getByRole("checkbox").check();
  await page.getByLabel("Стан").first().selectOption("like-new");
  await page.getByRole("button", { name: "Додати до каталогу" }).click();
  await expect(page.getByText("Додано 8 книг. Дякуємо!")).toBeVisible();
  await expect(page.getByText(/^1 книзі чогось бракує/)).toBeVisible();
  await expect(row(9).getByLabel("Назва")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "a pile in review");
  await row(9).getByLabel("Назва").fill("Остання книга");
  await row(10).getByLabel("ISBN").fill("");
  await page.getByRole("button", { name: "Додати до каталогу" }).click();
  await expect(page.getByText("Додано 1 книгу. Дякуємо!")).toBeVisible();
  await row(10).getByLabel("Назва").fill("Без номера");
  await page.getByRole("button", { name: "Додати до каталогу" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Стос у каталозі" })).toBeVisible();

  await page.goto(`/uk/${scene.community}/${scene.campaign}/books?q=${encodeURIComponent("Впис-книга")}`);
  await expect(page.getByRole("link", { name: /Впис-книга 5/ }).first()).toBeVisible();
});

test("a barcode is read from a photo where the camera cannot be used", async ({ page }) => {
  await signIn(page, scene.email);
  await page.addInitScript("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })");
  const faults: Error[] = [];
  page.on("pageerror", (error) => faults.push(error));
  await page.goto(address());
  await expect(page.getByText("У цьому браузері камера недоступна.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Сканувати камерою" })).toHaveCount(0);
  const { width, height, pixels } = drawEan13(KNOWN, { width: 1200, height: 900 });
  const buffer = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .rotate(4, { background: "#969696" })
    .jpeg()
    .toBuffer();
  const photo = page.getByLabel("Сфотографувати штрихкод");
  await photo.setInputFiles({ name: "barcode.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByLabel("Номери або будь-який текст із ними")).toHaveValue(`${KNOWN}\n`);
  const blank = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#888" } })
    .png()
    .toBuffer();
  await photo.setInputFiles({ name: "table.png", mimeType: "image/png", buffer: blank });
  await expect(page.getByText("На світлині не видно штрихкоду.")).toBeVisible();
  expect(faults).toEqual([]);
});

test("without JavaScript a pasted text is reviewed, mended and published, and sent twice adds nothing", async ({
  page: signedIn,
  browser,
  baseURL,
}) => {
  await signIn(signedIn, scene.email);
  const storageState = await signedIn.context().storageState();
  const context = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false, viewport: PHONE });
  const page = await context.newPage();
  await page.goto(address());
  await page.getByLabel("Номери або будь-який текст із ними").fill("тут немає номерів");
  await page.getByRole("button", { name: "Переглянути стос" }).click();
  await expect(page.getByText("Тут немає жодного ISBN.")).toBeVisible();
  await expect(page.getByLabel("Номери або будь-який текст із ними")).toHaveValue("тут немає номерів");
  await page
    .getByLabel("Номери або будь-який текст із ними")
    .fill("978-0-00-000006-4 і 9780000000071, 978-0-00-000006-4");
  await page.getByRole("button", { name: "Переглянути стос" }).click();
  const row = (number: number) => page.getByRole("listitem", { name: `Книга ${number}`, exact: true });
  await row(1).getByLabel("Назва").fill("Без JavaScript");
  await row(2).getByLabel("Назва").fill("Друга без JavaScript");
  await page.getByRole("button", { name: "Оновити назви" }).click();
  await expect(row(1).getByLabel("Назва")).toHaveValue("Без JavaScript");
  await expect(row(3).getByText("Уже в стосі")).toBeVisible();
  const review = page.url();
  await page.getByRole("button", { name: "Додати до каталогу" }).click();
  await expect(page.getByText("Додано 2 книги. Дякуємо!")).toBeVisible();
  await page.goto(review);
  await page.getByRole("button", { name: "Додати до каталогу" }).click();
  await expect(page.getByText("Нових книг не додано.")).toBeVisible();
  await context.close();
});

test("one book's form is filled by its ISBN, where nothing was typed", async ({ page, browser, baseURL }) => {
  const form = `/uk/${scene.community}/${scene.campaign}/give`;
  await page.goto(form);
  await page.getByLabel("Автори").fill("Вписано раніше");
  await page.getByLabel("ISBN").fill(FOUND);
  await page.getByRole("button", { name: "Знайти за ISBN" }).click();
  await expect(page.getByLabel("Назва")).toHaveValue("Книга з бібліотеки");
  await expect(page.getByLabel("Автори")).toHaveValue("Вписано раніше");
  await expect(page.getByLabel("Мова")).toHaveValue("uk");
  await page.getByLabel("ISBN").fill(NOWHERE);
  await page.getByRole("button", { name: "Знайти за ISBN" }).click();
  await expect(page.getByText("Цієї книги в бібліотеках не знайдено")).toBeVisible();

  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, viewport: PHONE });
  const plain = await context.newPage();
  await plain.goto(form);
  await plain.getByLabel("Автори").fill("Вписано раніше");
  await plain.getByLabel("ISBN").fill(HERE);
  await plain.getByRole("button", { name: "Знайти за ISBN" }).click();
  await expect(plain.getByText("Віддаєте ще один примірник?")).toBeVisible();
  await expect(plain.getByLabel("Назва")).toHaveValue("Уже в акції");
  await expect(plain.getByLabel("Автори")).toHaveValue("Вписано раніше");
  await context.close();
});

test("a visitor is told how to join or to give one by one", async ({ page }) => {
  await page.goto(address());
  await expect(page.getByRole("heading", { name: "Стоси додають члени спільноти" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Віддати одну книгу" })).toHaveAttribute(
    "href",
    `/uk/${scene.community}/${scene.campaign}/give`,
  );
});
