import { answerWithCalendar } from "@/app/_web/calendar-answer";
import { localeOf } from "@/app/_web/language";
import { claimByToken } from "@/lib/claims/queries";

/** The meeting for the taker's calendar, by the private link of their claim. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/claims/[token]/meeting.ics">) {
  const locale = await localeOf(params);
  const { token } = await params;
  return answerWithCalendar(await claimByToken(token), locale, `/${locale}/claims/${token}`);
}
