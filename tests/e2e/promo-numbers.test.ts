import { expect, test } from "@playwright/test";
import type { NumbersScene } from "./promo-numbers-scene";
import { aScene, expectAccessible, PHONE, SCREENSHOT, signIn } from "./support";

let scene: NumbersScene;
test.beforeAll(async () => {
  scene = await aScene<NumbersScene>("tests/e2e/promo-numbers-scene.ts");
});
test.use({ viewport: PHONE });

test("numbers about to vanish are on the desk's home and written down from there, with a picture of the screen", async ({
  page,
}) => {
  await signIn(page, scene.smm);
  await page.goto(`/uk/${scene.community}/desk`);
  await expect(page.getByRole("heading", { name: "Час записати числа" })).toBeVisible();
  await expect(page.getByText(/статистика зникне/)).toBeVisible();
  await expectAccessible(page, "the desk's home with promos");
  await page.getByRole("link", { name: "Записати" }).click();

  await expect(page.getByText("Час записати", { exact: true })).toBeVisible();
  await page.getByLabel("Перегляди").first().fill("1 250");
  await page.getByLabel("Охоплення").first().fill("багато");
  await page.getByRole("button", { name: "Записати" }).first().click();
  await expect(page.getByLabel("Охоплення").first()).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Перегляди").first()).toHaveValue("1 250");
  await page.getByLabel("Охоплення").first().fill("980");
  await page.getByLabel("Знімок екрана").first().setInputFiles(SCREENSHOT);
  await page.getByRole("button", { name: "Записати" }).first().click();
  await expect(page.getByText("Числа записано.")).toBeVisible();
  const entered = page.locator("main:visible .number-entries");
  await expect(entered).toContainText("Стелла Числова");
  await expect(entered).toContainText(/1.250/);
  const shot = await entered.getByRole("link", { name: "знімок" }).getAttribute("href");
  expect((await page.request.get(shot ?? "")).headers()["content-type"]).toBe("image/webp");
  await expectAccessible(page, "the numbers of a promo");

  await page.goto(`/uk/${scene.community}/desk`);
  await expect(page.getByRole("heading", { name: "Час записати числа" })).toBeHidden();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a line of the plan waits for its number, fires when that is too low, is a task, and is settled", async ({
    page,
  }) => {
    test.setTimeout(150_000); // the clock judges lines every minute
    const promo = `/uk/${scene.community}/desk/promos/${scene.promo}`;
    await signIn(page, scene.smm);
    await page.goto(`${promo}/contingency`);
    await expect(page.getByText("Умову ще не перевірено: впишіть число.")).toBeVisible();
    await page.getByRole("link", { name: "Вписати число" }).click();
    await page.getByRole("group").filter({ hasText: "Реєстрації" }).locator("summary").first().click();
    await page.getByLabel("Реєстрації").fill("7");
    await page.getByRole("button", { name: "Записати" }).last().click();
    await expect(page.getByText("Числа записано.")).toBeVisible();

    await expect(async () => {
      await page.goto(`/uk/${scene.community}/desk`);
      await expect(page.getByText("План на випадок недобору спрацював")).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 100_000 });
    await page.getByRole("link", { name: "До плану" }).click();
    await expect(page.getByText("Спрацював", { exact: true })).toBeVisible();
    await page.getByLabel("Що з того вийшло").fill("Нагадали, стало 31");
    await page.getByRole("button", { name: "Зберегти наслідок" }).click();
    await expect(page.getByText("Наслідок записано.")).toBeVisible();
    await page.goto(`${promo}/report`);
    await expect(page.locator("main:visible")).toContainText("Нагадали, стало 31");
  });

  test("a line is added, changed and removed; one without a moment and a stage is refused with all kept", async ({
    page,
  }) => {
    await signIn(page, scene.smm);
    await page.goto(`/uk/${scene.community}/desk/promos/${scene.promo}/contingency`);
    const form = page.locator("main:visible details").last();
    await form.locator("summary").click();
    await form.getByLabel("Якщо менше ніж").fill("45");
    await form.getByLabel("Докладніше").fill("Запасний креатив");
    await form.getByRole("button", { name: "Зберегти рядок" }).click();
    const again = page.locator("main:visible details").last();
    await expect(again.getByText("Оберіть одне: або дату й час, або етап.")).toBeVisible();
    await expect(again.getByLabel("Докладніше")).toHaveValue("Запасний креатив");
    await again.getByLabel("Або на етапі").selectOption("measuring");
    await again.getByRole("button", { name: "Зберегти рядок" }).click();
    await expect(page.getByText("Рядок плану збережено.")).toBeVisible();
    const added = page.locator("main:visible .card").filter({ hasText: "Запасний креатив" });
    await expect(added).toContainText("коли збиратимемо статистику");
    await added.getByRole("button", { name: /^Прибрати/ }).click();
    await expect(page.getByText("Рядок плану прибрано.")).toBeVisible();
  });
});

test.describe("a story whose time has come, without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("is said to be posted with one tap on the desk's home", async ({ page }) => {
    await signIn(page, scene.smm);
    await page.goto(`/uk/${scene.community}/desk`);
    const task = page.getByText("Instagram: Нагадування", { exact: true }).first();
    await expect(task).toBeVisible();
    await page.getByRole("button", { name: "Позначити опублікованим Instagram: Нагадування" }).click();
    await expect(page.getByText("Позначено, що розміщення вийшло")).toBeVisible();
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`/placements/${scene.toPost}$`));
    await page.goto(`/uk/${scene.community}/desk`);
    await expect(task).toBeHidden();
  });
});
