import { ButtonLink } from "@/app/_ui/button";
import { Mark } from "@/app/_ui/icon";
import { Anchor } from "@/app/_ui/link";
import { LOCALES } from "@/lib/core/i18n/locale";
import { joinWords } from "@/lib/core/i18n/messages/join-page";
import { siteWords } from "@/lib/core/i18n/messages/site";

/** A link that is no invitation: mostly one that was copied without its end. The page's language is not told here, so both speak. */
export default function NotFound() {
  return (
    <main className="lost">
      <Anchor className="wordmark" href="/">
        <Mark />
        {siteWords("uk")("name")}
      </Anchor>
      {LOCALES.map((locale) => {
        const t = joinWords(locale);
        const Title = locale === "uk" ? "h1" : "h2";
        return (
          <section key={locale} lang={locale} className="stack" data-gap="3">
            <Title>{t("unknown")}</Title>
            <p>{t("unknownText")}</p>
            <p>
              <ButtonLink href={`/${locale}`} kind={locale === "uk" ? "main" : "quiet"}>
                {siteWords(locale)("goHome")}
              </ButtonLink>
            </p>
          </section>
        );
      })}
    </main>
  );
}
