import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { PrivacyScene } from "./privacy-scene";
import { aScene, expectAccessible, PHONE } from "./support";

test.use({ viewport: PHONE });

let scene: PrivacyScene;
test.beforeAll(async () => {
  scene = await aScene<PrivacyScene>("tests/e2e/privacy-scene.ts");
});
const guest = (nth: number) => scene.guests[nth] as PrivacyScene["guests"][number];

test("a guest takes their data away on a phone and erases themselves", async ({ page }) => {
  const { token, email, name } = guest(0);
  await page.goto(`/uk/claims/${token}`);
  await page.getByRole("link", { name: "Мої дані: завантажити чи видалити" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Мої дані" })).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  await expectAccessible(page, "own data");

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Завантажити мої дані" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/my-data-\d{4}-\d\d-\d\d\.json$/);
  const data = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(data).toMatchObject({ profile: { name, email }, claims: [{ book: "Прочитана книга 1" }] });
  expect(JSON.stringify(data)).not.toContain(guest(1).email);

  await page.getByRole("link", { name: "Видалити мої дані…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Видалити мої дані?" })).toBeVisible();
  await expectAccessible(page, "before erasing");
  await page.getByRole("button", { name: "Видалити назавжди" }).click();
  await expect(page.getByText("Поставте позначку, якщо справді цього хочете.")).toBeVisible();
  await page.getByRole("checkbox", { name: /Розумію/ }).check();
  await page.getByRole("button", { name: "Видалити назавжди" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ваші дані видалено" })).toBeVisible();
  expect((await page.request.get(`/uk/claims/${token}`)).status()).toBe(404);
  expect((await page.request.get(`/uk/data/claims/${token}`)).status()).toBe(404);
});

test("without JavaScript, too", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  const { token } = guest(1);
  await page.goto(`/uk/data/claims/${token}/erase`);
  await page.getByRole("button", { name: "Видалити назавжди" }).click();
  await expect(page.getByText("Поставте позначку, якщо справді цього хочете.")).toBeVisible();
  await page.getByRole("checkbox", { name: /Розумію/ }).check();
  await page.getByRole("button", { name: "Видалити назавжди" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ваші дані видалено" })).toBeVisible();
  expect((await page.request.get(`/uk/claims/${token}`)).status()).toBe(404);
  await context.close();
});
