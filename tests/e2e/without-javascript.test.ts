import { expect, test } from "@playwright/test";
import { codeFor, openFreeBook, PHONE, SCREENSHOT, STAFF, signIn } from "./support";

test.use({ javaScriptEnabled: false, viewport: PHONE, locale: "en-GB" });

test.describe.configure({ mode: "serial" });
let paymentCode = "";

test("in English and without JavaScript a visitor claims, proves the address, pays and sends a receipt", async ({
  page,
}) => {
  const address = `nina.${Date.now()}@example.com`;
  await openFreeBook(page, "/en/pm/charity-book-sale");
  await page.getByLabel("Name", { exact: true }).filter({ visible: true }).fill("Nina Nojs");
  await page.getByRole("checkbox").first().check();
  await page.getByLabel("E-mail").filter({ visible: true }).fill(address);
  await page.getByRole("button", { name: "Reserve" }).click();
  await expect(page).toHaveURL(/\/en\/claims\//);

  await page.getByRole("textbox", { name: /code/i }).first().fill("000000");
  await page.getByRole("button", { name: "Confirm" }).first().click();
  await expect(page.getByText("That code does not match").filter({ visible: true }).first()).toBeVisible();
  await page
    .getByRole("textbox", { name: /code/i })
    .first()
    .fill(await codeFor(address));
  await page.getByRole("button", { name: "Confirm" }).first().click();
  await expect(
    page
      .getByText(/BK-[A-Z0-9]{5}/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  paymentCode = /BK-[A-Z0-9]{5}/.exec((await page.getByRole("main").textContent()) ?? "")?.[0] ?? "";

  await page
    .locator('input[type="file"]:visible')
    .first()
    .setInputFiles({ ...SCREENSHOT, buffer: Buffer.from("not a picture") });
  await page.getByRole("button", { name: /Send/ }).first().click();
  await expect(page.getByText("The file could not be read").filter({ visible: true }).first()).toBeVisible();
  await page.getByRole("textbox", { name: /receipt/i }).fill("XYZ-2026-11");
  await page.getByRole("button", { name: /Send/ }).first().click();
  await expect(page.getByText("XYZ-2026-11").filter({ visible: true }).first()).toBeVisible();
});

test("without JavaScript the treasurer is told what is wrong, loses nothing typed, and confirms", async ({ page }) => {
  await signIn(page, STAFF.treasurer);
  await page.goto("/uk/pm/desk/money");
  const waiting = () => page.locator("article, li, tr").filter({ hasText: paymentCode }).first();
  await waiting().getByLabel("Надійшло").fill("багато");
  await waiting().getByLabel("Номер операції").fill("NOJS-77");
  await waiting().getByRole("button", { name: "Зарахувати" }).click();
  await expect(waiting().getByText("Вкажіть суму цифрами").first()).toBeVisible();
  await expect(waiting().getByLabel("Номер операції")).toHaveValue("NOJS-77");
  await waiting().getByLabel("Надійшло").fill("400");
  await waiting().getByRole("button", { name: "Зарахувати" }).click();
  await expect(page.getByText("NOJS-77").first()).toBeVisible();
});
