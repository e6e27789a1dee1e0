import { cleanText } from "@/lib/core/text";
import type { Source } from "@/lib/referrals/touches";
import { visitorCookieIn, visitorOf } from "@/lib/referrals/visitors";
import { addressOf } from "./visitor";

type Headers = { get(name: string): string | null };
/** What a form or a program says of where its person came from. */
type Said = { visitor?: string | undefined; via?: unknown; heardFrom?: unknown };

const HEARD_MAX = 200;

/**
 * Where somebody who acts came from, for the commands: by their cookie if they agreed to one, by the hash of the day, and by the
 * code in the address of the page they act on, which a form's request names as its referrer.
 */
export function sourceOf(headers: Headers, said: Said = {}, now = new Date()): Source {
  const who = { address: addressOf(headers), agent: headers.get("user-agent") ?? "" };
  return {
    visitor: visitorOf({ ...who, cookie: said.visitor ?? visitorCookieIn(headers.get("cookie")) }, now),
    unrecognised: visitorOf(who, now),
    via: text(said.via) || viaOf(headers.get("referer")),
    heardFrom: cleanText(text(said.heardFrom)).text.slice(0, HEARD_MAX) || undefined,
  };
}

export const saidIn = (form: FormData): Said => ({ via: form.get("via"), heardFrom: form.get("heardFrom") });

const text = (value: unknown) => (typeof value === "string" ? value : "");

function viaOf(referrer: string | null): string | undefined {
  return referrer && URL.canParse(referrer) ? (new URL(referrer).searchParams.get("via") ?? undefined) : undefined;
}
