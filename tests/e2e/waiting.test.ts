import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import postgres from "postgres";
import { startPostgres } from "@/db/embedded/server.mjs";
import { aScene, codeFor, expectAccessible, fromLetter, PHONE, signIn } from "./support";

type Book = { id: string; code: string; claim: string };
type LineScene = {
  community: string;
  at: string;
  organizer: string;
  member: string;
  asked: Book;
  plain: Book;
  free: string;
};

let scene: LineScene;
let sql: postgres.Sql;
test.describe.configure({ mode: "serial" });
test.use({ viewport: PHONE });
test.beforeAll(async () => {
  scene = await aScene<LineScene>("tests/e2e/waiting-scene.ts");
  const { url } = await startPostgres({ dir: join(process.env.E2E_LANE_DIR ?? "", "postgres") }); // it runs
  sql = postgres(url, { max: 1 });
});
test.afterAll(() => sql.end());

/** The holder's time is up; the clock of the product finds out. */
const lapse = ({ id }: Book) =>
  sql`update claims set expires_at = now() - interval '1 second' where book_id = ${id} and status = 'held'`;

async function untilOffered(page: Page, words: RegExp) {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: words })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 50_000 });
}

test("on a phone a reader stands in line for a reserved book, is written to when it lapses, and reserves it", async ({
  page,
}) => {
  const address = `cherha.${Date.now()}@example.com`;
  await page.goto(`/uk${scene.at}/books/${scene.asked.code}`);
  await expect(page.getByText("У черзі ще нікого.")).toBeVisible();
  await page.getByRole("button", { name: "Стати в чергу" }).click();
  await expect(page.getByLabel("Ім’я", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Ім’я", { exact: true }).fill("Ярина Чекальниця");
  await page.getByRole("textbox", { name: "Пошта" }).fill(address);
  await page.getByRole("checkbox", { name: /Погоджуюся/ }).check();
  await page.getByRole("button", { name: "Стати в чергу" }).click();

  await expect(page).toHaveURL(/\/uk\/waits\//);
  await expectAccessible(page, "a place to be verified");
  await page.getByLabel("Код із листа").fill(await codeFor(address));
  await page.getByRole("button", { name: "Стати в чергу" }).click();
  await expect(page.getByRole("heading", { name: "Ви перші в черзі" })).toBeVisible();
  await expectAccessible(page, "a place in line");

  await lapse(scene.asked);
  await untilOffered(page, /звільнилася й чекає на вас/);
  await expectAccessible(page, "a book that is kept for somebody");
  const link = await fromLetter(address, /(\/uk\/waits\/[A-Za-z0-9_-]{43})/);
  expect(page.url()).toContain(link);

  await page.getByRole("button", { name: "Забронювати" }).click();
  await expect(page).toHaveURL(/\/uk\/claims\//);
  await expect(page.getByText(/BK-[A-Z0-9]{5}/).first()).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("link", { name: "Відкрити бронювання" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, locale: "en-GB" });

  test("a reader stands in line behind a member, who is asked and leaves, and reserves the book", async ({ page }) => {
    const address = `line.${Date.now()}@example.com`;
    await page.goto(`/en${scene.at}/books/${scene.plain.code}`);
    await expect(page.getByText("1 person is in line.")).toBeVisible();
    await page.getByLabel("Name", { exact: true }).fill("Nina Nojs");
    await page.getByRole("textbox", { name: "E-mail" }).fill("nobody");
    await page.getByRole("checkbox", { name: /I agree/ }).check();
    await page.getByRole("button", { name: "Join the waiting list" }).click();
    await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Name", { exact: true }).filter({ visible: true })).toHaveValue("Nina Nojs");
    await page.getByRole("textbox", { name: "E-mail" }).fill(address);
    await page.getByRole("button", { name: "Join the waiting list" }).click();
    await expect(page).toHaveURL(/\/en\/waits\//);
    const place = page.url();
    await page.getByLabel("Code from the e-mail").fill("000000");
    await page.getByRole("button", { name: "Join the waiting list" }).click();
    await expect(page.getByText("That code does not match")).toBeVisible();
    await page.getByLabel("Code from the e-mail").fill(await codeFor(address));
    await page.getByRole("button", { name: "Join the waiting list" }).click();
    await expect(page.getByRole("heading", { name: "1 person is before you" })).toBeVisible();

    await lapse(scene.plain);
    await signIn(page, scene.member);
    await expect(async () => {
      await page.goto(`/uk/${scene.community}/me`);
      await expect(page.getByText(/Чекає на вас до/)).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 50_000 });
    await page.getByRole("link", { name: /Забронювати Книга без сценаріїв/ }).click();
    await expect(page.getByRole("heading", { name: /чекає на вас/ })).toBeVisible();
    await page.getByText("Вийти з черги").first().click();
    await page.getByRole("button", { name: "Вийти з черги" }).click();
    await expect(page.getByRole("heading", { name: "Ви більше не в черзі" })).toBeVisible();

    await page.context().clearCookies();
    await page.goto(place);
    await expect(page.getByRole("heading", { name: /kept for you/ })).toBeVisible();
    await page.getByText("Another amount").first().click();
    await page.getByLabel(/Another amount,/).fill("1");
    await page.getByRole("button", { name: "Reserve" }).click();
    await expect(page.getByText(/The minimum donation for this book/)).toBeVisible();
    await page.getByLabel(/Another amount,/).fill("350");
    await page.getByRole("button", { name: "Reserve" }).click();
    await expect(page).toHaveURL(/\/en\/claims\//);
  });

  test("an organizer extends a hold, gives it on, and reserves for somebody who called, each with a reason", async ({
    page,
  }) => {
    await signIn(page, scene.organizer);
    const at = (code: string) => `/uk/${scene.community}/desk/books/${code}`;
    await page.goto(at(scene.asked.code));
    await page
      .getByText(/^Продовжити/)
      .first()
      .click();
    await page.getByRole("button", { name: /Продовжити бронювання/ }).click();
    await expect(page.getByText("Напишіть причину").first()).toBeVisible();
    await page.getByLabel("Причина").filter({ visible: true }).first().fill("У відрядженні");
    await page.getByRole("button", { name: /Продовжити бронювання/ }).click();
    await expect(page.getByText(/продовжено, людині надіслано листа/)).toBeVisible();
    await expect(page.getByText("«У відрядженні»")).toBeVisible();

    await page
      .getByText(/^Передати іншій людині/)
      .first()
      .click();
    const form = page.locator("form").filter({ has: page.getByRole("button", { name: /Передати бронювання/ }) });
    await form.getByLabel("Ім’я").fill("Лада Наступниця");
    await form.getByLabel("Причина").fill("Домовилися між собою");
    await form.getByRole("button", { name: /Передати бронювання/ }).click();
    await expect(page.getByText("Вкажіть пошту або телефон")).toBeVisible();
    await form.getByLabel("Телефон").fill("+380 67 000 11 22");
    await form.getByRole("button", { name: /Передати бронювання/ }).click();
    await expect(page.getByText(/Бронювання передано: нове — /)).toBeVisible();
    await expect(page.getByText("«Домовилися між собою»").first()).toBeVisible();

    await page.goto(at(scene.free));
    await page.getByText("Забронювати для когось").click();
    const call = page.locator("form").filter({ has: page.getByLabel("Сума внеску") });
    await call.getByLabel("Ім’я").fill("Тарас Дзвінок");
    await call.getByLabel("Пошта").fill(`dzvinok.${Date.now()}@example.com`);
    await call.getByLabel("Причина").fill("Подзвонив");
    await call.getByRole("button", { name: "Забронювати", exact: true }).click();
    await expect(page.getByText(/Заброньовано: BK-/)).toBeVisible();
    await expect(page.getByText("Тарас Дзвінок: заброньовано")).toBeVisible();
  });
});
