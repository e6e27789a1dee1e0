import { type Browser, expect, type Page, test } from "@playwright/test";
import type { Scene } from "./scene";
import { aScene, expectAccessible, PHONE, STAFF, signIn } from "./support";

// Card money on the treasurer's side: the demo's own Stripe takes the cards, and its dashboard gives some of it back.

test.describe.configure({ timeout: 240_000 });

const MONEY = "/uk/pm/desk/money";
const CARDS = "/uk/pm/desk/money/cards";
const GOOD = "4242 4242 4242 4242";

const main = (page: Page) => page.locator("main:visible");
const says = (page: Page, words: string | RegExp) => expect(main(page).getByText(words).first()).toBeVisible();
let stripe = "";
let guests = 0;

/** A visitor gives 500 ₴ without a book, by card, and sees it come. Answers the donation's code. */
async function giveByCard(browser: Browser): Promise<string> {
  const page = await (await browser.newContext({ viewport: PHONE })).newPage();
  await page.goto("/uk/pm/charity-book-sale/donate");
  await main(page).getByText("500 ₴").click();
  await main(page).getByLabel("Ім’я", { exact: true }).fill("Дарина Щедра");
  await main(page).getByRole("textbox", { name: "Пошта" }).fill(`daryna.${Date.now()}.${guests++}@example.com`);
  await main(page).locator('input[name="consent"]').check();
  await main(page).locator('button[type="submit"]').last().click();
  await page.waitForURL(/:\d+\/pay\/cs_|\/donations\//);
  if (page.url().includes("/donations/")) {
    await main(page)
      .getByRole("button", { name: /карткою/ })
      .click();
    await page.waitForURL(/:\d+\/pay\/cs_/);
  }
  stripe = new URL(page.url()).origin;
  await page.getByLabel("Card number").fill(GOOD);
  await page.getByRole("button", { name: /^Donate/ }).click();
  await page.waitForURL(/\/uk\/donations\//);
  await says(page, /зараховано/);
  const code = /BK-[0-9A-Z]{5}/.exec((await main(page).textContent()) ?? "")?.[0] ?? "";
  expect(code).not.toBe("");
  await page.context().close();
  return code;
}

async function find(page: Page, code: string) {
  await page.goto(`${MONEY}?campaign=charity-book-sale&q=${code}`);
  return page.locator(`#${code}:visible`);
}

test("a treasurer refunds a part of a card donation and then the rest; one made at Stripe arrives; the books are equal", async ({
  browser,
}) => {
  const treasurer = await (await browser.newContext()).newPage();
  await signIn(treasurer, STAFF.treasurer);
  const code = await giveByCard(browser);

  const shown = await find(treasurer, code);
  await expect(shown.getByText("картка", { exact: true })).toBeVisible();
  await expect(shown.getByText("Скасувати")).toHaveCount(0); // it did come: it can be refunded, and not undone
  await shown.getByText("Повернути", { exact: false }).first().click();
  await expect(shown.getByLabel("Скільки повернути")).toHaveValue("500");
  await expect(shown.getByText(/Stripe, зазвичай за 5–10 днів/)).toBeVisible();

  await shown.getByRole("button", { name: /Повернути на картку/ }).click();
  await expect(shown.getByLabel("Причина"), "a reason is asked for").toBeFocused();
  await shown.getByLabel("Скільки повернути").fill("700");
  await shown.getByLabel("Причина").fill("Донор передумав");
  await shown.getByRole("button", { name: /Повернути на картку/ }).click();
  await says(treasurer, /Стільки повернути не можна/);
  await expect(shown.getByLabel("Причина")).toHaveValue("Донор передумав");
  await shown.getByLabel("Скільки повернути").fill("200");
  await shown.getByRole("button", { name: /Повернути на картку/ }).click();
  await says(treasurer, `Гроші за ${code} повернено`);

  const part = await find(treasurer, code);
  await expect(part.getByText(/200\s₴ — повернено/)).toBeVisible();
  await expect(part.getByText(/лишається 300\s₴/)).toBeVisible();
  await expectAccessible(treasurer, "money with a refund");
  await part.getByText("Повернути", { exact: false }).first().click();
  await expect(part.getByLabel("Скільки повернути")).toHaveValue("300");
  await part.getByLabel("Причина").fill("І решту теж");
  await part.getByRole("button", { name: /Повернути на картку/ }).click();
  await says(treasurer, `Гроші за ${code} повернено`);
  const whole = await find(treasurer, code);
  await expect(whole.getByText("Повернено", { exact: true })).toBeVisible();
  await treasurer.goto(`${MONEY}?campaign=charity-book-sale&state=with_refund`);
  await expect(treasurer.locator(`#${code}:visible`)).toBeVisible();

  const other = await giveByCard(browser);
  const dashboard = await (await browser.newContext()).newPage();
  await dashboard.goto(`${stripe}/dashboard`);
  const payment = dashboard.getByRole("listitem").filter({ hasText: other });
  await payment.getByLabel("Amount").fill("100");
  await payment.getByRole("button", { name: "Refund part" }).click();
  await expect(dashboard.getByText(/^Refunded/)).toBeVisible();
  await expect(async () => {
    const refunded = await find(treasurer, other);
    await expect(refunded.getByText(/100\s₴ — повернено/)).toBeVisible({ timeout: 1_000 });
    await expect(refunded.getByText(/повернено поза сайтом/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });

  await treasurer.waitForTimeout(11_000); // payments that have rested for ten seconds are compared
  await treasurer.goto(CARDS, { waitUntil: "networkidle" });
  await says(treasurer, "Тестовий режим: ці гроші несправжні.");
  const compare = main(treasurer).getByRole("button", { name: "Звірити зараз" });
  await compare.focus();
  await treasurer.keyboard.press("Enter"); // by keyboard, as all of the desk
  await says(treasurer, "Звірено щойно.");
  await says(treasurer, "Усе збігається");
  const table = main(treasurer).getByRole("table", { name: "Stripe, UAH" });
  for (const row of await table.getByRole("row").all()) {
    if ((await row.getByRole("cell").count()) < 4) continue; // the head
    await expect(row.getByRole("cell").last()).toHaveText(/^0\s₴$/);
  }
  await expect(main(treasurer).getByRole("heading", { name: "Платежі, які не збігаються" })).toHaveCount(0);
  await expectAccessible(treasurer, "cards");
  await compare.click();
  await says(treasurer, /Забагато спроб|за хвилину|Спробуйте/);
});

test.describe("in every state", () => {
  let scene: Scene;
  let staff: Page;
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000); // seconds, unless the machine is busy
    scene = await aScene();
    staff = await (await browser.newContext({ viewport: PHONE })).newPage();
    await signIn(staff, scene.email);
  });

  test("disputes and refunds that failed are tasks, and each list can be read by everyone", async () => {
    const campaign = scene.cards.campaign;
    const desk = `/uk/${scene.community}/desk`;
    await staff.goto(desk);
    await says(staff, "Спори чекають на відповідь");
    await says(staff, "Гроші не повернулися");
    await expectAccessible(staff, "today");
    for (const [state, words] of [
      ["disputed", /банк утримує/],
      ["with_refund", /повернення в дорозі/],
      ["failed", "Відхилені"],
      ["", "Спори чекають на відповідь"],
    ] as const) {
      await staff.goto(`${desk}/money?campaign=${campaign}&state=${state}`);
      await says(staff, words);
      await expectAccessible(staff, `money, ${state || "now"}`);
      expect(await staff.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    }
    await staff.goto(`${desk}/money/cards`);
    await expectAccessible(staff, "cards in every state");
    await staff.goto(`${desk}/settings?campaign=${campaign}`);
    await expect(main(staff).getByLabel("Stripe")).toBeChecked();
    await expectAccessible(staff, "settings with cards");
  });
});
