import type { Metadata } from "next";
import { connection } from "next/server";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { communityOf, requirePerson } from "@/app/_web/session";
import { StickerSheet } from "@/app/[locale]/_stickers/sticker-sheet";
import { listOwnStickers } from "@/lib/catalog/stickers";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { meWords } from "@/lib/core/i18n/messages/me";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/me/stickers">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: handoverWords(await localeOf(params))("stickers.title"), robots: { index: false } };
}

/** Stickers for the books somebody gives and still has, to be printed. */
export default async function Page({ params }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community: slug } = await params;
  const community = await communityOf(slug);
  const person = await requirePerson(community.id, locale, `/${locale}/${slug}/me/stickers`);
  const { items } = await listOwnStickers(person);
  return (
    <Shell locale={locale} path={`/${slug}/me/stickers`} community={slug}>
      <Body gap={5}>
        <h1 className="no-print">{handoverWords(locale)("stickers.title")}</h1>
        <StickerSheet locale={locale} community={slug} books={items} />
        <p className="no-print">
          <Anchor href={`/${locale}/${slug}/me`}>{meWords(locale)("back")}</Anchor>
        </p>
      </Body>
    </Shell>
  );
}
