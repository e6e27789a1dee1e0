import { expect, type Page, test } from "@playwright/test";
import type { PeopleScene } from "./people-scene";
import { aScene, codeFor, expectAccessible, fromLetter, INSTAGRAM, PHONE, signIn } from "./support";

test.describe.configure({ mode: "serial", timeout: 300_000 });
let scene: PeopleScene;
let organizer: Page;
let second: Page;
let invitation: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  scene = await aScene<PeopleScene>("tests/e2e/people-scene.ts");
  organizer = await (await browser.newContext({ viewport: PHONE })).newPage();
  second = await (await browser.newContext()).newPage();
  await signIn(organizer, scene.first);
  await signIn(second, scene.second);
});

const desk = (path: string) => `/uk/${scene.community}/desk/${path}`;
const said = (page: Page, text: string | RegExp) => page.locator(".desk-said").filter({ visible: true, hasText: text });
const seen = (page: Page, role: "button" | "link" | "heading", name: string | RegExp) =>
  page.getByRole(role, { name }).filter({ visible: true });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).filter({ visible: true });

test("an organizer finds anybody among many, by name and by role", async () => {
  await organizer.goto(desk("people"));
  await expect(organizer.getByText("62 людини").filter({ visible: true })).toBeVisible();
  await expectAccessible(organizer, "people");
  await seen(organizer, "link", "Показати ще").click();
  await expect(organizer.getByText("51–62 з 62").filter({ visible: true })).toBeVisible();
  await field(organizer, "Ім’я або пошта").fill("марта");
  await seen(organizer, "button", "Шукати").click();
  await expect(organizer.getByText("1 людина").filter({ visible: true })).toBeVisible();
  await organizer.goto(desk("people?role=treasurer"));
  await expect(organizer.getByRole("row").filter({ visible: true, hasText: "Інна Касирна" })).toBeVisible();
  await organizer.goto(desk("people?q=nobody"));
  await expect(seen(organizer, "heading", "Нікого не знайдено")).toBeVisible();
});

test("an invitation is made, and somebody joins by it on a phone and lists a book without a review", async ({
  browser,
}) => {
  await organizer.goto(desk("people"));
  await field(organizer, "Скільки людей").fill("2");
  await seen(organizer, "button", "Створити посилання").click();
  await expect(said(organizer, "Посилання створено")).toBeVisible();
  const invites = organizer.getByRole("list", { name: "Запрошення", exact: true }).filter({ visible: true });
  await expect(invites).toContainText("приєдналося 0 з 2");
  invitation = /http\S+\/join\/[\w-]{43}/.exec((await invites.textContent()) ?? "")?.[0] ?? "";
  expect(invitation).not.toBe("");

  const reader = await (await browser.newContext({ viewport: PHONE, userAgent: INSTAGRAM })).newPage();
  const email = `joins-${scene.community}@example.org`;
  const answer = await reader.goto(invitation);
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expectAccessible(reader, "an invitation");
  await joinAs(reader, "Юрко Новенький", email);
  await expect(seen(reader, "heading", "Ви в спільноті «Клуб читачів»")).toBeVisible();

  await seen(reader, "link", "Віддати книгу").click();
  await expect(reader).toHaveURL(/\/give$/);
  const part = (name: string) => reader.locator(`[name="${name}"]`).filter({ visible: true });
  await part("title").fill("Книга від новенького");
  await part("language").selectOption("uk");
  await part("category").selectOption({ index: 1 });
  await reader.locator('[name="condition"][value="good"]').check({ force: true });
  await part("city").fill("Львів");
  await seen(reader, "button", "Віддати книгу").click();
  await expect(async () => {
    const listed = await reader.request.get(
      `/api/v1/communities/${scene.community}/campaigns/${scene.campaign}/books?q=новенького`,
    );
    expect((await listed.json()).items).toMatchObject([{ title: "Книга від новенького", state: "available" }]);
  }).toPass();

  await organizer.goto(desk("people"));
  await expect(
    organizer.getByRole("list", { name: "Запрошення", exact: true }).filter({ visible: true }),
  ).toContainText("приєдналося 1 з 2");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE, userAgent: INSTAGRAM });

  test("somebody joins, after a mistake that keeps what was typed; then no place is left", async ({
    page,
    browser,
  }) => {
    const email = `plain-${scene.community}@example.org`;
    await page.goto(invitation);
    await field(page, "Ваше ім’я").fill("Ганна Безскриптова");
    await field(page, "Ваша пошта").fill("не пошта");
    await seen(page, "button", "Надіслати код").click();
    await expect(page.getByText("Вкажіть одну адресу").filter({ visible: true })).toBeVisible();
    await expect(field(page, "Ваше ім’я")).toHaveValue("Ганна Безскриптова");
    await joinAs(page, "Ганна Безскриптова", email);
    await expect(seen(page, "heading", "Ви в спільноті «Клуб читачів»")).toBeVisible();

    const late = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await late.goto(invitation);
    await expect(seen(late, "heading", "Місць за цим запрошенням більше немає")).toBeVisible();
    await late.goto(`/uk/join/${"A".repeat(43)}`);
    await expect(seen(late, "heading", "Такого запрошення немає")).toBeVisible();
  });
});

test("an invitation that is revoked says so", async ({ page }) => {
  await organizer.goto(desk("people"));
  await seen(organizer, "button", "Створити посилання").click();
  await expect(said(organizer, "Посилання створено")).toBeVisible();
  const invites = organizer.getByRole("list", { name: "Запрошення", exact: true }).filter({ visible: true });
  const made = /http\S+\/join\/[\w-]{43}/.exec((await invites.textContent()) ?? "")?.[0] ?? "";
  await invites
    .getByRole("button", { name: /^Відкликати/ })
    .first()
    .click(); // the newest
  await expect(said(organizer, "Запрошення відкликано")).toBeVisible();
  await page.goto(made);
  await expect(seen(page, "heading", "Запрошення відкликано")).toBeVisible();
});

test("people come by a list, once what becomes of each row was seen", async () => {
  await organizer.goto(desk("people/import"));
  const text = `Ім’я;Пошта\nОлена Нова;olena-${scene.community}@example.org\nІнна;${scene.treasurer}\nХтось;не пошта\n`;
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await organizer.getByLabel("Файл CSV").filter({ visible: true }).setInputFiles(file);
  await seen(organizer, "button", "Перевірити").click();
  await expect(organizer.getByText("уже з вами", { exact: true }).filter({ visible: true })).toBeVisible();
  await expect(organizer.getByText("Вкажіть одну адресу").filter({ visible: true })).toBeVisible();
  await expectAccessible(organizer, "people from a list");
  await seen(organizer, "button", "Додати 1 людину").click();
  await expect(said(organizer, "Додано 1 людину.")).toBeVisible({ timeout: 15_000 });
});

test("a domain of the organization lets its people in, public mail is refused", async ({ page }) => {
  const domain = `${scene.community}.example.org`;
  await organizer.goto(desk("people"));
  for (const [typed, problem] of [
    ["gmail.com", "пошту заводить будь-хто"],
    ["раypal.com", "літери різних абеток"],
  ] as const) {
    await field(organizer, "Домен").fill(typed);
    await seen(organizer, "button", "Додати домен").click();
    await expect(organizer.getByText(problem).filter({ visible: true })).toBeVisible();
    await expect(field(organizer, "Домен")).toHaveValue(typed);
  }
  await field(organizer, "Домен").fill(`@${domain}`);
  await seen(organizer, "button", "Додати домен").click();
  await expect(said(organizer, "Домен додано")).toBeVisible();
  await signIn(page, `ada.lovelace@${domain}`);
  await page.goto(`/uk/${scene.community}/me`);
  await organizer.goto(desk("people?q=ada"));
  await expect(organizer.getByRole("row").filter({ visible: true, hasText: "Ada Lovelace" })).toBeVisible();
});

test("an organizer proposes another, who proposes cannot agree, and the second agrees by the letter", async () => {
  const startedAt = Date.now();
  await organizer.goto(desk(`people?q=${encodeURIComponent(scene.proposed)}`));
  await organizer.getByText(`Змінити ролі ${scene.proposed}`).filter({ visible: true }).click();
  await seen(organizer, "button", /^Запропонувати в організатори/).click();
  await expect(said(organizer, "Пропозицію надіслано")).toBeVisible();
  await expect(seen(organizer, "button", /^Погодити/)).toHaveCount(0);
  await expect(seen(organizer, "button", /^Зняти пропозицію/)).toBeVisible();

  const address = await fromLetter(scene.second, /(http\S+\/desk\/people\/proposals)/, startedAt);
  await second.goto(address);
  await expectAccessible(second, "proposals");
  await seen(second, "button", /^Погодити/).click();
  await expect(said(second, "у спільноти новий організатор")).toBeVisible();
  await second.goto(desk("people?role=organizer"));
  await expect(second.getByRole("row").filter({ visible: true, hasText: scene.proposed })).toBeVisible();
});

test("requisites are changed, told, cancelled, changed again, and hold a day later", async ({ page }) => {
  const settings = desk(`settings?campaign=${scene.campaign}`);
  const ask = async (name: string, jar: string) => {
    await organizer.goto(settings);
    await organizer.getByText("Змінити реквізити", { exact: true }).filter({ visible: true }).click();
    await field(organizer, "Назва фонду").fill(name);
    await field(organizer, "Посилання на банку").fill(jar);
    await seen(organizer, "button", "Подати зміну").click();
    await expect(said(organizer, "Зміну записано")).toBeVisible();
  };
  const paid = async () => {
    await page.goto(`/uk/claims/${scene.claim}`);
    return page.locator("main").filter({ visible: true }).innerHTML();
  };
  const startedAt = Date.now();
  await ask("Фонд-перевертень", "https://send.monobank.ua/3xYzAbC");
  await expect(organizer.getByText("посилання на картку людини").filter({ visible: true })).toBeVisible();
  await expectAccessible(organizer, "settings with a change that waits");
  expect(await paid()).toContain("jar/example");

  const address = await fromLetter(scene.second, /(http\S+\/desk\/settings\?campaign=\S+)/, startedAt);
  await second.goto(address);
  await expect(second.getByText("Фонд-перевертень").filter({ visible: true })).toBeVisible();
  await seen(second, "button", "Скасувати зміну").click();
  await expect(said(second, "Зміну реквізитів скасовано")).toBeVisible();

  await ask("Новий фонд", "https://send.monobank.ua/jar/new-one");
  expect(await paid()).toContain("jar/example");
  expect(await aScene<{ changed: number }>("tests/e2e/day-later.ts")).toMatchObject({ changed: 1 });
  const html = await paid();
  expect(html).toContain("jar/new-one");
  expect(html).not.toContain("jar/example");
  await organizer.goto(settings);
  await expect(seen(organizer, "button", "Скасувати зміну")).toHaveCount(0);
});

test("the log says who did what, by kind and by person, without anybody’s address", async () => {
  await organizer.goto(desk("people"));
  await seen(organizer, "link", "Журнал дій").click();
  const rows = organizer.getByRole("row").filter({ visible: true });
  await expect(rows.filter({ hasText: "Змінено реквізити" })).toContainText("Система");
  await expect(rows.filter({ hasText: "Погоджено нового організатора: Марта Майбутня" })).toContainText(
    "Олег Обережний",
  );
  await expect(rows.filter({ hasText: "Зі списку додано 1 людину" })).toBeVisible();
  await expectAccessible(organizer, "the log");
  expect(await organizer.locator("main").filter({ visible: true }).textContent()).not.toContain("@");
  await field(organizer, "Що").selectOption("fund");
  await field(organizer, "Хто").selectOption({ label: "Олег Обережний" });
  await seen(organizer, "button", "Шукати").click();
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText("Скасовано зміну реквізитів");
});

test("whose role is taken away is refused at the next page, the next press and the next call", async () => {
  await second.goto(desk("people"));
  await field(second, "Для чого ключ").fill("Скрипт");
  await seen(second, "button", "Створити ключ").click();
  const token = (await second.locator(".secret code").filter({ visible: true }).textContent()) ?? "";
  const call = () =>
    second.request.get(`/api/v1/communities/${scene.community}/links`, {
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await call()).status()).toBe(200);
  await second.goto(desk("people"));

  await organizer.goto(desk(`people?q=${encodeURIComponent("Олег")}`));
  await organizer.getByText("Змінити ролі Олег Обережний").filter({ visible: true }).click();
  await seen(organizer, "button", /^Зняти: Організатор/).click();
  await expect(said(organizer, "Роль знято")).toBeVisible();

  await seen(second, "button", "Створити посилання").click();
  await expect(second.getByText("У вас немає прав на цю дію").filter({ visible: true })).toBeVisible();
  expect((await call()).status()).toBe(403);
  expect((await second.goto(desk("people")))?.status()).toBe(404);
});

async function joinAs(page: Page, name: string, email: string): Promise<void> {
  const startedAt = Date.now();
  await field(page, "Ваше ім’я").fill(name);
  await field(page, "Ваша пошта").fill(email);
  await seen(page, "button", "Надіслати код").click();
  await field(page, "Код із листа").fill(await codeFor(email, startedAt));
  await seen(page, "button", "Приєднатися").click();
}
