import { expect, type Page, test } from "@playwright/test";
import type { Noise } from "./demo-noise";
import { aScene, expectAccessible, PHONE, signIn, totals } from "./support";

const CASE = {
  booksListed: 115,
  booksExchanged: 100,
  booksAvailable: 15,
  raisedMinor: 3_900_000,
  averageMinor: 39_000,
  currency: "UAH",
};
const BRIEF = {
  uk: "44 ліди · 5 учасників ззовні · каталог 115 книг (83 → 115) · обміняно 100 (87,0 %) · 39 000 ₴ · у середньому 390 ₴ · група +13,5 %",
  en: "44 leads · 5 participants from outside · a catalog of 115 books (83 → 115) · 100 exchanged (87.0%) · UAH 39,000 · UAH 390 on average · group +13.5%",
};
const plain = (text: string | null) => (text ?? "").replace(/[\u00A0\u202F]/g, " ").trim();
const brief = async (page: Page) => plain(await page.locator("main:visible .report-brief").textContent());

test("the demo is the published case, to the hryvnia", async ({ page }) => {
  expect(await totals(page)).toMatchObject(CASE);
});

test("the promo's report tells the case in both languages, whatever else happens in a sale", async ({ page }) => {
  test.setTimeout(180_000);
  const { promoId, reopened } = await aScene<Noise>("tests/e2e/demo-noise.ts");
  expect(reopened).toBe("refunded"); // the late money had opened the claim again
  expect(await totals(page)).toMatchObject(CASE);

  await page.setViewportSize(PHONE);
  await signIn(page, "smm@example.org");
  for (const locale of ["uk", "en"] as const) {
    await page.goto(`/${locale}/pm/desk/promos/${promoId}/report`);
    expect(await brief(page)).toBe(BRIEF[locale]);
  }
  await expectAccessible(page, "a promo's report");
  const csv = await page.request.get(`/api/desk/pm/promos/${promoId}/report`);
  const text = await csv.text();
  for (const figure of ["leads,44", "outside_participants,5", "books_listed,115", "raised,39000", "group_growth,0.135"])
    expect(text).toContain(`,${figure},`);
  expect(text).toMatch(/,bot_clicks,124,/);
});
