import { localeOf } from "@/app/_web/language";
import { answerWithOwnData } from "@/app/_web/own-data-answer";
import { dataPath, whoseData } from "@/app/[locale]/_data/whose";

/** A signed-in person's own data. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/[community]/me/data/file">) {
  const locale = await localeOf(params);
  const at = { community: (await params).community };
  const { actor, communitySlug } = await whoseData(locale, at);
  return answerWithOwnData(actor, communitySlug, dataPath(locale, at));
}
