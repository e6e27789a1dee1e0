import { expect, type Page, test } from "@playwright/test";
import type { Scene } from "./scene";
import { aScene, expectAccessible, PHONE, signIn } from "./support";

test.describe.configure({ timeout: 180_000 }); // seconds, unless the machine is busy

let scene: Scene;
let staff: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  scene = await aScene();
  staff = await (await browser.newContext({ viewport: PHONE })).newPage();
  await signIn(staff, scene.email);
});

const TABLE = `title,authors,isbn,category,language,condition
Добра книга,Автор Один,,agile,uk,good
Книга з хибним номером,Автор Два,978-617-12-0265-9,agile,uk,good
,Без назви,,agile,uk,good
Книга незнаної мови,Автор Три,,agile,xx1,good
`;

/** Where a page is, below the community's desk, and what is done there first. */
const DESK: [what: string, path: string, act?: (page: Page) => Promise<void>][] = [
  ["today", ""],
  ["books, with a review queue", "/books?campaign=full"],
  ["no books", "/books?campaign=quiet"],
  ["a book to review", "/books/{review}"],
  ["a book", "/books/{own}"],
  ["a new campaign", "/campaigns/new"],
  ["a new campaign, refused", "/campaigns/new", sendEmpty],
  ["settings", "/settings?campaign=full"],
  ["money, all unfolded", "/money?campaign=full", unfold],
  ["money, refused", "/money?campaign=full", (page) => press(page, /^Зарахувати BK/)],
  ["money found", "/money?campaign=full&q={reported}"],
  ["no money found", "/money?campaign=full&q=zzz"],
  ["no money", "/money?campaign=quiet"],
  ["one transfer for several", "/money/transfer?campaign=full&code={reported}&code={confirmed}&comment=BK-22222"],
  ["one transfer for nobody", "/money/transfer?campaign=full"],
  ["hand-over", "/hand-over?campaign=full", unfold],
  ["nobody to hand over to", "/hand-over?campaign=quiet"],
  ["people", "/people", unfold],
  ["import", "/books/import?campaign=full"],
  ["import, refused", "/books/import?campaign=full", sendEmpty],
  ["import, judged", "/books/import?campaign=full", judge],
];

test("axe finds nothing serious on the desk", async () => {
  const codes: Record<string, string> = { ...scene.codes, ...scene.books };
  for (const [what, path, act] of DESK) {
    await staff.goto(`/uk/${scene.community}/desk${path.replace(/\{(\w+)\}/g, (_, name) => codes[name] ?? "")}`);
    await act?.(staff);
    await expectAccessible(staff, what);
  }
});

test("axe finds nothing serious on one’s own pages", async () => {
  for (const path of ["/me", `/me/books/${scene.books.own}`, `/${scene.campaign}/give`]) {
    await staff.goto(`/uk/${scene.community}${path}`);
    await unfold(staff);
    await expectAccessible(staff, path);
  }
  await sendEmpty(staff);
  await expectAccessible(staff, "give, refused");
});

test("axe finds nothing serious on the page of a claim, in each of its states", async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: PHONE })).newPage();
  for (const [state, token] of Object.entries(scene.claims)) {
    await page.goto(`/uk/claims/${token}`);
    await unfold(page);
    await expectAccessible(page, state);
  }
  await page.goto(`/uk/claims/${scene.claims.unverified}`);
  await press(page, "Підтвердити");
  await expectAccessible(page, "a wrong code");
});

test("axe finds nothing serious on what became of card money", async ({ browser }) => {
  test.setTimeout(420_000); // some forty pages
  const page = await (await browser.newContext({ viewport: PHONE })).newPage();
  const { claims, donations, campaign } = scene.cards;
  const pages = [
    ...Object.entries(claims).map(([state, token]) => [state, `/claims/${token}`]),
    ["back and waiting", `/claims/${claims.open}?from=paid&n=24`],
    ["back and left", `/claims/${claims.open}?from=left`],
    ...Object.entries(donations).map(([state, token]) => [`donation ${state}`, `/donations/${token}`]),
    ["donate", `/${scene.community}/${campaign}/donate`],
  ];
  for (const [state = "", path] of pages) {
    await page.goto(`/uk${path}`);
    await unfold(page);
    await expectAccessible(page, state);
  }
  await sendEmpty(page);
  await expectAccessible(page, "donate, refused");
});

test("axe finds nothing serious in English either", async () => {
  for (const path of [
    `/${scene.community}/desk`,
    `/${scene.community}/desk/money?campaign=full`,
    `/claims/${scene.claims.held}`,
  ]) {
    await staff.goto(`/en${path}`);
    await expectAccessible(staff, path);
  }
});

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("button", { name }).filter({ visible: true }).first().click();
  await expect(page.locator('[aria-invalid="true"]:visible, .notice[role="alert"]:visible').first()).toBeVisible();
}

/** Sends the page's last form as it is: what is wrong with it is said. */
async function sendEmpty(page: Page): Promise<void> {
  await page.locator('main:visible form button[type="submit"]').last().click();
  await expect(page.locator('[aria-invalid="true"]:visible, .notice:visible').first()).toBeVisible();
}

async function judge(page: Page): Promise<void> {
  const buffer = Buffer.from(TABLE);
  await page.locator('input[type="file"]:visible').setInputFiles({ name: "books.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Перевірити файл" }).click();
  await expect(page.getByRole("table").filter({ visible: true })).toBeVisible();
}
