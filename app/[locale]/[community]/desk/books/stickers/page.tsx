import type { Metadata } from "next";
import { localeOf } from "@/app/_web/language";
import { StickerSheet } from "@/app/[locale]/_stickers/sticker-sheet";
import { listStickers } from "@/lib/catalog/stickers";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { DeskFrame } from "../../_parts/frame";
import { openCampaignDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";

export const instant = false;

const PAGE_MAX = 1_000;

type Props = PageProps<"/[locale]/[community]/desk/books/stickers">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: handoverWords(await localeOf(params))("stickers.title"), robots: { index: false } };
}

/** Stickers for a campaign's copies, to be printed and cut. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "catalog.review", "books/stickers");
  const { locale, campaign, actor, place, query, now } = desk;
  const page = Math.min(Math.max(Math.trunc(Number(query.page)) || 1, 1), PAGE_MAX);
  const { items, hasMore } = campaign
    ? await listStickers(actor, campaign.id, page, now)
    : { items: [], hasMore: false };
  const next = hasMore ? deskHref(place, "books/stickers", { page: page + 1 }) : undefined;
  return (
    <DeskFrame
      desk={desk}
      section="books"
      path="books/stickers"
      title={handoverWords(locale)("stickers.title")}
      above={[{ name: deskWords(locale)("nav.books"), href: deskHref(place, "books") }]}
      choosesCampaign
    >
      <StickerSheet locale={locale} community={place.community} books={items} next={next} />
    </DeskFrame>
  );
}
