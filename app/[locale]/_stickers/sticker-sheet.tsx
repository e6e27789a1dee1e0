import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { QrCode } from "@/app/_ui/qr";
import type { Stickers } from "@/lib/catalog/stickers";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";

type SheetProps = {
  locale: Locale;
  community: string;
  books: Stickers["items"];
  /** The page after this one, when there are more. */
  next?: string | undefined;
};

/** A sticker for each copy, with its title, its code, and a QR code that opens its page. Laid out for A4. */
export function StickerSheet({ locale, community, books, next }: SheetProps) {
  const t = handoverWords(locale);
  if (books.length === 0) return <Empty title={t("stickers.none")}>{t("stickers.noneText")}</Empty>;
  return (
    <>
      <div className="stack no-print" data-gap="2">
        <p>{t("stickers.lead", { count: books.length })}</p>
        <p className="muted small">{t("stickers.print")}</p>
        {next && (
          <p className="row">
            <span>{t("stickers.more", { count: books.length })}</span>
            <ButtonLink kind="quiet" size="small" href={next}>
              {t("stickers.next")}
            </ButtonLink>
          </p>
        )}
      </div>
      <ul className="stickers">
        {books.map(({ code, title, campaignSlug }) => (
          <li key={code} className="sticker">
            <QrCode
              text={new URL(`/${locale}/${community}/${campaignSlug}/books/${code}`, env.APP_URL).href}
              label={t("stickers.qr", { book: title })}
            />
            <div className="sticker-text">
              <span className="sticker-title">{title}</span>
              <span className="sticker-code">{code}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
