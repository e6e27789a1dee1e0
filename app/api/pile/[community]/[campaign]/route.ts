import type { NextRequest } from "next/server";
import { z } from "zod";
import { actorIn } from "@/app/_web/session";
import { lookUpEditions } from "@/lib/catalog/editions/lookup";
import { pileListed, reviewPile } from "@/lib/catalog/pile/list";
import { findCampaign } from "@/lib/catalog/queries";
import { LOCALES } from "@/lib/core/i18n/locale";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { Refusal } from "@/lib/core/refusal";

type Context = RouteContext<"/api/pile/[community]/[campaign]">;

/** ISBNs looked up by one call: what one library answers in one go. */
const PORTION = 50;
const whole = z.coerce.number().int().min(0).max(1_000);

const asked = z.object({
  pile: z.string().max(100),
  locale: z.enum(LOCALES),
  /** Further ISBNs are to be looked up, after so many that were tried and stayed unheard. */
  skip: whole.optional(),
  /** How far the listing is: of so many, and so many were listed before. */
  total: whole.optional(),
  since: whole.default(0),
});

/**
 * What a pile's page asks while it is open, its maker alone. `?skip=` looks some more ISBNs up, three seconds at most → how many
 * were heard of, where to go on, and how many are left; `?total=&since=` → how many of the books are in the catalog.
 */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { community, campaign: slug } = await params;
  const query = asked.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  const campaign = await findCampaign(community, slug);
  if (!query.success || !campaign) return new Response(null, { status: 404 });
  const actor = await actorIn(campaign.communityId);
  const { pile, locale, skip, total, since } = query.data;
  const t = pileWords(locale);
  try {
    if (total !== undefined) {
      const done = Math.max(0, Math.min((await pileListed(actor, campaign.id, pile)) - since, total));
      return answer({ done, text: t("published", { done, total }) });
    }
    const { unheard } = await reviewPile(actor, campaign, pile);
    const next = unheard.slice(skip ?? 0, (skip ?? 0) + PORTION);
    const heard = (await lookUpEditions(next)).size;
    const goOn = (skip ?? 0) + next.length - heard;
    const left = unheard.length - heard - goOn;
    return answer({ heard, skip: goOn, left, text: t("lookingUp", { count: left }) });
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: 404 });
    throw error;
  }
}

function answer(body: object): Response {
  return Response.json(body, { headers: { "cache-control": "private, no-store" } });
}
