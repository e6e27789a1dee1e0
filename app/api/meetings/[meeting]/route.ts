import { z } from "zod";
import { actorIn, communityOf } from "@/app/_web/session";
import { env } from "@/lib/core/env";
import { isLocale } from "@/lib/core/i18n/locale";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { Refusal } from "@/lib/core/refusal";
import { AIMS } from "@/lib/promos/agenda";
import { findMeeting, meetingCalendar } from "@/lib/promos/meetings";
import { findPromo } from "@/lib/promos/queries";

type Context = RouteContext<"/api/meetings/[meeting]">;

const HEADERS = { "cache-control": "private, no-store", "referrer-policy": "no-referrer" };

/** The calendar file of a meeting about a promo, for those who work on promos. To others there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { meeting: id } = await params;
  const query = new URL(request.url).searchParams;
  const asked = query.get("locale") ?? "";
  const locale = isLocale(asked) ? asked : "uk";
  const slug = query.get("community") ?? "";
  const { id: communityId } = await communityOf(slug);
  if (!z.uuid().safeParse(id).success) return new Response(null, { status: 404, headers: HEADERS });
  try {
    const actor = await actorIn(communityId);
    const meeting = await findMeeting(actor, id);
    const { name } = await findPromo(actor, meeting.promoId);
    const t = promoMeetingWords(locale);
    const page = new URL(`/${locale}/${slug}/desk/promos/${meeting.promoId}/meetings/${id}`, env.APP_URL).href;
    const notes = [...AIMS.map((aim) => `— ${t(`point.${aim}`)}`), page].join("\n");
    const file = meetingCalendar(meeting, { title: t("calendarTitle", { name }), notes });
    return new Response(file, {
      headers: {
        ...HEADERS,
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="meeting.ics"',
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: 404, headers: HEADERS });
    throw error;
  }
}
