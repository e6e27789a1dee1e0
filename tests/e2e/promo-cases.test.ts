import { expect, type Page, test } from "@playwright/test";
import type { PromoCases } from "./promo-cases-scene";
import { aScene, expectAccessible, PHONE, signIn } from "./support";

let scene: PromoCases;
test.beforeAll(async () => {
  scene = await aScene<PromoCases>("tests/e2e/promo-cases-scene.ts");
});

const plain = (text: string | null) => (text ?? "").replace(/[\u00A0\u202F]/g, " ").trim();
const brief = async (page: Page) => plain(await page.locator("main:visible .report-brief").textContent());

test.describe("an event's report", () => {
  test.use({ viewport: PHONE, javaScriptEnabled: false });

  test("opens by its password, tells of registrations and who came, and has no word of a catalog", async ({ page }) => {
    await page.goto(`/uk/reports/${scene.event.token}`);
    await expect(page.getByText("Зустріч про ретроспективи")).toHaveCount(0);
    await page.getByLabel("Пароль").fill("не той");
    await page.getByRole("button", { name: "Відкрити звіт" }).click();
    await expect(page.getByText("Пароль не підходить.")).toBeVisible();
    await page.getByLabel("Пароль").fill("зустріч");
    await page.getByRole("button", { name: "Відкрити звіт" }).click();

    await expect(page.getByRole("heading", { level: 1, name: "Зустріч про ретроспективи" })).toBeVisible();
    expect(await brief(page)).toBe("31 відвідувач · 62 реєстрації · прийшли 47 (75,8 %) · реєстрація коштувала 20 ₴");
    const report = page.locator("main:visible");
    await expect(report).toContainText("це 103,3 % цілі");
    await expect(report).toContainText("Ще 34 реєстрації за три дні");
    await expect(report).not.toContainText(/книг|каталог|обмін|донат|бронюван|примірник/i);
    await page.goto(`/en/reports/${scene.event.token}`);
    expect(await brief(page)).toBe("31 visitors · 62 registrations · 47 came (75.8%) · UAH 20 per registration");
    await expect(page.locator("main:visible")).not.toContainText(/book|catalog|exchang|donat|claim/i);
  });
});

test("an achievement's report opens without a password and stands on a phone for everyone to read", async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto(`/uk/reports/${scene.achievement.token}`);
  expect(await brief(page)).toBe("охоплення 1 500 · залученість 96 · 0 відвідувачів");
  await expect(page.locator("main:visible")).toContainText("це 75,0 % цілі");
  await expectAccessible(page, "a shared report");
  expect(await page.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
});

test("a report is frozen, shared and its address ended; nobody finds it then", async ({ page, browser, baseURL }) => {
  await signIn(page, scene.smm);
  await page.goto(`/uk/${scene.community}/desk/promos/${scene.achievement.id}/report`);
  await page.getByRole("button", { name: "Зафіксувати звіт" }).click();
  await expect(page.getByText("Звіт зафіксовано.")).toBeVisible();
  await expect(page.getByText("Відтоді дещо змінилося")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Чого навчилися" }).fill("Цифра в першому рядку працює");
  await page.getByRole("button", { name: "Зберегти" }).click();
  await expect(page.locator("main:visible .typed", { hasText: "Цифра в першому рядку працює" }).first()).toBeVisible();
  await page.getByLabel("Для кого").fill("Фонд");
  await page.getByRole("button", { name: "Створити посилання" }).click();
  await expect(page.getByText("Посилання готове, скопіюйте його нижче.")).toBeVisible();
  const own = page
    .locator("main:visible")
    .getByRole("link", { name: /\/uk\/reports\// })
    .first();
  const address = (await own.getAttribute("href")) ?? "";

  const context = await browser.newContext({ baseURL, viewport: PHONE });
  const reader = await context.newPage();
  await reader.goto(address);
  await expect(reader.getByText(/^Зафіксовано/)).toBeVisible();
  await expect(reader.locator("main:visible")).toContainText("Цифра в першому рядку працює");
  await page
    .getByRole("button", { name: /^Вимкнути/ })
    .first()
    .click();
  await expect(page.getByText("Посилання вимкнено.")).toBeVisible();
  expect((await reader.goto(address))?.status()).toBe(404);
  await context.close();
});

test("a promo ends on the page of its report, and the keyboard goes on from what was said", async ({ page }) => {
  await signIn(page, scene.smm);
  const promo = `/uk/${scene.community}/desk/promos/${scene.achievement.id}`;
  await page.goto(promo, { waitUntil: "networkidle" });
  await page.getByText("Інші дії").filter({ visible: true }).click();
  await page.getByRole("button", { name: "Завершити й збирати статистику" }).click();
  await expect(page.getByText("Промо завершено.")).toBeVisible();
  await page.getByRole("link", { name: "Перейти до звіту" }).click();
  await page.getByRole("button", { name: "Позначити, що звіт готовий" }).press("Enter");
  await expect(page.locator(".desk-said").filter({ visible: true, hasText: "Звіт готовий." })).toBeFocused();
  await expect(page.getByRole("link", { name: "Відкрити звіт" }).filter({ visible: true })).toBeVisible();
});
