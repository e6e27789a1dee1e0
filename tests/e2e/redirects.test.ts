import { expect, test } from "@playwright/test";
import { INSTAGRAM, openFreeBook, PHONE } from "./support";
import { aTrackedLink } from "./tracked-link";

const HUMAN = { "user-agent": INSTAGRAM };

test("the served product answers a tracked link, its preview and its QR code", async ({ request }) => {
  const link = await aTrackedLink({ network: "instagram", content: "story-9", target: "/pm/charity-book-sale" });
  const visit = await request.get(`/r/${link.code}`, { headers: HUMAN, maxRedirects: 0 });
  expect(visit.status()).toBe(302);
  expect(visit.headers().location).toMatch(
    new RegExp(`^/uk/pm/charity-book-sale\\?utm_source=instagram&.*utm_content=story-9&via=${link.code}$`),
  );
  expect(visit.headers()).toMatchObject({ "cache-control": "no-store", "referrer-policy": expect.any(String) });
  expect(visit.headers()["set-cookie"]).toBeUndefined();
  const page = await request.get(`/r/${link.code}`, { headers: HUMAN });
  expect(page.status()).toBe(200);

  const preview = await request.get(`/r/${link.code}`, { headers: { "user-agent": "TelegramBot (like TwitterBot)" } });
  const text = await preview.text();
  const picture = /property="og:image" content="([^"]+)"/.exec(text)?.[1] ?? "";
  expect(text).toContain('property="og:title"');
  expect((await request.get(picture)).headers()["content-type"]).toMatch(/^image\//);
  for (const [kind, type] of [
    ["svg", "image/svg+xml"],
    ["png", "image/png"],
  ])
    expect((await request.get(`/r/${link.code}/qr.${kind}`)).headers()["content-type"]).toContain(type);
  expect((await request.head(`/r/${link.code}`, { maxRedirects: 0 })).status()).toBe(302);
  expect((await request.post(`/r/${link.code}`, { maxRedirects: 0 })).status()).toBe(405);
  expect((await request.get("/r/nosuch99", { maxRedirects: 0 })).headers().location).toBe("/uk");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE, userAgent: INSTAGRAM });

  test("whoever answers whether they may be recognised is told so on the same page, and gets a cookie only then", async ({
    page,
    context,
  }) => {
    await openFreeBook(page);
    const at = new URL(page.url()).pathname;
    expect(await context.cookies()).toEqual([]);
    const ask = page.getByRole("region", { name: "Чи впізнавати вас" });
    const [yes, no] = [
      ask.getByRole("button", { name: "Так, можна" }),
      ask.getByRole("button", { name: "Ні, не треба" }),
    ];
    expect(await yes.getAttribute("data-kind")).toBe(await no.getAttribute("data-kind"));
    await no.click();
    await expect(ask).toContainText("Гаразд, не впізнаватимемо");
    await expect(yes).toBeHidden();
    expect(new URL(page.url()).pathname).toBe(at);
    expect(await context.cookies()).toMatchObject([{ name: "vid", value: "no", httpOnly: true, sameSite: "Lax" }]);

    await page.goto("/uk/about");
    await page.getByRole("button", { name: "Так, можна" }).click();
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: "vid", value: expect.stringMatching(/^[\w-]{22}$/), httpOnly: true });
    const days = ((cookie?.expires ?? 0) - Date.now() / 1_000) / 86_400;
    expect(Math.round(days)).toBe(30);
  });
});

test("once answered, nobody is asked again", async ({ page }) => {
  await page.goto("/uk/pm/charity-book-sale");
  const ask = page.locator(".consent").filter({ visible: true });
  await ask.getByRole("button", { name: "Так, можна" }).click();
  await expect(page.getByText("Впізнаватимемо 30 днів").filter({ visible: true })).toBeVisible();
  await page.goto("/en/pm/charity-book-sale");
  await expect(page.locator(".consent")).toBeHidden();
});

test("nobody agrees for somebody else, and odd answers change nothing", async ({ request }) => {
  const answer = (form: Record<string, string>, headers = {}) =>
    request.post("/api/consent", { form, headers, maxRedirects: 0 });
  expect((await answer({ back: "/uk", answer: "yes" }, { origin: "https://evil.example" })).status()).toBe(403);
  for (const back of ["https://evil.example", "//evil.example", "/\\evil.example", ""])
    expect((await answer({ back, answer: "yes" })).headers().location, back).toMatch(/^\/#consent/);
  const odd = await answer({ back: "/uk", answer: "maybe" });
  expect([odd.status(), odd.headers().location, odd.headers()["set-cookie"]]).toEqual([303, "/uk", undefined]);
  expect((await request.get("/api/consent")).status()).toBe(405);
  expect((await request.post("/api/consent", { data: "x".repeat(5_000) })).status()).toBe(400);
});
