import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { simpleParser } from "mailparser";
import { startPostgres } from "@/db/embedded/server.mjs";
import type { Scene } from "./scene";

export const CAMPAIGN = "/uk/pm/charity-book-sale";
export const STAFF = { organizer: "organizer@example.org", treasurer: "treasurer@example.org" };
/** As the browser inside Instagram on a phone introduces itself. */
export const INSTAGRAM =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85 (iPhone16,1; iOS 18_5; uk_UA; uk; scale=3.00; 1179x2556; 600000001)";
export const PHONE = { width: 390, height: 844 };

/** The letters that really went out by SMTP to an address, newest first. */
export async function lettersTo(address: string, sinceMs: number) {
  const folder = join(process.env.E2E_LANE_DIR ?? "", "inbox");
  const files = readdirSync(folder).filter(
    (name) => name.endsWith(".eml") && statSync(join(folder, name)).mtimeMs >= sinceMs,
  );
  const letters = await Promise.all(files.sort().map((name) => simpleParser(readFileSync(join(folder, name)))));
  return letters.filter(({ to }) => to && "text" in to && to.text.includes(address)).reverse();
}

/** Waits for a letter whose text matches, and answers what the pattern caught. */
export async function fromLetter(address: string, pattern: RegExp, sinceMs = 0): Promise<string> {
  let caught: string | undefined;
  await expect(async () => {
    for (const { text } of await lettersTo(address, sinceMs)) caught ??= pattern.exec(text ?? "")?.[1];
    expect(caught, `a letter to ${address} with ${pattern}`).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return caught ?? "";
}

export const codeFor = (address: string, sinceMs = 0) => fromLetter(address, /\b(\d{6})\b/, sinceMs);

/** Signs in as the person would: e-mail, then the code from the letter. */
export async function signIn(page: Page, email: string): Promise<void> {
  const askedAt = Date.now();
  await page.goto("/uk/sign-in");
  await page.getByLabel("Ваша пошта").filter({ visible: true }).fill(email);
  await page.getByRole("button", { name: "Надіслати код" }).click();
  await page
    .getByLabel("Код із листа")
    .filter({ visible: true })
    .fill(await codeFor(email, askedAt));
  await page.getByRole("button", { name: "Увійти", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** The first free book of the catalog: its address and title. */
export async function openFreeBook(page: Page, campaign = CAMPAIGN): Promise<string> {
  await page.goto(`${campaign}/books?available=true`);
  const first = page.locator('main:visible a[href*="/books/"]').filter({ hasNotText: /^$/ }).first();
  await first.click();
  await page.waitForURL(/\/books\/[a-z0-9]+$/);
  return (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
}

export type Totals = { raisedMinor: number; booksExchanged: number; booksListed: number; pledgedMinor: number };

export async function totals(page: Page): Promise<Totals> {
  return (await page.request.get("/api/v1/communities/pm/campaigns/charity-book-sale/totals")).json();
}

/** A small picture, as a phone's screenshot would be. */
export const SCREENSHOT = {
  name: "screenshot.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQMAAAD+wSzIAAAABlBMVEX///+/v7+jQ3Y5AAAADklEQVQI12P4AIX8EAgALgAD/aNpbtEAAAAASUVORK5CYII",
    "base64",
  ),
};

/** A community of its own, with a claim in every state unless another program makes it, through the product's commands in its database. */
export async function aScene<Made = Scene>(program = "tests/e2e/scene.ts"): Promise<Made> {
  const dataDir = process.env.E2E_LANE_DIR ?? "";
  const { url } = await startPostgres({ dir: join(dataDir, "postgres") }); // it runs: the product started it
  const secrets = JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8"));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program], {
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, ...secrets, DATA_DIR: dataDir, DATABASE_URL: url },
  });
  return JSON.parse(stdout);
}

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the page as it stands, in light and in dark. The dark theme differs in its colours alone. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const reducedMotion = "reduce"; // colours change at once
  await page.emulateMedia({ colorScheme: "light", reducedMotion });
  const light = await axe(page, { type: "tag", values: STANDARDS });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion });
  const dark = await axe(page, { type: "rule", values: ["color-contrast"] });
  expect([...findings(light, what), ...findings(dark, `${what}, dark`)]).toEqual([]);
}

type Findings = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/** Quick: without the blank page it would open for each report (there are no frames here), and without listing what is right. */
function axe(page: Page, runOnly: { type: "tag" | "rule"; values: string[] }): Promise<Findings> {
  return new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ runOnly, resultTypes: ["violations"] })
    .analyze();
}

function findings({ violations }: Findings, what: string): string[] {
  const bad = violations.filter(
    ({ id, impact }) => impact === "serious" || impact === "critical" || id === "empty-table-header",
  );
  return bad.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.target} ${nodes[0]?.any[0]?.message ?? ""}`);
}
