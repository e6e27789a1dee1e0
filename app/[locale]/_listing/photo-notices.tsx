import { Notice } from "@/app/_ui/notice";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";

type Query = Record<string, string | string[] | undefined>;

/** What became of the photos of the form before this page, when not all went well. */
export function PhotoNotices({ locale, query }: { locale: Locale; query: Query }) {
  const t = giveWords(locale);
  const unread = Number(query.unread);
  return (
    <>
      {Number.isInteger(unread) && unread > 0 && unread <= 5 && (
        <Notice tone="wait">{t("photosFailed", { count: unread })}</Notice>
      )}
      {query.tooMany === "1" && <Notice tone="wait">{t("tooManyPhotos")}</Notice>}
    </>
  );
}
