import { expect, test } from "@playwright/test";
import { codeFor, INSTAGRAM, openFreeBook, PHONE, SCREENSHOT, STAFF, signIn } from "./support";
import { aTrackedLink, creditsOf } from "./tracked-link";

// a phone of its own: whoever shares address and agent with another test of the day would be the same visitor
test.use({ viewport: PHONE, userAgent: `${INSTAGRAM} NV/7`, hasTouch: true, isMobile: true });

test("who comes by a story and then by a post, inside Instagram, takes both to the claim, the donation and the money", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const target = "/pm/charity-book-sale";
  const story = await aTrackedLink({ network: "instagram", content: "story-4", target });
  const post = await aTrackedLink({ network: "facebook", content: "group-post-1", target });
  const email = `stella.${Date.now()}@example.com`;

  await page.goto(`/r/${story.code}`);
  await expect(page).toHaveURL(new RegExp(`/uk${target}\\?.*via=${story.code}`));
  await page.goto("/uk"); // directly, later: changes nothing
  await page.goto(`/r/${post.code}`);
  await openFreeBook(page); // whose address no longer says where they came from
  await page.getByLabel("Ім’я", { exact: true }).filter({ visible: true }).fill("Стелла Гостинна");
  await page.getByRole("textbox", { name: "Пошта" }).filter({ visible: true }).fill(email);
  await page
    .getByText(/Погоджуюся на обробку/)
    .filter({ visible: true })
    .click();
  await page.getByRole("button", { name: "Забронювати" }).click();
  await page
    .getByLabel("Код із листа")
    .filter({ visible: true })
    .fill(await codeFor(email));
  await page.getByRole("button", { name: "Підтвердити" }).click();
  await expect(page.getByRole("heading", { name: "Надішліть внесок фонду" })).toBeVisible();
  const code = /BK-[A-Z0-9]{5}/.exec((await page.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  await page.locator('input[type="file"]:visible').first().setInputFiles(SCREENSHOT);
  await page.getByRole("button", { name: "Надіслати підтвердження" }).click();
  await expect(page.getByRole("heading", { name: "Чекаємо, поки скарбник перевірить" })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]); // all of it without being recognised

  const treasurer = await (await browser.newContext({ locale: "uk-UA", isMobile: false, hasTouch: false })).newPage();
  await treasurer.setViewportSize({ width: 1280, height: 900 });
  await signIn(treasurer, STAFF.treasurer);
  await treasurer.goto("/uk/pm/desk/money");
  const row = treasurer.locator("article:visible, li:visible, tr:visible").filter({ hasText: code }).first();
  await row.getByLabel("Надійшло").filter({ visible: true }).fill("400");
  await row.getByLabel("Номер операції").filter({ visible: true }).fill(`REF-${Date.now()}`);
  await row.getByRole("button", { name: "Зарахувати" }).click();
  await expect(treasurer.getByText(/^REF-/).filter({ visible: true }).first()).toBeVisible();

  const both = [story.id, post.id];
  expect(await creditsOf(code)).toEqual({ claim: both, donation: both, ledger: both, lead: both, clicks: 1 });
});
