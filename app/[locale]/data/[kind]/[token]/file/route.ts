import { localeOf } from "@/app/_web/language";
import { answerWithOwnData } from "@/app/_web/own-data-answer";
import { dataPath, whoseData } from "@/app/[locale]/_data/whose";

/** A guest's own data, by a private link that proves who they are. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/data/[kind]/[token]/file">) {
  const locale = await localeOf(params);
  const { kind, token } = await params;
  const at = { kind, token };
  const { actor, communitySlug, isProved } = await whoseData(locale, at);
  if (!isProved) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
  return answerWithOwnData(actor, communitySlug, dataPath(locale, at));
}
