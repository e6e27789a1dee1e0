import { expect, test } from "@playwright/test";
import { codeFor, openFreeBook, PHONE, SCREENSHOT } from "./support";

test.use({ javaScriptEnabled: false, viewport: PHONE, locale: "en-GB" });

test("in English and without JavaScript a visitor claims, proves the address, pays and sends a receipt", async ({
  page,
}) => {
  const address = "nina.nojs@example.com";
  await openFreeBook(page, "/en/pm/charity-book-sale");
  await page.getByLabel("Name", { exact: true }).fill("Nina Nojs");
  await page.getByRole("checkbox").first().check();
  await page.getByLabel("E-mail").fill(address);
  await page.getByRole("button", { name: "Reserve" }).click();
  await expect(page).toHaveURL(/\/en\/claims\//);

  await page.getByRole("textbox", { name: /code/i }).first().fill("000000");
  await page.getByRole("button", { name: "Confirm" }).first().click();
  await expect(page.getByText("That code does not match").first()).toBeVisible();
  await page
    .getByRole("textbox", { name: /code/i })
    .first()
    .fill(await codeFor(address));
  await page.getByRole("button", { name: "Confirm" }).first().click();
  await expect(page.getByText(/BK-[A-Z0-9]{5}/).first()).toBeVisible();

  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ ...SCREENSHOT, buffer: Buffer.from("not a picture") });
  await page.getByRole("button", { name: /Send/ }).first().click();
  await expect(page.getByText("The file could not be read").first()).toBeVisible();
  await page.getByRole("textbox", { name: /receipt/i }).fill("XYZ-2026-11");
  await page.getByRole("button", { name: /Send/ }).first().click();
  await expect(page.getByText("XYZ-2026-11").first()).toBeVisible();
});
