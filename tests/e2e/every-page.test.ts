import { expect, test } from "@playwright/test";
import { CAMPAIGN, expectAccessible, openFreeBook, PHONE } from "./support";

const PUBLIC = [
  "",
  "/pm",
  "/pm/charity-book-sale",
  "/pm/charity-book-sale/books?q=scrum",
  "/pm/charity-book-sale/books?q=zzzzzz",
  "/pm/charity-book-sale/give",
  "/sign-in",
  "/inbox",
  "/nowhere/at/all",
];

test("every public page has the security headers and a policy without unsafe scripts, and breaks none of it", async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  for (const path of PUBLIC) {
    const answer = await page.goto(`/uk${path}`, { waitUntil: "networkidle" });
    const headers = answer?.headers() ?? {};
    expect(headers["content-security-policy"], path).toMatch(/script-src 'self'( 'sha256-[^']+')*;/);
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["set-cookie"], path).toBeUndefined();
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
  expect(complaints.filter((line) => !/404/.test(line))).toEqual([]);
});

for (const locale of ["uk", "en"])
  test(`axe finds nothing serious on the public pages, ${locale}`, async ({ page }) => {
    test.setTimeout(180_000); // seconds, unless the machine is busy
    await page.setViewportSize(PHONE);
    for (const path of PUBLIC) {
      await page.goto(`/${locale}${path}`);
      await expectAccessible(page, path);
    }
    await openFreeBook(page, CAMPAIGN.replace("/uk", `/${locale}`));
    await expectAccessible(page, "a book");
  });
