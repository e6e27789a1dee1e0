import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { CAMPAIGN, openFreeBook } from "./support";

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

for (const colorScheme of ["light", "dark"] as const)
  for (const locale of ["uk", "en"])
    test(`axe finds nothing serious on the public pages, ${locale}, ${colorScheme}`, async ({ browser }) => {
      const page = await (await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } })).newPage();
      for (const path of PUBLIC) {
        await page.goto(`/${locale}${path}`);
        await expectNoSeriousFindings(page, path);
      }
      await openFreeBook(page, CAMPAIGN.replace("/uk", `/${locale}`));
      await expectNoSeriousFindings(page, "a book");
    });

async function expectNoSeriousFindings(page: import("@playwright/test").Page, path: string) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.target}`)).toEqual([]);
}
