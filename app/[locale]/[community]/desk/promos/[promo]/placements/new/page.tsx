import type { Metadata } from "next";
import { localeOf } from "@/app/_web/language";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { placementsWithLink } from "@/lib/promos/placements/queries";
import { PromoFrame } from "../../../_promos/frame";
import { openPromo } from "../../../_promos/open";
import { ContentForm } from "../_placements/content-form";
import { campaignOf } from "../_placements/open";
import { slotsText } from "../_placements/slots";
import { makePlacement } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/placements/new">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: placementWords(await localeOf(params))("new"), robots: { index: false } };
}

/** Plans one more placement of a promo. */
export default async function Page(request: Props) {
  const opened = await openPromo(request, "placements/new");
  const { desk, promo } = opened;
  const { locale, place, actor, community } = desk;
  return (
    <PromoFrame {...opened} tab="placements" path="placements/new" title={placementWords(locale)("new")}>
      <ContentForm
        locale={locale}
        action={makePlacement.bind(null, place, promo.id)}
        community={community}
        campaign={campaignOf(opened)}
        currency={promo.currency}
        others={await placementsWithLink(actor, promo.id)}
        slots={await slotsText(desk)}
      />
    </PromoFrame>
  );
}
