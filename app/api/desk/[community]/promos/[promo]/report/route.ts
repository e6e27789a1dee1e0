import { notFound } from "next/navigation";
import { z } from "zod";
import { actorIn, communityOf } from "@/app/_web/session";
import { csvAnswer } from "@/app/api/desk/csv-answer";
import { Refusal } from "@/lib/core/refusal";
import { reportCsv } from "@/lib/reports/promos/csv";
import { promoReport } from "@/lib/reports/promos/report";

type Context = RouteContext<"/api/desk/[community]/promos/[promo]/report">;

/** A promo's report as CSV, for those who manage promos. To others there is none. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { community: slug, promo } = await params;
  const { id } = await communityOf(slug);
  if (!z.uuid().safeParse(promo).success) notFound();
  try {
    const report = await promoReport(await actorIn(id), promo);
    return csvAnswer(reportCsv(report), `promo-${report.promo.startsAt?.slice(0, 10) ?? "report"}`);
  } catch (error) {
    if (error instanceof Refusal) notFound();
    throw error;
  }
}
