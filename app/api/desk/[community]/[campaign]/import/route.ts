import type { NextRequest } from "next/server";
import { z } from "zod";
import { deskCampaign } from "@/app/api/desk/desk-campaign";
import { importedSince } from "@/lib/catalog/import/progress";
import { LOCALES } from "@/lib/core/i18n/locale";
import { deskImportWords } from "@/lib/core/i18n/messages/desk-import";

type Context = RouteContext<"/api/desk/[community]/[campaign]/import">;

const asked = z.object({
  locale: z.enum(LOCALES),
  since: z.iso.datetime().transform((text) => new Date(text)),
  total: z.coerce.number().int().min(1).max(1_000_000),
});

/** How far the asker's import is: `?since=` when its page was made, `total=` books to add → how many are in, and that in words. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { actor, campaign } = await deskCampaign(params, "catalog.import");
  const query = asked.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!query.success) return new Response(null, { status: 400 });
  const { locale, since, total } = query.data;
  const done = Math.min(await importedSince(actor, campaign.id, since), total);
  const text = deskImportWords(locale)("added", { done, total });
  return Response.json({ done, text }, { headers: { "cache-control": "private, no-store" } });
}
