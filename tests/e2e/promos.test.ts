import { type Browser, expect, type Page, test } from "@playwright/test";
import type { PromosScene } from "./promos-scene";
import { aScene, expectAccessible, PHONE, signIn } from "./support";

test.describe.configure({ mode: "serial", timeout: 300_000 });
let scene: PromosScene;
let smm: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  scene = await aScene<PromosScene>("tests/e2e/promos-scene.ts");
  smm = await (await browser.newContext({ viewport: PHONE })).newPage();
  await signIn(smm, scene.smm);
});

const desk = (path: string, community = scene.community) => `/uk/${community}/desk/${path}`;
const said = (page: Page, text: string | RegExp) => page.locator(".desk-said").filter({ visible: true, hasText: text });
const seen = (page: Page, role: "button" | "link" | "heading", name: string | RegExp) =>
  page.getByRole(role, { name }).filter({ visible: true });
const field = (page: Page, label: string | RegExp) => page.getByLabel(label).filter({ visible: true });

/** From nothing to a promo made of the initiative template. */
async function begin(page: Page, name: string): Promise<void> {
  await page.goto(desk("promos/new"));
  await seen(page, "link", "Обрати Ініціатива").click();
  await field(page, "Назва промо").fill(name);
  await field(page, "Початок промо").fill("2031-06-12T10:00");
  await field(page, "Кінець промо").fill("2031-06-30T18:00");
  await seen(page, "button", "Створити промо").click();
  await expect(said(page, "Промо створено")).toBeVisible();
}

/** The meeting, with one outcome ticked and noted. */
async function meet(page: Page): Promise<void> {
  await seen(page, "link", "Спланувати зустріч").click();
  await field(page, "Про яку мережу").selectOption({ label: "Instagram" });
  await field(page, "Коли").fill("2031-06-02T11:30");
  await field(page, /^Де \(/).fill("Переговорна 3");
  await seen(page, "button", "Запланувати").click();
  await expect(said(page, "Зустріч заплановано")).toBeVisible();
  await seen(page, "link", "Відкрити порядок денний").click();
  await expect(seen(page, "heading", "Зустріч: Instagram")).toBeVisible();
  await field(page, /^Є поради й ідеї/).check();
  await field(page, "Нотатка: Є поради й ідеї зі схожих випадків").fill("Серія з трьох фото й посилання в четвертій");
  await seen(page, "button", "Зберегти нотатки").click();
  await expect(said(page, "Зустріч збережено")).toBeVisible();
  await expect(field(page, /^Є поради й ідеї/)).toBeChecked();
}

/** The brief without its metric, which is refused with all of it kept, and then whole. */
async function agree(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Розділи промо" }).filter({ visible: true }).getByText("Бриф").click();
  await field(page, /^Яку задачу має вирішувати контент/).fill("Щоб про каталог дізналися люди з інших компаній");
  await field(page, "Ціль").fill("40");
  await field(page, /^Instagram/).check();
  await field(page, "Контактна особа: Instagram").fill("Соломія Дописувач");
  await field(page, /^Facebook/).uncheck();
  await field(page, "Бюджет на рекламу").fill("1 250,50");
  await seen(page, "button", "Зберегти й узгодити").click();
  await expect(page.getByText("одну головну метрику").filter({ visible: true })).toBeVisible();
  await expect(field(page, "Одна головна метрика")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, /^Яку задачу має вирішувати контент/)).toHaveValue(
    "Щоб про каталог дізналися люди з інших компаній",
  );
  await expect(field(page, "Бюджет на рекламу")).toHaveValue("1 250,50");
  await expect(field(page, "Контактна особа: Instagram")).toHaveValue("Соломія Дописувач");
  await expect(field(page, /^Facebook/)).not.toBeChecked();

  await field(page, "Одна головна метрика").selectOption("leads");
  await seen(page, "button", "Зберегти й узгодити").click();
  await expect(said(page, "Бриф узгоджено")).toBeVisible();
  await expect(page.getByText("40 лідів").filter({ visible: true })).toBeVisible();
}

test("somebody without promos is told what one is, and led to the templates", async () => {
  await smm.goto(desk("promos"));
  await expect(seen(smm, "heading", "Ще жодного промо")).toBeVisible();
  await expectAccessible(smm, "no promos");
  await seen(smm, "link", "Нове промо").click();
  await expect(seen(smm, "heading", "За зразком попереднього")).toHaveCount(0);
  await expectAccessible(smm, "a new promo");
});

test("an SMM manager makes an initiative on a phone, meets, fills in the brief and agrees on it", async () => {
  await begin(smm, "Червень: каталог для інших");
  await expectAccessible(smm, "a promo");
  await meet(smm);
  await expectAccessible(smm, "an agenda");
  const calendar = await smm.request.get((await seen(smm, "link", "Файл для календаря").getAttribute("href")) ?? "");
  expect(await calendar.text()).toContain("DTSTART:20310602T083000Z");
  await agree(smm);
  await seen(smm, "link", "Бриф").click();
  await expect(smm.getByText("Бриф узгоджено, і він лишається").filter({ visible: true })).toBeVisible();
  await expectAccessible(smm, "an agreed brief");
});

test("the same goes without JavaScript", async ({ browser }) => {
  const page = await withoutJavaScript(browser, smm);
  await begin(page, "Липень: без скриптів");
  await meet(page);
  await agree(page);
  await page.context().close();
});

test("of two who change a brief at once the second sees what the first wrote, and then decides", async ({
  browser,
}) => {
  await begin(smm, "Серпень: двоє одразу");
  await seen(smm, "link", "Бриф").click();
  await expect(smm).toHaveURL(/\/brief$/);
  const organizer = await (await browser.newContext()).newPage();
  await signIn(organizer, scene.organizer);
  await organizer.goto(smm.url().replace(/\?.*/, ""));
  await field(organizer, /^Яку задачу/).fill("Задача від організаторки");
  await seen(organizer, "button", "Зберегти").first().click();
  await expect(said(organizer, "Бриф збережено")).toBeVisible();

  await field(smm, /^Яку задачу/).fill("Задача від SMM-менеджерки");
  await seen(smm, "button", "Зберегти").first().click();
  await expect(smm.getByText("Зараз збережено: «Задача від організаторки»").filter({ visible: true })).toBeVisible();
  await expect(field(smm, /^Яку задачу/)).toHaveValue("Задача від SMM-менеджерки");
  await seen(smm, "button", "Зберегти").first().click();
  await expect(said(smm, "Бриф збережено")).toBeVisible();
  await expect(field(smm, /^Яку задачу/)).toHaveValue("Задача від SMM-менеджерки");
  await organizer.context().close();
});

test("a promo is called off with a reason, revived, and copied with its dates moved", async () => {
  await begin(smm, "Вересень: не на часі");
  await smm.getByText("Інші дії").filter({ visible: true }).click();
  await field(smm, "Чому скасовуємо").fill("Фонд попросив зачекати");
  await seen(smm, "button", "Скасувати промо").click();
  await expect(said(smm, "Промо скасовано")).toBeVisible();
  await expect(smm.getByText("Причина: Фонд попросив зачекати").filter({ visible: true })).toBeVisible();
  await seen(smm, "button", "Відновити промо").click();
  await expect(said(smm, "Промо відновлено")).toBeVisible();
  await smm.reload(); // what was unfolded is folded again
  await smm.getByText("Інші дії").filter({ visible: true }).click();
  await seen(smm, "link", "Нове промо за цим зразком").click();
  await field(smm, "Початок нового промо").fill("2031-07-12T10:00");
  await seen(smm, "button", "Створити за зразком").click();
  await expect(said(smm, "Промо створено за зразком")).toBeVisible();
  await expect(smm.getByText(/30\s+липня\s+2031/).filter({ visible: true })).toBeVisible();
});

test("an achievement warns when the figures it was agreed with are others now", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, scene.busySmm);
  await page.goto(desk(`promos/${scene.achievement}`, scene.busy));
  await expect(page.getByText("Книг у каталозі: узгоджено 1, зараз 2").filter({ visible: true })).toBeVisible();
  await page.goto(desk("promos", scene.busy));
  await expectAccessible(page, "promos");
  await seen(page, "link", "Захід").click();
  await expect(page.getByRole("row").filter({ visible: true, hasText: "Лекція про ретроспективи" })).toBeVisible();
  await expect(page.getByText("Сто книг: підсумки").filter({ visible: true })).toHaveCount(0);
  await page.goto(desk(`promos/${scene.event}/brief`, scene.busy));
  await expectAccessible(page, "a brief");
  await page.context().close();
});

async function withoutJavaScript(browser: Browser, signedIn: Page): Promise<Page> {
  const storageState = await signedIn.context().storageState();
  return (await browser.newContext({ javaScriptEnabled: false, viewport: PHONE, storageState })).newPage();
}
