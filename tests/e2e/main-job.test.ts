import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  CAMPAIGN,
  codeFor,
  fromLetter,
  INSTAGRAM,
  openFreeBook,
  PHONE,
  SCREENSHOT,
  STAFF,
  signIn,
  totals,
} from "./support";

test.describe.configure({ mode: "serial" });

let visitor: Page;
let organizer: Page;
let treasurer: Page;
let bookAddress = "";
let claimAddress = "";
let paymentCode = "";
const VISITOR = `orysia.${Date.now()}@example.com`;
const REFERENCE = `P24-${Date.now()}`;
const OUTSIDER = `tymur.${Date.now()}@example.com`;

async function aPage(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  return (await browser.newContext({ locale: "uk-UA", timezoneId: "Europe/Kyiv", ...options })).newPage();
}

test.beforeAll(async ({ browser }) => {
  visitor = await aPage(browser, { viewport: PHONE, userAgent: INSTAGRAM, hasTouch: true, isMobile: true });
  organizer = await aPage(browser);
  treasurer = await aPage(browser);
});

test("a visitor inside the Instagram browser finds a campaign, searches it, and holds a free book without an account", async () => {
  await visitor.goto("/");
  await expect(visitor).toHaveURL(/\/uk$/);
  await visitor
    .getByRole("link", { name: /Charity Book Sale/ })
    .first()
    .click();
  await expect(visitor).toHaveURL(CAMPAIGN);
  await visitor.getByRole("searchbox").fill("скрам");
  await visitor.getByRole("searchbox").press("Enter");
  await expect(visitor).toHaveURL(/books\?.*q=/);
  await expect(visitor.getByText(/Scrum/).filter({ visible: true }).first()).toBeVisible();

  await openFreeBook(visitor);
  bookAddress = visitor.url();
  await visitor.getByLabel("Ім’я", { exact: true }).filter({ visible: true }).fill("Орися Гостинна");
  await visitor.getByRole("textbox", { name: "Пошта" }).filter({ visible: true }).fill(VISITOR);
  await visitor
    .getByText(/Погоджуюся на обробку/)
    .filter({ visible: true })
    .click();
  await visitor.getByRole("button", { name: "Забронювати" }).click();
  await expect(visitor.getByRole("heading", { name: "Введіть код із листа" })).toBeVisible();
  claimAddress = visitor.url();
});

test("the code from the letter makes the hold a full one and shows where the money goes", async () => {
  await visitor
    .getByLabel("Код із листа")
    .filter({ visible: true })
    .fill(await codeFor(VISITOR));
  await visitor.getByRole("button", { name: "Підтвердити" }).click();
  await expect(visitor.getByRole("heading", { name: "Надішліть внесок фонду" })).toBeVisible();
  paymentCode = /BK-[A-Z0-9]{5}/.exec((await visitor.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  expect(paymentCode).not.toBe("");
  await expect(visitor.getByRole("link", { name: /Відкрити банку/ })).toHaveAttribute("href", /send\.monobank\.ua/);
  expect(await fromLetter(VISITOR, /(http\S+\/claims\/\S+)/)).toContain("/uk/claims/");
  expect((await totals(visitor)).pledgedMinor).toBeGreaterThan(0);
});

test("the private link works in another browser, and a made-up one does not exist", async ({ browser }) => {
  const elsewhere = await aPage(browser);
  const answer = await elsewhere.goto(claimAddress);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(elsewhere.getByText(paymentCode).filter({ visible: true }).first()).toBeVisible();
  expect((await elsewhere.goto(`${claimAddress.slice(0, -3)}AAA`))?.status()).toBe(404);
});

test("somebody else sees the book reserved at once", async ({ browser }) => {
  const other = await aPage(browser, { viewport: PHONE });
  await other.goto(bookAddress);
  await expect(other.getByText("Книгу забронювали").filter({ visible: true }).first()).toBeVisible();
  await expect(other.getByRole("button", { name: "Забронювати" })).toHaveCount(0);
});

test("the visitor shows a screenshot of the transfer, and no timer touches the claim any more", async () => {
  await visitor.locator('input[type="file"]:visible').first().setInputFiles(SCREENSHOT);
  await visitor.getByRole("button", { name: "Надіслати підтвердження" }).click();
  await expect(visitor.getByRole("heading", { name: "Чекаємо, поки скарбник перевірить" })).toBeVisible();
});

test("the treasurer sees the proof and confirms a little more than was promised", async () => {
  const before = await totals(treasurer);
  await signIn(treasurer, STAFF.treasurer);
  await treasurer.goto("/uk/pm/desk/money");
  const row = treasurer.locator("article:visible, li:visible, tr:visible").filter({ hasText: paymentCode }).first();
  await row.getByLabel("Надійшло").filter({ visible: true }).fill("555");
  await row.getByLabel("Номер операції").filter({ visible: true }).fill(REFERENCE);
  await row.getByRole("button", { name: "Зарахувати" }).click();
  await expect(treasurer.getByText(REFERENCE).filter({ visible: true }).first()).toBeVisible();
  const after = await totals(treasurer);
  expect(after.raisedMinor - before.raisedMinor).toBe(55_500);
  expect(after.booksExchanged - before.booksExchanged).toBe(1);
});

test("the visitor reads thanks on the same page and in a letter", async () => {
  await visitor.goto(claimAddress);
  await expect(visitor.getByRole("heading", { name: "Дякуємо! Книга ваша" })).toBeVisible();
  await expect(visitor.getByText(/555/).filter({ visible: true }).first()).toBeVisible();
  await fromLetter(VISITOR, /(555)/);
});

test("an outsider gives a book without an account, and it waits for a review", async ({ browser }) => {
  const outsider = await aPage(browser, { viewport: PHONE, userAgent: INSTAGRAM });
  const before = await totals(outsider);
  await outsider.goto(`${CAMPAIGN}/give`);
  await outsider.getByLabel(/^ISBN/).filter({ visible: true }).fill("978-617-12-0265-9");
  await outsider.getByLabel("Назва").filter({ visible: true }).fill("Мистецтво домовлятися про книги");
  await outsider.getByLabel("Автори").filter({ visible: true }).fill("Сусіда Книголюб");
  await outsider.getByLabel("Мова").filter({ visible: true }).selectOption("uk");
  await outsider.getByLabel("Тема").filter({ visible: true }).selectOption("soft-skills");
  await outsider.getByText("Добрий стан").filter({ visible: true }).click();
  await outsider.getByText("В іншому місці").filter({ visible: true }).click();
  await outsider.getByLabel("Місто").filter({ visible: true }).fill("Львів");
  await outsider.getByLabel("Ваше ім’я").filter({ visible: true }).fill("Тимур Сусіда");
  await outsider.getByLabel("Ваша пошта").filter({ visible: true }).fill(OUTSIDER);
  await outsider
    .getByText(/Погоджуюся, щоб організатори/)
    .filter({ visible: true })
    .click();
  await outsider.getByRole("button", { name: "Надіслати на перегляд" }).click();
  await expect(outsider.getByText(/Перевірте виділені поля/).filter({ visible: true })).toBeVisible();
  await expect(
    outsider
      .getByText(/Контрольна цифра ISBN не сходиться/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(outsider.getByLabel("Назва").filter({ visible: true })).toHaveValue("Мистецтво домовлятися про книги"); // nothing typed is lost

  await outsider.getByLabel(/^ISBN/).filter({ visible: true }).fill("978-617-12-0265-8");
  if (!(await outsider.getByRole("checkbox", { name: /Погоджуюся, щоб організатори/ }).isChecked()))
    await outsider
      .getByText(/Погоджуюся, щоб організатори/)
      .filter({ visible: true })
      .click();
  await outsider.getByRole("button", { name: "Надіслати на перегляд" }).click();
  await expect(outsider).toHaveURL(/books\/manage\//);
  expect(await fromLetter(OUTSIDER, /(http\S+\/books\/manage\/\S+)/)).toContain("/uk/books/manage/");
  expect(await totals(outsider)).toMatchObject({ booksListed: before.booksListed });
});

test("the organizer approves it, and it is in the catalog", async () => {
  const before = await totals(organizer);
  await signIn(organizer, STAFF.organizer);
  await organizer.goto("/uk/pm/desk/books");
  const row = organizer
    .locator("article:visible, li:visible, tr:visible")
    .filter({ hasText: "Мистецтво домовлятися про книги" })
    .first();
  await row.getByRole("button", { name: "Схвалити" }).click();
  await expect(async () => expect((await totals(organizer)).booksListed).toBe(before.booksListed + 1)).toPass();
  await organizer.goto(`${CAMPAIGN}/books?q=домовлятися`);
  await expect(organizer.getByText("Мистецтво домовлятися про книги").filter({ visible: true }).first()).toBeVisible();
});

test("the organizer marks the visitor's book handed over", async () => {
  await organizer.goto("/uk/pm/desk/hand-over");
  const row = organizer.locator("article:visible, li:visible, tr:visible").filter({ hasText: paymentCode }).first();
  await row.getByRole("button", { name: "Позначити переданою" }).click();
  await expect(async () => {
    await visitor.goto(claimAddress);
    await expect(visitor.getByRole("heading", { name: "Приємного читання!" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test("a member lists a book at once, cannot claim it, and takes it back", async ({ browser }) => {
  const member = await aPage(browser, { viewport: PHONE });
  const before = await totals(member);
  await signIn(member, "malva.knyhohliad@example.org");
  await member.goto(`${CAMPAIGN}/give`);
  await member.getByLabel("Назва").filter({ visible: true }).fill("Щоденник книгогляда");
  await member.getByLabel("Мова").filter({ visible: true }).selectOption("uk");
  await member.getByLabel("Тема").filter({ visible: true }).selectOption("fiction");
  await member.getByText("Як нова").filter({ visible: true }).click();
  await member
    .getByText(/Офіс, 3-й поверх/)
    .filter({ visible: true })
    .first()
    .click();
  await member.getByRole("button", { name: "Віддати книгу" }).click();
  await expect(member.getByText("Дякуємо! Книга в каталозі").filter({ visible: true }).first()).toBeVisible();
  expect((await totals(member)).booksListed).toBe(before.booksListed + 1);

  await member.getByRole("link", { name: "Переглянути в каталозі" }).click();
  await member.getByRole("button", { name: "Забронювати" }).click();
  await expect(member.getByText("Це ваша книга").filter({ visible: true }).first()).toBeVisible();

  await member.goto("/uk/pm/me");
  await expect(member.getByText("Щоденник книгогляда").filter({ visible: true }).first()).toBeVisible();
});

test("a member's desk does not exist for them", async ({ browser }) => {
  const member = await aPage(browser);
  await signIn(member, "ostap.paliturko@example.org");
  for (const path of ["desk", "desk/money", "desk/books", "desk/settings", "desk/people"])
    expect((await member.goto(`/uk/pm/${path}`))?.status()).toBe(404);
});
