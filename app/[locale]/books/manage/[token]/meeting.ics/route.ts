import { answerWithCalendar } from "@/app/_web/calendar-answer";
import { localeOf } from "@/app/_web/language";
import { byListing } from "@/app/[locale]/_handover/whose";

/** The meeting for an outsider giver's calendar, by the private link of their listing. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/books/manage/[token]/meeting.ics">) {
  const locale = await localeOf(params);
  const { token } = await params;
  return answerWithCalendar(await byListing(token), locale, `/${locale}/books/manage/${token}`);
}
