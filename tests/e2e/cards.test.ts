import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import postgres from "postgres";
import { startPostgres } from "@/db/embedded/server.mjs";
import type { CardShelf } from "./card-shelf";
import { aScene, PHONE } from "./support";

// The demo's own Stripe takes the cards: its page stands at another port, and is not ours.

test.describe.configure({ timeout: 180_000 });

const GOOD = "4242 4242 4242 4242";
const DECLINED = "4000 0000 0000 0002";
const NO_MONEY = "4000 0000 0000 9995";
const LATER = "4000 0000 0000 6009";
const TO_STRIPE = /:\d+\/pay\/cs_/;

let shelf: CardShelf;
let sql: postgres.Sql;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  shelf = await aScene<CardShelf>("tests/e2e/card-shelf.ts");
  const { url } = await startPostgres({ dir: join(process.env.E2E_LANE_DIR ?? "", "postgres") }); // it runs
  sql = postgres(url, { max: 1 });
});
test.afterAll(() => sql?.end());

test.use({ viewport: PHONE });
const main = (page: Page) => page.locator("main:visible");
const campaignPath = (locale = "uk") => `/${locale}/${shelf.community}/${shelf.campaign}`;
let guests = 0;

/** A guest holds a book that nobody has claimed yet, and means to pay by card. Answers the book's address. */
async function claimBook(page: Page, code = shelf.books.shift() ?? "", method = "Карткою"): Promise<string> {
  const address = `${campaignPath()}/books/${code}`;
  await page.goto(address);
  await main(page).getByLabel("Ім’я", { exact: true }).fill("Орися Карткова");
  await main(page).getByRole("textbox", { name: "Пошта" }).fill(`orysia.${Date.now()}.${guests++}@example.com`);
  await main(page).getByText(method, { exact: true }).click();
  await main(page)
    .getByText(/Погоджуюся на обробку/)
    .click();
  await main(page).getByRole("button", { name: "Забронювати" }).click();
  await page.waitForURL(/\/uk\/claims\//);
  return address;
}

async function toStripe(page: Page, button: string | RegExp = /^Сплатити .* карткою$/): Promise<void> {
  await main(page).getByRole("button", { name: button }).click();
  await page.waitForURL(TO_STRIPE);
}

async function pay(page: Page, card: string): Promise<void> {
  await page.getByLabel("Card number").fill(card);
  await page.getByRole("button", { name: /^Donate/ }).click();
}

/** Patient: the machine may be busy. */
const says = (page: Page, words: string | RegExp) =>
  expect(main(page).getByText(words).first()).toBeVisible({ timeout: 20_000 });

test("a visitor pays for a book by card and sees it confirmed, and so does everyone", async ({ page }) => {
  const book = await claimBook(page);
  await expect(main(page).getByRole("heading", { level: 2 }).first()).toHaveText("Сплатити карткою");
  await says(page, /картки несправжні/);
  await expect(main(page).getByLabel("повернути гроші мені")).toBeChecked();
  await toStripe(page);
  await expect(page.getByText(/Благодійний внесок: .*BK-/)).toBeVisible();
  await pay(page, GOOD);
  await page.waitForURL(/\/uk\/claims\//);
  await says(page, "Дякуємо! Книга ваша");
  await says(page, /Ваш внесок .* зараховано/);
  await page.goto(book);
  await says(page, "Книгу вже обміняли на донат.");
});

test("a card that is declined is told so, the page stays, and another card pays", async ({ page }) => {
  await claimBook(page);
  await toStripe(page);
  for (const card of [DECLINED, NO_MONEY]) {
    await pay(page, card);
    await expect(page.getByRole("alert")).toBeVisible();
  }
  const checkout = page.url();
  await page.getByRole("link", { name: /Back without paying/ }).click();
  await says(page, /Ви ще не сплатили. Книга за вами до/);
  await says(page, /Сторінка оплати вже відкрита/);
  await toStripe(page, "Продовжити оплату");
  expect(page.url()).toBe(checkout);
  await pay(page, GOOD);
  await says(page, "Дякуємо! Книга ваша");
});

test("whoever leaves the payment page can let the book go, and nothing can be paid there any more", async ({
  page,
  context,
}) => {
  const book = await claimBook(page);
  await toStripe(page);
  const left = await context.newPage();
  await left.goto(page.url());
  await page.getByRole("link", { name: /Back without paying/ }).click();
  await says(page, /Ви ще не сплатили/);
  await main(page).getByText("Скасувати бронювання").click();
  await main(page).getByRole("button", { name: "Так, скасувати" }).click();
  await says(page, "Книга знову вільна для інших");
  await left.reload();
  await expect(left.getByText("This payment page has expired. Nothing was charged.")).toBeVisible();
  await left.getByRole("link", { name: "Go back to the site" }).click();
  await says(left, "Бронювання скасовано");
  await page.goto(book);
  await expect(main(page).getByRole("button", { name: "Забронювати" })).toBeVisible();
});

test("in two tabs a book is paid once", async ({ page, context }) => {
  await claimBook(page);
  const claim = page.url();
  const second = await context.newPage();
  await second.goto(claim);
  const third = await context.newPage();
  await third.goto(claim);
  await toStripe(page);
  await toStripe(second);
  expect(second.url()).toBe(page.url());
  await pay(page, GOOD);
  await says(page, "Дякуємо! Книга ваша");
  await second.reload();
  await expect(second.getByText(/this payment was already made/)).toBeVisible();
  await second.getByRole("link", { name: "Go back to the site" }).click();
  await says(second, "Дякуємо! Книга ваша");
  await main(third)
    .getByRole("button", { name: /^Сплатити .* карткою$/ })
    .click();
  await says(third, "Дякуємо! Книга ваша");
});

test("another choice closes the first payment page, and the second one is paid", async ({ page, context }) => {
  await claimBook(page);
  const claim = page.url();
  await toStripe(page);
  const other = await context.newPage();
  await other.goto(claim);
  await main(other).getByLabel("залишити їх фонду").check();
  await toStripe(other, "Продовжити оплату");
  expect(other.url()).not.toBe(page.url());
  await page.reload();
  await expect(page.getByText("This payment page has expired. Nothing was charged.")).toBeVisible();
  await page.getByRole("link", { name: "Go back to the site" }).click();
  await says(page, /Ви ще не сплатили/);
  await expect(main(page).getByLabel("залишити їх фонду")).toBeChecked();
  await pay(other, GOOD);
  await says(other, "Дякуємо! Книга ваша");
});

test("a payment page that has run out says so, and another can be opened", async ({ page }) => {
  await claimBook(page);
  const claim = page.url();
  await toStripe(page);
  await runOut(claim);
  await page.goto(claim);
  await says(page, /Попередня сторінка оплати закрилася, і гроші не списано/);
  await toStripe(page);
  await pay(page, GOOD);
  await says(page, "Дякуємо! Книга ваша");
});

test("money that comes when the book has gone goes back, and the page says how far it is", async ({ page }) => {
  const book = await claimBook(page);
  const claim = page.url();
  await toStripe(page);
  await runOut(claim);
  await sql`update claims set expires_at = now() - interval '1 minute' where id = (select claim_id from donations where id = ${await donationOf(claim)})`;
  const next = {
    name: "Наступна Читачка",
    email: `next.${Date.now()}@example.com`,
    amountMinor: 30_000,
    consent: true,
  };
  const code = book.split("/").at(-1);
  const at = `/api/v1/communities/${shelf.community}/campaigns/${shelf.campaign}/books/${code}/claims`;
  expect((await page.request.post(at, { data: next })).status()).toBe(201);
  await pay(page, GOOD);
  await page.waitForURL(/\/uk\/claims\//);
  await expect(async () => {
    await page.reload(); // the bank may still have been at it
    await expect(main(page).getByText("Гроші повернено").first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await says(page, "Ваш внесок надійшов, коли книги вже не було, тож гроші вам повернули.");
  await says(page, /^Повернено 300/);
});

test("while the bank is at it there is nothing to press, and its answer shows by itself later", async ({ page }) => {
  await claimBook(page);
  await toStripe(page);
  await pay(page, LATER);
  await says(page, "Банк обробляє платіж");
  await expect(main(page).getByRole("button", { name: /Сплатити/ })).toHaveCount(0);
  await expect(async () => {
    await page.reload();
    await says(page, "Дякуємо! Книга ваша");
  }).toPass({ timeout: 60_000 });
});

test("the address a donor comes back to is not believed", async ({ page }) => {
  await claimBook(page);
  const claim = page.url();
  await page.goto(`${claim}?from=paid`);
  await expect(main(page).getByText("Дякуємо!")).toHaveCount(0);
  await toStripe(page);
  await page.goto(`${claim}?from=paid&n=22`);
  await says(page, "Чекаємо на відповідь банку");
  await expect(page).toHaveURL(/n=24/, { timeout: 60_000 }); // by itself, and no further
  await says(page, "Це триває довше, ніж зазвичай");
  await main(page)
    .getByRole("link", { name: /Повернутися до оплати/ })
    .click();
  await expect(main(page).getByRole("button", { name: "Продовжити оплату" })).toBeVisible();
});

test("somebody without a book gives to the fund, and the campaign’s sum grows", async ({ page }) => {
  await page.goto(campaignPath());
  await main(page).getByRole("link", { name: "Зробити внесок без книги" }).click();
  await page.waitForURL(/\/donate$/);
  await main(page).getByRole("button", { name: "Далі до оплати" }).click();
  await says(page, "Перевірте виділене");
  await main(page).getByText("Інша сума", { exact: true }).click();
  await main(page)
    .getByLabel(/^Інша сума, UAH/)
    .fill("30");
  await main(page).getByLabel("Ім’я", { exact: true }).fill("Зореслава Щедра");
  await main(page).getByRole("textbox", { name: "Пошта" }).fill(`zoreslava.${Date.now()}@example.com`);
  await main(page)
    .getByText(/Погоджуюся на обробку/)
    .click();
  await main(page).getByRole("button", { name: "Далі до оплати" }).click();
  await says(page, /щонайменше 50/);
  await main(page)
    .getByLabel(/^Інша сума, UAH/)
    .fill("123,45");
  await main(page).getByRole("button", { name: "Далі до оплати" }).click();
  await page.waitForURL(/\/uk\/donations\//);
  const own = page.url();
  await toStripe(page);
  await page.getByRole("link", { name: /Back without paying/ }).click();
  await says(page, "Ви ще не сплатили. Можна почати знову");
  await toStripe(page, "Продовжити оплату");
  await pay(page, GOOD);
  await says(page, "Дякуємо!");
  await says(page, /Ваш внесок 123,45/);
  expect(page.url()).toContain(own);
  const code = /BK-[A-Z0-9]{5}/.exec((await main(page).textContent()) ?? "")?.[0] ?? "";
  const before = await page.request.get(`/api/v1/communities/${shelf.community}/campaigns/cards/totals`);
  const { raisedMinor } = await before.json();
  expect(raisedMinor % 100).toBe(45);

  // afterwards somebody refunds a part in Stripe's own dashboard, and then the donor's bank asks for the rest
  await atDashboard(page, code, async (charge) => {
    await charge.getByLabel("Amount").fill("23.45");
    await charge.getByRole("button", { name: "Refund part" }).click();
  });
  await shows(page, own, /Повернено 23,45/);
  await says(page, "Дякуємо!");
  await atDashboard(page, code, (charge) => charge.getByRole("button", { name: "Dispute" }).click());
  await shows(page, own, "Ваш банк попросив повернути платіж");
});

test.describe("without JavaScript, in English", () => {
  test.use({ javaScriptEnabled: false, locale: "en-GB" });

  test("a claim and a donation are paid by card", async ({ page }) => {
    await page.goto(`${campaignPath("en")}/books/${shelf.books.shift()}`);
    await page.getByLabel("Name", { exact: true }).fill("Nina Nojs");
    await page.getByLabel("E-mail").fill(`nina.${Date.now()}@example.com`);
    await page.getByLabel("By card").check();
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Reserve" }).click();
    await page.waitForURL(/\/en\/claims\//);
    await page.getByLabel("let the fund keep it").check();
    await page.getByRole("button", { name: /^Pay .* by card$/ }).click();
    await page.waitForURL(TO_STRIPE);
    await pay(page, DECLINED);
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByRole("link", { name: /Back without paying/ }).click();
    await expect(page.getByText(/You have not paid yet. The book is yours until/)).toBeVisible();
    await expect(page.getByLabel("let the fund keep it")).toBeChecked();
    await page.goto(`${page.url().split("?")[0]}?from=paid&n=23`); // untrue: the page asks the bank, by itself
    await expect(page.getByText("The bank has not told us yet.")).toBeVisible();
    await page.waitForURL(/n=24/);
    await page.getByRole("link", { name: "Not paid yet? Go back to the payment" }).click();
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await pay(page, GOOD);
    // the bank was asked a moment ago: a page that was told "not yet" then reloads itself once
    await expect(page.getByRole("heading", { name: "Thank you! The book is yours" })).toBeVisible({ timeout: 20_000 });

    await page.goto(`${campaignPath("en")}/donate`);
    await page.getByLabel("Name", { exact: true }).fill("Nina Nojs");
    await page.getByLabel("E-mail").fill(`nina.${Date.now()}@example.com`);
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await page.waitForURL(/\/en\/donations\//);
    await page.getByRole("button", { name: /^Pay .* by card$/ }).click();
    await pay(page, GOOD);
    await expect(page.getByRole("heading", { name: "Thank you!" })).toBeVisible({ timeout: 20_000 });
  });
});

/** The latest donation with a payment page: the one that was opened last. */
async function donationOf(claim: string): Promise<string> {
  expect(claim).toContain("/claims/");
  const [last] = await sql`select donation_id from payment_attempts order by id desc limit 1`;
  return last?.donation_id;
}

/** As if the provider had told us that the page of this claim had run out, half an hour later. */
async function runOut(claim: string): Promise<void> {
  await sql`update payment_attempts set status = 'expired', url = null, ask_at = null where donation_id = ${await donationOf(claim)}`;
}

/** What the account's owner does at Stripe with the payment of a code. */
async function atDashboard(page: Page, code: string, act: (charge: ReturnType<Page["locator"]>) => Promise<void>) {
  const owner = await page.context().newPage();
  const port = Number(new URL(page.url()).port) + 10;
  await owner.goto(`http://localhost:${port}/dashboard`);
  await act(owner.locator("li.paper").filter({ hasText: code }));
  await expect(owner.getByRole("status")).toBeVisible();
  await owner.close();
}

/** Stripe's word comes by itself, a moment later. */
async function shows(page: Page, address: string, words: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(main(page).getByText(words).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}
