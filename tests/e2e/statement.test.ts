import { expect, type Page, test } from "@playwright/test";
import type { StatementScene } from "./statement-scene";
import { aScene, expectAccessible, PHONE, signIn } from "./support";

let scene: StatementScene;
test.beforeAll(async () => {
  scene = await aScene<StatementScene>("tests/e2e/statement-scene.ts");
});

const address = (language = "uk") => `/${language}/${scene.community}/desk/money/statement?campaign=sale`;
const csv = () => ({ name: "jar.csv", mimeType: "text/csv", buffer: Buffer.from(scene.csv, "base64") });
const main = (page: Page) => page.locator("main:visible");
/** The line of a sum, among those that are dealt with one by one. */
const lineOf = (page: Page, sum: string) =>
  main(page)
    .locator(".line-case")
    .filter({ has: page.locator(".line-amount", { hasText: new RegExp(`^${sum.replace(" ", "\\s")}\\s₴$`) }) });
const said = (page: Page) => main(page).locator(".desk-said");
const difference = (page: Page) => main(page).locator(".balance-difference b");

async function upload(page: Page, file = csv()) {
  await expect(main(page).getByRole("heading", { level: 1, name: "Звірка з випискою" })).toBeVisible();
  const field = main(page).getByLabel("Файл CSV із банку");
  if (!(await field.isVisible())) await main(page).getByText("Додати виписку").click();
  await field.setInputFiles(file);
  await main(page).getByRole("button", { name: "Завантажити" }).click();
}

test("a treasurer matches a statement of a hundred lines in one sitting, and the difference is nothing", async ({
  page,
}) => {
  test.setTimeout(300_000);
  expect(scene.lines).toBe(100);
  await signIn(page, scene.email);
  await page.goto(`/uk/${scene.community}/desk/money?campaign=sale`);
  await main(page).getByRole("link", { name: "Звірити з випискою" }).click();
  await upload(page);
  await expect(said(page)).toContainText("Додано 100 нових рядків");
  await expectAccessible(page, "the statement's lines");
  await expect(main(page).getByText("99 надходжень ще не розібрано")).toBeVisible();

  // what has a code, at once: all but the one that is less than promised
  await main(page)
    .getByRole("button", { name: `Зарахувати позначені: ${scene.sure + 1}` })
    .click();
  // each line is a transaction of its own, and letters to its donor
  await expect(said(page)).toContainText(`Зараховано ${scene.sure + 1} рядків`, { timeout: 90_000 });
  const tick = main(page).locator(".line-row", { hasText: scene.less }).getByRole("checkbox");
  await expect(tick).not.toBeChecked();
  await tick.check();
  await main(page).getByRole("button", { name: "Зарахувати позначені: 1" }).click();
  await expect(said(page)).toContainText("Зараховано 1 рядок");

  await main(page).getByRole("button", { name: "Зв’язати позначені: 1" }).click();
  await expect(said(page)).toContainText("нових грошей не додано");
  await lineOf(page, "555").getByRole("button", { name: "Зарахувати" }).first().click();
  await expect(said(page)).toContainText("Зараховано 1 рядок");

  // two codes whose promises are less than the sum
  await lineOf(page, "700")
    .getByRole("link", { name: /^Поділити/ })
    .click();
  await expect(main(page).getByRole("heading", { level: 1 })).toContainText("700");
  await expectAccessible(page, "a line's shares");
  const shares = main(page).getByLabel(/^Частина за/);
  await shares.nth(0).fill("350");
  await shares.nth(1).fill("350");
  await main(page).getByRole("button", { name: "Зарахувати", exact: true }).first().click();
  await expect(said(page)).toContainText("Зараховано 1 рядок");

  // somebody who forgot the code is found by name
  await lineOf(page, "123").getByRole("link", { name: "Знайти за іменем" }).click();
  await main(page).getByLabel("Код, ім’я або номер операції").fill("зоряна");
  await main(page).getByRole("button", { name: "Шукати" }).click();
  await main(page).getByRole("checkbox", { name: scene.forgotten }).check();
  await main(page).getByRole("button", { name: "Поділити між обраними" }).click();
  await main(page).getByRole("button", { name: "Зарахувати" }).first().click();
  await expect(said(page)).toContainText("Зараховано 1 рядок");

  // the same code again, and three who only gave
  await expect(lineOf(page, "400")).toContainText("гроші вже зараховано");
  for (const sum of ["400", "77", "78", "79"]) {
    await lineOf(page, sum).getByRole("button", { name: "Внесок без книги" }).click();
    await expect(lineOf(page, sum)).toHaveCount(0);
  }
  // and one that is none of the campaign's
  await lineOf(page, "9 000").getByText("Відкласти").first().click();
  await lineOf(page, "9 000").getByLabel("Чому цей рядок не стосується акції").fill("Оренда, переказано помилково");
  await lineOf(page, "9 000").getByRole("button", { name: "Відкласти рядок" }).click();
  await expect(said(page)).toContainText("Рядок відкладено");

  await expect(difference(page)).toHaveText(/^0\s₴$/);
  await expect(main(page).getByText("Усе сходиться")).toBeVisible();
  await expect(main(page).getByText("Усі надходження розібрано")).toBeVisible();
  await upload(page);
  await expect(said(page)).toContainText("Нових рядків у виписці немає");
  await expect(difference(page)).toHaveText(/^0\s₴$/);
});

test("the comparison reads well on a phone and in English, too", async ({ page }) => {
  await signIn(page, scene.email);
  await page.setViewportSize(PHONE);
  await page.goto(address());
  await upload(page);
  await expect(said(page)).toBeVisible();
  for (const language of ["uk", "en"]) {
    await page.goto(address(language));
    await expect(main(page).getByRole("heading", { level: 1 })).toBeVisible();
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide, language).toBe(0);
  }
  await expect(main(page).getByText("difference").first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test("another bank's statement is read by the columns a person names, and its lines are confirmed", async ({
    browser,
    page,
  }) => {
    await signIn(page, scene.email);
    const state = await page.context().storageState();
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: state });
    const plain = await context.newPage();
    await plain.goto(address());
    const text = "Скільки;Коли;Що\n51,00;01.11.2026;на добру справу\nнічого;01.11.2026;\n";
    await upload(plain, { ...csv(), buffer: Buffer.from(text) });
    await expect(plain.getByRole("heading", { name: "Що в якому стовпці" })).toBeVisible();
    await plain.getByLabel("Дата").selectOption("");
    await plain.getByRole("button", { name: "Прочитати виписку" }).click();
    await expect(plain.getByText("Оберіть один із варіантів").first()).toBeVisible();
    await plain.getByLabel("Дата").selectOption("1");
    await plain.getByLabel("Сума або надходження").selectOption("0");
    await plain.getByRole("button", { name: "Прочитати виписку" }).click();
    await expect(plain.getByText("Додано 1 новий рядок")).toBeVisible();
    await expect(plain.getByText("1 рядок файлу не прочитано")).toBeVisible();
    await expect(plain.getByText("Немає суми або її не розібрати")).toBeVisible();
    await lineOf(plain, "51").getByRole("button", { name: "Внесок без книги" }).click();
    await expect(plain.getByText("Внесок без книги зараховано")).toBeVisible();
    await expect(lineOf(plain, "51")).toHaveCount(0);
    await context.close();
  });
});
