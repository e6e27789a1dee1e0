import { expect, type Page, test } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { aReceiver } from "../messages/receiver";
import type { ChannelsScene } from "./channels-scene";
import { aScene, expectAccessible, PHONE, signIn } from "./support";

let scene: ChannelsScene;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
const address = () => `/uk/${scene.community}/desk/webhooks`;
test.beforeAll(async () => {
  scene = await aScene<ChannelsScene>("tests/e2e/channels-scene.ts");
  receiver = await aReceiver();
});
test.afterAll(() => receiver.close());

/** The page before it stays alive behind it. */
const here = (page: Page) => page.locator("main:visible");
const add = (page: Page) => here(page).getByRole("button", { name: "Додати", exact: true });
const url = (page: Page) => here(page).getByLabel("Адреса", { exact: true });

test("an organizer adds a webhook, tries it out, and a reservation is told to it, signed", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, scene.email);
  await page.goto(`/uk/${scene.community}/desk/settings`);
  await here(page).getByRole("link", { name: "Вебхуки" }).click();
  await expect(here(page).getByRole("heading", { name: "Вебхуків ще немає" })).toBeVisible();
  await expectAccessible(page, "no webhooks");

  await url(page).fill("http://192.168.1.1/hook");
  await here(page).getByLabel("час минув").check();
  await add(page).click();
  await expect(here(page).getByText("Потрібна повна адреса в інтернеті")).toBeVisible();
  await expect(url(page)).toHaveValue("http://192.168.1.1/hook");
  await expect(here(page).getByLabel("час минув")).toBeChecked();

  await url(page).fill(receiver.url);
  await add(page).click();
  await expect(here(page).getByText("Скопіюйте його зараз")).toBeVisible();
  const secret = (await here(page).locator(".secret code").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await expect(here(page).getByRole("heading", { name: receiver.url })).toBeVisible();
  await page.goto(address());
  await expect(here(page).getByText(secret)).toHaveCount(0);

  await here(page)
    .getByRole("button", { name: /Надіслати пробну подію/ })
    .click();
  await expect(here(page).getByText("Подія дійшла")).toBeVisible();
  await expect(here(page).getByRole("cell", { name: "Доставлено" })).toBeVisible();
  const opener = new Webhook(secret);
  const [tried] = receiver.received;
  expect(opener.verify(tried?.body ?? "", tried?.headers ?? {})).toMatchObject({ type: "webhook.test" });
  await expectAccessible(page, "a webhook that was tried");

  const claimed = await page.request.post(
    `/api/v1/communities/${scene.community}/campaigns/${scene.campaign}/books/${scene.book}/claims`,
    { data: { name: "Юрко", email: "yurko@example.com", amountMinor: 40_000, method: "transfer", consent: true } },
  );
  expect(claimed.status()).toBe(201);
  const told = () => receiver.received.map(({ body }) => JSON.parse(body)).find(({ type }) => type === "claim.held");
  await expect.poll(told, { timeout: 60_000 }).toMatchObject({
    data: { code: (await claimed.json()).code, book: { code: scene.book }, campaign: scene.campaign },
  });

  receiver.plan(500);
  await page.goto(address());
  await here(page)
    .getByRole("button", { name: /Надіслати пробну подію/ })
    .click();
  await expect(here(page).getByText("Адреса не прийняла подію")).toBeVisible();
  await expect(here(page).getByText("Не відповідає")).toBeVisible();
  await here(page)
    .getByRole("button", { name: /Надіслати ще раз webhook.test/ })
    .first()
    .click();
  await expect(here(page).getByText("Подія дійшла")).toBeVisible();

  await page.setViewportSize(PHONE);
  await page.reload();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await here(page)
    .getByRole("button", { name: /^Вимкнути/ })
    .click();
  await expect(here(page).getByText("Вебхук вимкнено.")).toBeVisible();
  await here(page).getByText("Вилучити", { exact: true }).first().click();
  await here(page)
    .getByRole("button", { name: /^Вилучити/ })
    .click();
  await expect(here(page).getByText("Вебхук вилучено.")).toBeVisible();
});

test("where there is no bot, nobody is offered Telegram", async ({ page }) => {
  await signIn(page, scene.email);
  await page.goto(`/uk/${scene.community}/me`);
  await expect(here(page).getByRole("heading", { level: 1 })).toBeVisible();
  await expect(here(page).getByText("Отримувати в Telegram")).toHaveCount(0);
  expect((await page.request.post("/api/telegram/webhook", { data: { update_id: 1 } })).status()).toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a webhook is added and tried out all the same", async ({ page }) => {
    test.setTimeout(180_000);
    await signIn(page, scene.email);
    await page.goto(address());
    await url(page).fill("ні");
    await add(page).click();
    await expect(here(page).getByText("Потрібна повна адреса в інтернеті")).toBeVisible();
    await url(page).fill(receiver.url);
    await add(page).click();
    await expect(here(page).locator(".secret code")).toHaveText(/^whsec_/);
    await page.goto(address());
    await here(page)
      .getByRole("button", { name: /Надіслати пробну подію/ })
      .click();
    await expect(here(page).getByText("Подія дійшла")).toBeVisible();
  });
});
