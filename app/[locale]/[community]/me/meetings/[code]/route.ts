import { answerWithCalendar } from "@/app/_web/calendar-answer";
import { localeOf } from "@/app/_web/language";
import { actorIn } from "@/app/_web/session";
import { findClaimRef } from "@/lib/claims/queries";
import { findCommunity } from "@/lib/identity/communities";

/** The meeting for the calendar of a signed-in giver. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/[community]/me/meetings/[code]">) {
  const locale = await localeOf(params);
  const { community: slug, code } = await params;
  const community = await findCommunity(slug);
  const actor = community && (await actorIn(community.id));
  const ref = actor?.kind === "person" ? await findClaimRef(actor, code) : undefined;
  const hand = actor?.kind === "person" && ref ? { actor, ref } : undefined;
  return answerWithCalendar(hand, locale, `/${locale}/${slug}/me`);
}
