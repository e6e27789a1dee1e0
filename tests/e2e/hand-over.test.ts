import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import ICAL from "ical.js";
import { instantIn, partsIn } from "@/lib/core/zone";
import type { HandoverScene } from "./handover-scene";
import { aScene, expectAccessible, lettersTo, PHONE, signIn } from "./support";

test.describe.configure({ mode: "serial" });

const BOOK = "Книга для зустрічі";
const PLACE = "Книгарня «Сенс» на Хрещатику";
const evening = eveningIn(3);
const laterEvening = eveningIn(4);

let scene: HandoverScene;
let taker: Page;
let takerWithoutScript: Page;
let giver: Page;

test.beforeAll(async ({ browser }) => {
  scene = await aScene<HandoverScene>("tests/e2e/handover-scene.ts");
  taker = await aPhone(browser);
  takerWithoutScript = await aPhone(browser, { javaScriptEnabled: false });
  giver = await aPhone(browser);
  await signIn(giver, scene.giver);
});

const claimPath = (name = "journey") => `/uk/claims/${scene.claims[name]}`;
const mePath = () => `/uk/${scene.community}/me`;

test("the taker proposes a meeting, and is told to choose another time when it has passed", async () => {
  await taker.goto(claimPath());
  await proposeOn(taker.locator("#handover:visible"), "2020-01-01T10:00");
  await expect(taker.getByText("Цей час уже минув. Оберіть інший.").filter({ visible: true }).first()).toBeVisible();
  await expect(taker.getByLabel("Місце зустрічі").filter({ visible: true }).first()).toHaveValue(PLACE);
  await proposeOn(taker.locator("#handover:visible"), evening);
  await expect(taker.getByText("Пропозицію надіслано.").filter({ visible: true }).first()).toBeVisible();
  await expect(taker.getByText("Ви запропонували зустріч.").filter({ visible: true }).first()).toBeVisible();
  await expectNoSideways(taker);
  await expectAccessible(taker, "a proposal of one's own");
});

test("the giver declines it with a reason and proposes another evening", async () => {
  const panel = await openBook(BOOK);
  await expect(panel.getByText("Вам пропонують зустріч.").filter({ visible: true }).first()).toBeVisible();
  await expect(panel.getByText(PLACE).filter({ visible: true }).first()).toBeVisible();
  await panel.getByText("Не підходить", { exact: true }).click();
  await panel.getByLabel("Чому не підходить").fill("Цього вечора працюю");
  await panel.getByRole("button", { name: "Відмовитися" }).click();
  await expect(panel.getByText("Відмову надіслано.").filter({ visible: true }).first()).toBeVisible();
  await proposeOn(panel, laterEvening);
  await expect(panel.getByText("Пропозицію надіслано.").filter({ visible: true }).first()).toBeVisible();
  await expectNoSideways(giver);
});

test("the taker agrees without JavaScript, and both have the meeting in their calendars", async () => {
  await takerWithoutScript.goto(claimPath());
  const panel = takerWithoutScript.locator("#handover:visible");
  await expect(panel.getByText("Вам пропонують зустріч.").filter({ visible: true }).first()).toBeVisible();
  await panel.getByRole("button", { name: "Погоджуюся" }).click();
  await expect(
    panel.getByText("Домовлено: книгу вам віддадуть на зустрічі.").filter({ visible: true }).first(),
  ).toBeVisible();

  const meetsAt = instantIn(laterEvening, "Europe/Kyiv");
  const href = await panel.getByRole("link", { name: "Додати в календар" }).getAttribute("href");
  const answer = await takerWithoutScript.request.get(href ?? "");
  expect(answer.headers()["content-type"]).toContain("text/calendar");
  const event = eventIn(await answer.text());
  expect(event.startDate.toJSDate()).toEqual(meetsAt);
  expect(event.location).toBe(PLACE);
  expect(event.summary).toContain(BOOK);

  const own = await (await openBook(BOOK)).getByRole("link", { name: "Додати в календар" }).getAttribute("href");
  expect(eventIn(await (await giver.request.get(own ?? "")).text()).uid).toBe(event.uid);
  expect((await takerWithoutScript.request.get(own ?? "")).status()).toBe(404); // the giver's, to somebody who is not signed in

  for (const address of [scene.taker, scene.giver])
    await expect(async () => {
      const letters = await lettersTo(address, 0);
      const files = letters.flatMap(({ attachments }) => attachments).map(({ content }) => content.toString("utf8"));
      const starts = files.map((file) => eventIn(file)).filter(({ summary }) => summary.includes(BOOK));
      expect(starts.map(({ startDate }) => startDate.toJSDate())).toEqual([meetsAt]);
    }).toPass({ timeout: 30_000 });
});

test("both are reminded three hours before, in virtual time", async () => {
  const meetsAt = instantIn(laterEvening, "Europe/Kyiv") as Date;
  process.env.E2E_COMMUNITY = scene.communityId;
  process.env.E2E_NOW = new Date(meetsAt.getTime() - 3 * 3_600_000).toISOString();
  const letters = (await aScene<string[]>("tests/e2e/handover-jobs.ts")).filter((text) => text.includes(BOOK));
  expect(letters).toHaveLength(2);
  for (const letter of letters) {
    expect(letter).toContain("18:30");
    expect(letter).toContain(PLACE);
  }
});

test("the giver types the taker's four digits, and the book is with its new reader", async () => {
  await taker.goto(claimPath());
  const code = (await taker.locator(".taker-code:visible b").textContent()) ?? "";
  expect(code).toMatch(/^\d{4}$/);
  const panel = await openBook(BOOK);
  await expect(panel.locator(".taker-code")).toHaveCount(0); // shown to the taker only
  await panel.getByLabel("Код отримувача").fill(String((Number(code) + 1) % 10_000).padStart(4, "0"));
  await panel.getByRole("button", { name: "Підтвердити кодом" }).click();
  await expect(panel.getByText("Код не підходить. Лишилося 4 спроби.").filter({ visible: true }).first()).toBeVisible();
  await panel.getByLabel("Код отримувача").fill(code);
  await panel.getByRole("button", { name: "Підтвердити кодом" }).click();
  await expect(giver.getByText("Дякуємо! Книга в нового читача.").filter({ visible: true })).toBeVisible();
  await giver.goto(mePath());
  await expect(giver.getByRole("heading", { name: BOOK })).toHaveCount(0);
  await taker.goto(claimPath());
  await expect(
    taker.getByRole("heading", { name: "Приємного читання!" }).filter({ visible: true }).first(),
  ).toBeVisible();
});

test("the letter's link changes nothing by itself; its button does, without JavaScript", async () => {
  const path = `${claimPath("passed")}/received`;
  for (const query of ["", "?answer=no", ""]) await takerWithoutScript.goto(`${path}${query}`);
  await takerWithoutScript.goto(claimPath("passed"));
  await expect(
    takerWithoutScript.getByRole("heading", { name: "Як отримати книгу" }).filter({ visible: true }).first(),
  ).toBeVisible();
  await takerWithoutScript.goto(`${path}?answer=no`);
  await takerWithoutScript.getByRole("button", { name: "Ще ні" }).click();
  await expect(
    takerWithoutScript.getByText("Запитаємо ще раз за тиждень.").filter({ visible: true }).first(),
  ).toBeVisible();
  await takerWithoutScript.goto(path);
  await takerWithoutScript.getByRole("button", { name: "Так, книга в мене" }).click();
  await expect(
    takerWithoutScript.getByRole("heading", { name: "Приємного читання!" }).filter({ visible: true }).first(),
  ).toBeVisible();
});

test("a parcel's waybill is checked, linked and told to the taker", async () => {
  const panel = await openBook("Просять поштою");
  await expect(panel.getByText("Львів, Відділення №12").filter({ visible: true }).first()).toBeVisible();
  await panel.getByLabel("Номер накладної").filter({ visible: true }).fill("2045 0812");
  await panel.getByRole("button", { name: "Позначити надісланою" }).filter({ visible: true }).click();
  await expect(panel.getByText("Номер накладної — це 14 цифр.").filter({ visible: true })).toBeVisible();
  await panel.getByLabel("Номер накладної").filter({ visible: true }).fill("20 4508 1234 5678");
  await panel.getByRole("button", { name: "Позначити надісланою" }).filter({ visible: true }).click();
  await expect(async () => {
    await taker.goto(claimPath("parcel"));
    await expect(
      taker.getByRole("link", { name: "Стежити на сайті Нової пошти" }).filter({ visible: true }).first(),
    ).toHaveAttribute("href", "https://novaposhta.ua/tracking/?cargo_number=20450812345678", { timeout: 2_000 });
  }).toPass(); // once the giver's form has been answered
});

test("a contact is shown to the other side only once it is ticked", async () => {
  await giver.goto(mePath());
  await expect(ofBook(giver, "Ще не домовлено").getByText(/@example\.org/)).toHaveCount(0);
  await taker.goto(claimPath("free"));
  await expect(taker.getByRole("link", { name: "+380 67 123 45 67" }).filter({ visible: true }).first()).toBeVisible();
  await expect(taker.getByText(scene.giver)).toHaveCount(0);
  await taker.getByText("Що про вас побачить інша сторона").filter({ visible: true }).click();
  await taker.getByLabel(/Показувати пошту/).check();
  await taker.getByLabel("Показувати телефон").check();
  await taker.getByRole("button", { name: "Зберегти" }).click();
  await expect(taker.getByText("Вкажіть номер телефону").filter({ visible: true }).first()).toBeVisible();
  await taker.getByLabel("Телефон", { exact: false }).last().fill("+380 50 000 11 22");
  await taker.getByRole("button", { name: "Зберегти" }).click();
  await expect(taker.getByText("Збережено.").filter({ visible: true }).first()).toBeVisible();
  await giver.goto(mePath());
  await expect(
    ofBook(giver, "Ще не домовлено")
      .getByText(/@example\.org/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(
    ofBook(giver, "Ще не домовлено").getByText("+380 50 000 11 22").filter({ visible: true }).first(),
  ).toBeVisible();
});

test("an outsider arranges it by the private page of the listing, and an organizer for either side", async ({
  browser,
}) => {
  const outsider = await aPhone(browser, { javaScriptEnabled: false });
  await outsider.goto(`/uk/books/manage/${scene.listing}`);
  await proposeOn(outsider.locator("#handover:visible"), evening);
  await expect(outsider.getByText("Пропозицію надіслано.").filter({ visible: true }).first()).toBeVisible();

  const organizer = await (await browser.newContext({ locale: "uk-UA" })).newPage();
  await signIn(organizer, scene.staff);
  await organizer.goto(`/uk/${scene.community}/desk/hand-over`);
  await expect(
    organizer
      .getByText(/Прострочено: \d/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expectAccessible(organizer, "the list of hand-overs");
  await organizer.goto(`/uk/${scene.community}/desk/hand-over/${scene.codes.outside}`);
  await organizer.getByRole("button", { name: "Погодити" }).click();
  await expect(organizer.getByText("Домовлено про зустріч.").filter({ visible: true }).first()).toBeVisible();
  await expect(organizer.getByText("Погоджено зустріч").filter({ visible: true }).first()).toBeVisible();
  await expectAccessible(organizer, "one hand-over on the desk");
  await outsider.goto(`/uk/books/manage/${scene.listing}`);
  await expect(
    outsider.getByText("Домовлено: ви віддасте книгу на зустрічі.").filter({ visible: true }).first(),
  ).toBeVisible();
});

test("every state of a hand-over fits a phone and can be read by everybody", async () => {
  for (const name of Object.keys(scene.claims)) {
    await taker.goto(claimPath(name));
    await expectNoSideways(taker);
  }
  for (const name of ["free", "theirs", "meeting", "shipped"]) {
    await taker.goto(claimPath(name));
    await expectAccessible(taker, `the claim's page, ${name}`);
  }
  await giver.goto(mePath());
  await expectAccessible(giver, "the giver's page");
});

test("stickers have a QR code that leads to the book, three in a row on paper", async () => {
  await giver.goto(`${mePath()}/stickers`);
  const stickers = giver.locator(".sticker");
  expect(await stickers.count()).toBeGreaterThan(5);
  await expect(stickers.first().getByRole("img", { name: /QR-код/ })).toBeVisible();
  await giver.emulateMedia({ media: "print" });
  await giver.setViewportSize({ width: 700, height: 1000 }); // about the width of an A4 sheet
  const tops = await stickers.evaluateAll((all) =>
    all.slice(0, 4).map((one) => Math.round(one.getBoundingClientRect().top)),
  );
  expect(new Set(tops.slice(0, 3)).size).toBe(1);
  expect(tops[3]).toBeGreaterThan(tops[0] ?? 0);
  await expect(giver.locator(".site-header")).toBeHidden();
});

async function aPhone(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  return (
    await browser.newContext({ locale: "uk-UA", timezoneId: "Europe/Kyiv", viewport: PHONE, ...options })
  ).newPage();
}

/** Goes from a giver's page to the page of one of the books to be handed over, and answers its hand-over. */
async function openBook(title: string) {
  await giver.goto(mePath());
  await ofBook(giver, title)
    .getByRole("link", { name: /Домовитися й передати/ })
    .click();
  await giver.waitForURL(/\/me\/books\//);
  return giver.locator("#handover:visible");
}

/** The part of a giver's page about one book. */
function ofBook(page: Page, title: string) {
  return page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) })
    .last();
}

async function proposeOn(panel: ReturnType<Page["locator"]>, when: string): Promise<void> {
  const place = panel.getByLabel("Місце зустрічі");
  if (!(await place.isVisible())) await panel.getByText(/^(Зустрітися|Запропонувати інший час)$/).click();
  await place.fill(PLACE);
  await panel.getByLabel("Дата й час").fill(when);
  await panel.getByRole("button", { name: "Запропонувати зустріч" }).click();
}

async function expectNoSideways(page: Page): Promise<void> {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: window.innerWidth,
  }));
  expect(wide, page.url()).toBeLessThanOrEqual(seen);
}

function eventIn(file: string): ICAL.Event {
  return new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent") as ICAL.Component);
}

/** Half past six by the clocks of Kyiv, some days on. */
function eveningIn(days: number): string {
  const { year, month, day } = partsIn(new Date(Date.now() + days * 86_400_000), "Europe/Kyiv");
  return `${new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)}T18:30`;
}
