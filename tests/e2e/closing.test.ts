import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type { ClosingScene } from "./closing-scene";
import { aScene, expectAccessible, fromLetter, PHONE, signIn } from "./support";

test.use({ viewport: PHONE });

const aSaleThatIsOver = () => aScene<ClosingScene>("tests/e2e/closing-scene.ts");
const closePath = ({ community, campaign }: ClosingScene) => `/uk/${community}/desk/campaigns/${campaign}/close`;
const main = (page: Page) => page.locator("main:visible");

test("an organizer closes a campaign on a phone, people are thanked, and late money is shown beside the kept sums", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const scene = await aSaleThatIsOver();
  await signIn(page, scene.organizer);
  await page.goto(`/uk/${scene.community}/desk`);
  await expect(main(page).getByRole("heading", { name: "Строк акції минув" })).toBeVisible();
  await main(page).getByRole("link", { name: "Завершити Весняна акція" }).click();
  await expect(page).toHaveURL(new RegExp(`${closePath(scene)}$`));
  for (const what of ["1 неоплачене бронювання", "1 людина стоїть у черзі", "1 обміняна книга ще не в читача"])
    await expect(main(page).getByText(what).first()).toBeVisible();
  await expectAccessible(page, "before closing");

  const since = Date.now();
  await main(page).getByRole("button", { name: "Завершити акцію" }).click();
  await expect(main(page).getByText("Акцію завершено. Дякуємо за неї!")).toBeVisible();
  await expect(main(page).getByRole("heading", { name: "Підсумки на момент завершення" })).toBeVisible();
  await expect(main(page).getByRole("link", { name: "Лишилася перша" })).toBeVisible();
  await expectAccessible(page, "after closing");
  const leftover = await fromLetter(scene.giver, /(Лишилися без читача: .+)/, since);
  expect(leftover).toContain("Лишилася друга; Лишилася перша");
  expect(await fromLetter(scene.reader, /(Дякуємо за ваш внесок!)/, since)).toBeTruthy();
  await expect(async () => {
    await page.goto(closePath(scene));
    await expect(main(page).getByText("Надіслано 2 з 2 листів")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });

  const coming = page.waitForEvent("download");
  await main(page).getByRole("link", { name: "Завантажити CSV" }).click();
  const csv = readFileSync(await (await coming).path(), "utf8");
  expect(csv).toContain("Лишилася перша");
  expect(csv).not.toContain("@");

  await page.goto(`/uk/${scene.community}/${scene.campaign}`);
  await expect(main(page).getByText("Дякуємо всім, хто був із нами!")).toBeVisible();
  await expect(main(page).getByText(/зібрали 800\s₴, і 2 книги знайшли читачів/)).toBeVisible();

  const paid = await page.request.post(
    `/api/v1/communities/${scene.community}/campaigns/${scene.campaign}/donations/${scene.unpaid}/confirm`,
    {
      headers: { authorization: `Bearer ${scene.treasurerToken}` },
      data: { amountMinor: 45_000, reference: `LATE-${scene.unpaid}` },
    },
  );
  expect(paid.status()).toBe(200);
  await page.goto(closePath(scene));
  await expect(main(page).getByRole("heading", { name: "Відтоді суми змінилися" })).toBeVisible();
  const raised = main(page).getByRole("row").filter({ hasText: "Зібрано" });
  await expect(raised).toContainText(/800\s₴/);
  await expect(raised).toContainText(/1\s250\s₴/);
  await expect(async () => {
    await page.goto(`/uk/${scene.community}/${scene.campaign}`);
    const kept = main(page).getByText(/Коли акцію завершили, .+ було 800\s₴ і 2 обміняні книги/);
    await expect(kept).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});

test("what is left goes on to the next campaign, and the first can be opened again with a reason", async ({ page }) => {
  test.setTimeout(180_000);
  const scene = await aSaleThatIsOver();
  await signIn(page, scene.organizer);
  await page.goto(closePath(scene));
  await main(page).getByRole("button", { name: "Завершити акцію" }).click();
  await expect(main(page).getByText("Акцію завершено. Дякуємо за неї!")).toBeVisible();
  const name = main(page).getByLabel("Назва");
  await name.fill("Осіння акція");
  await expect(main(page).getByRole("checkbox", { name: "Перенести 2 книги, що лишилися" })).toBeChecked();
  await main(page).getByRole("button", { name: "Створити чернетку" }).click();
  await expect(main(page).getByText("Чернетку створено, у ній уже 2 книги.")).toBeVisible();
  await expect(page).toHaveURL(/settings\?campaign=spring-2/);

  await page.goto(closePath(scene));
  await expect(main(page).getByText("2 книги перенесено в наступну акцію")).toBeVisible();
  await main(page).getByText("Відкрити акцію знову").click();
  await main(page).getByRole("button", { name: "Відкрити знову" }).click();
  await expect(main(page).getByRole("textbox", { name: "Чому" })).toHaveAttribute("aria-invalid", "true");
  await main(page).getByRole("textbox", { name: "Чому" }).fill("Ще тиждень на передачу");
  await main(page).getByRole("button", { name: "Відкрити знову" }).click();
  await expect(main(page).getByText("Акцію знову відкрито.")).toBeVisible();
  await expect(main(page).getByRole("button", { name: "Завершити акцію" })).toBeVisible();
});

test("without JavaScript it is closed without letters, which are sent later", async ({ page, browser, baseURL }) => {
  test.setTimeout(180_000);
  const other = await aSaleThatIsOver();
  await signIn(page, other.organizer);
  const storageState = await page.context().storageState();
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: PHONE,
    baseURL: baseURL ?? "",
    storageState,
  });
  const plain = await context.newPage();
  await plain.goto(closePath(other));
  await plain.getByRole("checkbox", { name: "Надіслати листи подяки 2 людям" }).uncheck();
  await plain.getByRole("button", { name: "Завершити акцію" }).click();
  await expect(plain.getByText("Акцію завершено. Дякуємо за неї!")).toBeVisible();
  await expect(plain.getByText("Листи подяки ще не надсилали.")).toBeVisible();
  const since = Date.now();
  await plain.getByRole("button", { name: "Надіслати 2 листи" }).click();
  await expect(plain.getByText("Листи подяки вже йдуть.")).toBeVisible();
  expect(await fromLetter(other.reader, /(Дякуємо за ваш внесок!)/, since)).toBeTruthy();
  await context.close();
});
