import { LOCALES } from "@/lib/core/i18n/locale";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { ButtonLink } from "./button";
import { Mark } from "./icon";
import { Anchor } from "./link";

/** "There is no such page", in both languages, the reader's own first where the page knows it. */
export function NotFoundText() {
  return (
    <main className="lost">
      <Anchor className="wordmark" href="/">
        <Mark />
        {siteWords("uk")("name")}
      </Anchor>
      {LOCALES.map((locale) => {
        const t = siteWords(locale);
        const Title = locale === "uk" ? "h1" : "h2";
        return (
          <section key={locale} lang={locale} className="stack" data-gap="3">
            <Title>{t("notFoundTitle")}</Title>
            <p>{t("notFoundText")}</p>
            <p>
              <ButtonLink href={`/${locale}`} kind={locale === "uk" ? "main" : "quiet"}>
                {t("goHome")}
              </ButtonLink>
            </p>
          </section>
        );
      })}
    </main>
  );
}
