import { expect, type Page, test } from "@playwright/test";
import type { Scene } from "./scene";
import { aScene, CAMPAIGN, PHONE, signIn } from "./support";

let scene: Scene;
let visitor: Page;
let staff: Page;

test.describe.configure({ timeout: 180_000 }); // seconds, unless the machine is busy

test.beforeAll(async ({ browser }) => {
  scene = await aScene();
  const options = { reducedMotion: "reduce", viewport: PHONE } as const; // one column: what comes later stands lower
  visitor = await (await browser.newContext(options)).newPage();
  staff = await (await browser.newContext(options)).newPage();
  await signIn(staff, scene.email);
});

test("Tab goes through everything on the visitors’ pages in their order, shows where it is, and comes out again", async () => {
  const book = `/uk/${scene.community}/${scene.campaign}/books/${scene.books.free}`;
  const pages = [
    "/uk",
    CAMPAIGN,
    `${CAMPAIGN}/books?q=scrum`,
    book,
    `${CAMPAIGN}/give`,
    "/uk/sign-in",
    `/uk/claims/${scene.claims.unverified}`,
    `/uk/claims/${scene.claims.held}`,
    `/uk/claims/${scene.claims.confirmed}`,
  ];
  for (const path of pages) await expectWalk(visitor, path);
});

test("so it does on the desk", async () => {
  const pages = ["", "/money", "/books", `/books/${scene.books.review}`, "/books/import", "/hand-over", "/people"];
  for (const path of pages) await expectWalk(staff, `/uk/${scene.community}/desk${path}?campaign=${scene.campaign}`);
});

test("the first Tab offers to skip to the content", async () => {
  await visitor.goto(CAMPAIGN);
  await visitor.keyboard.press("Tab");
  const skip = visitor.locator("a.skip:visible");
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await visitor.keyboard.press("Enter");
  await expect(visitor.locator("main:visible")).toBeFocused();
  await visitor.keyboard.press("Tab");
  expect(await visitor.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("a book is claimed with the keyboard alone, and a mistake is where the focus goes", async () => {
  await visitor.goto(`/uk/${scene.community}/${scene.campaign}/books/${scene.books.free}`, {
    waitUntil: "networkidle",
  });
  await tabTo(visitor, "Забронювати", "button");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByLabel("Ім’я", { exact: true }).filter({ visible: true })).toBeFocused();
  await visitor.keyboard.type("Орися Гостинна");
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.type(`orysia.keys.${Date.now()}@example.com`);
  await tabTo(visitor, /Погоджуюся на обробку/, "checkbox");
  await visitor.keyboard.press("Space");
  await visitor.keyboard.press("Tab");
  await expect(
    visitor.getByRole("link", { name: "Що ми робимо з вашими даними" }).filter({ visible: true }),
  ).toBeFocused();
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByRole("heading", { name: "Введіть код із листа" })).toBeVisible();
});

test("folded requisites open with Enter, and the next Tab is inside", async () => {
  await visitor.goto(`/uk/claims/${scene.claims.held}`, { waitUntil: "networkidle" });
  const line = visitor.locator("summary", { hasText: "Переказати за IBAN" });
  await line.focus();
  await visitor.keyboard.press("Enter");
  await visitor.keyboard.press("Tab");
  await expect(visitor.getByRole("button", { name: "Копіювати IBAN" })).toBeFocused();
});

test("Escape closes a proof and brings the focus back to its button", async () => {
  await staff.goto(`/uk/${scene.community}/desk/money?campaign=${scene.campaign}`, { waitUntil: "networkidle" });
  await tabTo(staff, "Подивитися знімок", "button");
  await staff.keyboard.press("Enter");
  const sheet = staff.getByRole("dialog", { name: `Підтвердження внеску ${scene.codes.reported}` });
  await expect(sheet).toBeVisible();
  await staff.keyboard.press("Tab");
  expect(await sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await staff.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(staff.getByRole("button", { name: "Подивитися знімок" })).toBeFocused();
});

test("money is confirmed with the keyboard alone", async () => {
  await staff.goto(`/uk/${scene.community}/desk/money?campaign=${scene.campaign}`, { waitUntil: "networkidle" });
  await tabTo(staff, "Номер операції", "textbox");
  await staff.keyboard.type(`KEYS-${Date.now()}`);
  await staff.keyboard.press("Enter");
  await expect(staff.getByText(`Внесок ${scene.codes.reported} зараховано`).filter({ visible: true })).toBeVisible();
});

/** Presses Tab until the focus is on what has this name and role. */
async function tabTo(page: Page, name: string | RegExp, role: "button" | "checkbox" | "textbox"): Promise<void> {
  const target = page.getByRole(role, { name }).filter({ visible: true }).first();
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never came to ${role} ${name}`);
}

async function expectWalk(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "networkidle" });
  const stops = await page.evaluate(watchFocus);
  for (let presses = 0; presses < stops.presses; presses += 1) await page.keyboard.press("Tab");
  const { reached, hidden, upwards } = await page.evaluate(() => (window as unknown as { walk: Walk }).walk);
  expect(reached.slice(0, stops.names.length), path).toEqual(stops.names);
  expect(hidden, `${path}: the focus cannot be seen on these`).toEqual([]);
  expect(upwards, `${path}: these stand above what came before them`).toEqual([]);
  expect(reached.length, `${path}: the focus stays inside`).toBeLessThanOrEqual(stops.names.length);
}

type Walk = { reached: string[]; hidden: string[]; upwards: string[] };

/** In the page: names every stop that Tab should make, in the order of the document, and writes down those it makes. */
function watchFocus() {
  const all = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]");
  const stops = [...all].filter((element) => {
    if (element.matches(":disabled, [type=hidden], main")) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
    const root = element.form ?? document;
    const group = [...root.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${element.name}"]`)];
    return element === (group.find(({ checked }) => checked) ?? group[0]);
  });
  const named = new Map<Element, string>();
  for (const [nth, element] of stops.entries()) {
    const label = element.getAttribute("aria-label") ?? (element as HTMLInputElement).labels?.[0]?.textContent;
    named.set(element, `${nth} ${element.localName} ${(label ?? element.textContent ?? "").trim().slice(0, 40)}`);
  }

  const walk: Walk = { reached: [], hidden: [], upwards: [] };
  (window as unknown as { walk: Walk }).walk = walk;
  let isOver = false;
  let before = 0;
  const BESIDE = 48; // on one row things may stand a little higher
  document.addEventListener("focusin", ({ target }) => {
    const element = target as HTMLElement;
    isOver ||= element === stops[0] && walk.reached.length > 1; // round again, from the browser's own bar
    if (isOver) return;
    const name = named.get(element) ?? `unexpected ${element.outerHTML.slice(0, 80)}`;
    if (name !== walk.reached.at(-1)) walk.reached.push(name);
    const marks = [element, element.closest("label"), element.nextElementSibling].filter((mark) => mark !== null);
    const isShown = marks.some((mark) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(mark);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
    });
    const { width, height, top, bottom } = element.getBoundingClientRect();
    if (!isShown || width * height === 0) walk.hidden.push(name);
    if (element.closest(".skip, .book-call")) return; // laid over the page
    if (bottom + scrollY < before - BESIDE) walk.upwards.push(name);
    before = top + scrollY;
  });
  // a date has several stops of its own
  const inDates = document.querySelectorAll("input[type=datetime-local], input[type=date]").length * 8;
  return { names: [...named.values()], presses: stops.length + inDates + 2 };
}
