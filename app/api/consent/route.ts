import { consentId } from "@/app/_ui/consent-id";
import { consentCookie, isOwnForm } from "@/app/_web/consent";
import { ownPath } from "@/app/_web/own-path";
import { readBytes } from "@/app/_web/request-body";
import { visitorCookieIn } from "@/lib/referrals/visitors";

const FORM_MAX = 4_096;

/** The answer to whether a browser may be recognised, and back to the page it was asked on. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request)) return new Response("Forbidden", { status: 403 });
  const bytes = await readBytes(request, FORM_MAX).catch(() => undefined);
  if (!bytes) return new Response("Bad Request", { status: 400 });
  const form = new URLSearchParams(Buffer.from(bytes).toString("utf8"));
  const answer = form.get("answer");
  const [page = "/"] = (ownPath(form.get("back")) ?? "/").split("#", 1);
  const headers = new Headers({ "Cache-Control": "no-store", Location: page });
  if (answer === "yes" || answer === "no") {
    headers.set("Location", `${page}#${consentId(page.split("?", 1)[0] ?? "", answer)}`);
    headers.append("Set-Cookie", consentCookie(answer, visitorCookieIn(request.headers.get("cookie"))));
  }
  return new Response(null, { status: 303, headers });
}
