import { db } from "@/db/client";
import type { ClaimRef } from "@/lib/claims/moves";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import type { PersonActor } from "@/lib/identity/actor";
import { handoverCalendar, readHandover } from "@/lib/messages/handover";

/** The calendar file of an agreed meeting for one of its two sides; `page` is where they look after it. Nobody else's, and none, look the same. */
export async function answerWithCalendar(
  hand: { actor: PersonActor; ref: ClaimRef } | undefined,
  locale: Locale,
  page: string,
): Promise<Response> {
  const { actor, ref } = hand ?? {};
  const handover = actor && ref && (await readHandover(db, ref.communityId, ref.claimId, actor.personId));
  const isTheirs = handover && (handover.isGiver || handover.takerId === actor?.personId);
  const file = isTheirs ? handoverCalendar(handover, locale, new URL(page, env.APP_URL).href) : undefined;
  const headers = { "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" };
  if (!file) return new Response(null, { status: 404, headers });
  return new Response(file, {
    headers: {
      ...headers,
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="meeting.ics"',
    },
  });
}
