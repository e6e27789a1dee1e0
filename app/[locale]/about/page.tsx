import type { Metadata } from "next";
import { Consent } from "@/app/_ui/consent";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { inBothLanguages } from "@/app/_web/page-tags";
import { aboutWords } from "@/lib/core/i18n/messages/about";

export async function generateMetadata({ params }: PageProps<"/[locale]/about">): Promise<Metadata> {
  const locale = await localeOf(params);
  return { title: aboutWords(locale)("title"), alternates: inBothLanguages(locale, "/about") };
}

/** Where the money goes, and who sees what of anybody's data. */
export default async function Page({ params }: PageProps<"/[locale]/about">) {
  const locale = await localeOf(params);
  const t = aboutWords(locale);
  return (
    <Shell locale={locale} path="/about">
      <Body width="text">
        <h1>{t("title")}</h1>
        <section className="stack">
          <h2>{t("moneyTitle")}</h2>
          {(["money1", "money2", "money3", "money4"] as const).map((key) => (
            <p key={key}>{t(key)}</p>
          ))}
        </section>
        <section className="stack">
          <h2>{t("dataTitle")}</h2>
          {(["data1", "data2", "data3", "data4", "links", "cookies"] as const).map((key) => (
            <p key={key}>{t(key)}</p>
          ))}
          <Consent locale={locale} path="/about" stays />
        </section>
      </Body>
    </Shell>
  );
}
