import { connection } from "next/server";
import { env } from "@/lib/core/env";
import { LOCALES } from "@/lib/core/i18n/locale";

/** Private pages, forms and lists of filters: nothing of them is to be found by a search. */
const NOT_FOR_ROBOTS = [
  "/claims/",
  "/donations/",
  "/waits/",
  "/data/",
  "/join/",
  "/books/manage/",
  "/reports/",
  "/reviews/",
  "/sign-in",
  "/inbox",
  "/offline",
  "/*/me$",
  "/*/me/",
  "/*/desk$",
  "/*/desk/",
  "/*/*/share",
  "/*/*/books?",
];
/** They read a tracked link for its preview, and ask this file whether they may. */
const PREVIEW_ROBOTS = ["facebookexternalhit", "Twitterbot", "LinkedInBot", "TelegramBot", "Slackbot", "Discordbot"];

/** What robots are asked to leave alone, and where the sitemap is. */
export async function GET(): Promise<Response> {
  await connection(); // the address is a setting of the server's, not of the build's
  const pages = LOCALES.flatMap((locale) => NOT_FOR_ROBOTS.map((path) => `Disallow: /${locale}${path}`));
  const rules = ["Disallow: /api/", ...pages];
  const lines = [
    ...PREVIEW_ROBOTS.map((name) => `User-agent: ${name}`),
    ...rules,
    "",
    "User-agent: *",
    ...rules,
    "Disallow: /r/",
    "",
    `Sitemap: ${new URL("/sitemap.xml", env.APP_URL).href}`,
    "",
  ];
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" };
  return new Response(lines.join("\n"), { headers });
}
