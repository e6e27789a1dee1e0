import { expect, type Page, test } from "@playwright/test";
import type { Scene } from "./scene";
import { aScene, expectAccessible, PHONE } from "./support";

test.describe.configure({ mode: "serial" });
let scene: Scene;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  scene = await aScene();
});

test("a donor opens the receipt of a donation, and prints it black on white whatever the theme", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(`/uk/claims/${scene.claims.confirmed}`);
  await page.getByRole("link", { name: "Довідка про внесок для друку" }).click();
  await expect(page).toHaveURL(/\/receipt$/);
  const sheet = page.getByRole("article").filter({ visible: true });
  await expect(sheet.getByRole("heading", { name: "Довідка про благодійний внесок" })).toBeVisible();
  for (const text of ["400 ₴", scene.codes.confirmed, "39696398", "Книжковий обмін", "не фіскальний документ"])
    await expect(sheet).toContainText(text);
  await expectAccessible(page, "a receipt");

  const answer = await page.goto(page.url());
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await expect(page.getByRole("button", { name: "Надрукувати" })).toBeVisible();

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const part of [page.getByRole("banner"), page.getByRole("contentinfo"), page.locator(".receipt-tools")])
    await expect(part.filter({ visible: true })).toHaveCount(0);
  const ink = await sheet.evaluate((element) =>
    [element, ...element.querySelectorAll("*")].map((part) => getComputedStyle(part).color),
  );
  expect([...new Set(ink)]).toEqual(["rgb(0, 0, 0)"]);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  for (const format of ["A4", "A5"]) expect(pagesOf(await page.pdf({ format })), format).toBe(1);
});

test("a receipt says that the money went back, and there is none before money came", async ({ page }) => {
  await page.goto(`/uk/claims/${scene.claims.refunded}/receipt`);
  await expect(page.getByText("Внесок повернено повністю.")).toBeVisible();
  for (const state of ["held", "reported", "rejected"])
    expect((await page.goto(`/en/claims/${scene.claims[state]}/receipt`))?.status(), state).toBe(404);
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled, viewport: PHONE });

    test("a donor comes into the public list by a name of their choice, changes it and leaves", async ({ page }) => {
      const donors = `/uk/${scene.community}/${scene.campaign}/donors`;
      const own = `/uk/claims/${scene.claims.fulfilled}`;
      const listed = async () => (await page.request.get(donors)).text();
      expect(await listed()).not.toContain("Родина");

      await page.goto(own);
      await name(page, "Родина Тарасюків", "Показати в списку");
      await expect(page.getByText("Готово. Ім’я з’явиться").filter({ visible: true })).toBeVisible();
      expect(await listed()).toContain("Родина Тарасюків");

      await page.goto(own);
      await name(page, "Родина <b>Т.</b>", "Змінити");
      await expect(page.getByText("Готово. Ім’я з’явиться").filter({ visible: true })).toBeVisible();
      const changed = await listed();
      expect(changed).toContain("Родина &lt;b&gt;Т.&lt;/b&gt;");
      expect(changed).not.toContain("Тарасюків");

      await page.goto(own);
      await page.getByRole("button", { name: "Прибрати мене зі списку" }).filter({ visible: true }).click();
      await expect(
        page.getByText("Вашого імені в списку донорів більше немає").filter({ visible: true }),
      ).toBeVisible();
      expect(await listed()).not.toContain("Родина");
    });
  });

test("the list of donors names nobody who did not ask for it, and is reached from the campaign", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(`/uk/${scene.community}/${scene.campaign}`);
  await page.getByRole("link", { name: "Хто допоміг: список донорів" }).click();
  await expect(page).toHaveURL(/\/donors$/);
  await expect(page.getByText(/зробили внесок, не називаючи себе/).filter({ visible: true })).toBeVisible();
  await expect(page.getByRole("main").filter({ visible: true })).not.toContainText("Мальва");
  await expectAccessible(page, "donors");
  await page.goto(`/en/${scene.community}/${scene.quiet}/donors`);
  await expect(page.getByRole("heading", { name: "Nobody is here yet" })).toBeVisible();
  for (const from of ["0", "-5", "abc", "1e99", "200"])
    expect((await page.goto(`/en/${scene.community}/full/donors/more?from=${from}`))?.status(), from).toBe(200);
});

async function name(page: Page, text: string, button: string): Promise<void> {
  await page.getByLabel("Як вас назвати").filter({ visible: true }).fill(text);
  await page.getByRole("button", { name: button }).filter({ visible: true }).click();
}

const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;
