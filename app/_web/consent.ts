import { env } from "@/lib/core/env";
import { isVisitorToken, NOT_RECOGNISED, newVisitorToken, VISITOR_COOKIE } from "@/lib/referrals/visitors";

const RECOGNISED_DAYS = 30;
const NOT_ASKED_AGAIN_DAYS = 180;

/** The cookie an answer leaves: a random word for those who agreed, the one they had where they had one; `no` for the others. */
export function consentCookie(answer: "yes" | "no", before: string | undefined): string {
  const kept = before && isVisitorToken(before) ? before : newVisitorToken();
  const [value, days] = answer === "yes" ? [kept, RECOGNISED_DAYS] : [NOT_RECOGNISED, NOT_ASKED_AGAIN_DAYS];
  const secure = env.APP_URL.startsWith("https:") ? "; Secure" : "";
  return `${VISITOR_COOKIE}=${value}; Path=/; Max-Age=${days * 86_400}; HttpOnly; SameSite=Lax${secure}`;
}

/** Whether a browser has been asked, and said one thing or the other. */
export const hasAnswered = (cookie: string | undefined) =>
  cookie !== undefined && (cookie === NOT_RECOGNISED || isVisitorToken(cookie));

/** Nobody agrees for somebody else: a form on another site is not taken. */
export function isOwnForm({ headers, url }: Pick<Request, "headers" | "url">): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") !== "cross-site";
  const hosts = [headers.get("host"), new URL(env.APP_URL).host, new URL(url).host];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
