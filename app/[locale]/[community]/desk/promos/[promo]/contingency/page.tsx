import type { Metadata } from "next";
import { Card, Empty } from "@/app/_ui/blocks";
import { localeOf } from "@/app/_web/language";
import { planWords } from "@/lib/core/i18n/messages/promo-plan";
import { listContingencies, listOwners } from "@/lib/promos/contingency/queries";
import { listPublished } from "@/lib/promos/numbers/queries";
import { PromoFrame } from "../../_promos/frame";
import { openPromo } from "../../_promos/open";
import { Line } from "./_plan/line";
import { LineForm } from "./_plan/line-form";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/contingency">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: planWords(await localeOf(params))("title"), robots: { index: false } };
}

/** What to do when a promo falls short: the lines of its plan, and how each was judged. */
export default async function Page(request: Props) {
  const { desk, promo } = await openPromo(request, "contingency");
  const { locale, actor } = desk;
  const t = planWords(locale);
  const place = { ...desk.place, back: `promos/${promo.id}/contingency` };
  const [lines, placements, staff] = await Promise.all([
    listContingencies(actor, promo.id),
    listPublished(actor, promo.id),
    listOwners(actor),
  ]);
  const around = { desk, place, promo, placements, staff };
  return (
    <PromoFrame desk={desk} promo={promo} tab="contingency">
      <div className="stack" data-gap="1">
        <h2>{t("title")}</h2>
        <p className="muted">{t("lead")}</p>
      </div>
      {lines.length === 0 && <Empty title={t("none")} />}
      {lines.map((line) => (
        <Line key={line.id} {...around} line={line} />
      ))}
      <Card>
        <LineForm {...around} />
      </Card>
    </PromoFrame>
  );
}
