import type { ReactNode } from "react";
import type { Locale } from "@/lib/core/i18n/locale";
import { aboutWords } from "@/lib/core/i18n/messages/about";
import { privacyWords } from "@/lib/core/i18n/messages/privacy";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { asksForConsent, Consent } from "./consent";
import { Mark } from "./icon";
import { Anchor } from "./link";
import { MeLink } from "./me-link";

type ShellProps = {
  locale: Locale;
  /** This page's address without its language, such as "/pm/charity-book-sale"; with its query where it has one. */
  path: string;
  /** The community this page belongs to: who is signed in is asked of it. */
  community?: string;
  /** The page begins with a head on cloth (`Head`), and the header joins it. */
  cloth?: boolean;
  children: ReactNode;
};

/** The frame of every page: header with the language switch that stays on the page, the content, the footer. */
export function Shell({ locale, path, community, cloth, children }: ShellProps) {
  const t = siteWords(locale);
  const content = `content${path.replace(/\W+/g, "-")}`; // a page left behind stays in the document, hidden: its ids must differ
  const other = locale === "uk" ? "en" : "uk";
  return (
    <>
      <a className="skip" href={`#${content}`}>
        {t("skip")}
      </a>
      <header className={cloth ? "site-header on-cloth" : "site-header"}>
        <div className="wrap">
          <Anchor className="wordmark" href={`/${locale}`} aria-label={t("home")}>
            <Mark />
            {t("name")}
          </Anchor>
          <nav aria-label={t("menu")}>
            <Anchor href={`/${other}${path === "/" ? "" : path}`} hrefLang={other} lang={other}>
              {other === "en" ? "EN" : "УКР"}
              <span className="hidden-text">, {t("otherLanguageLabel")}</span>
            </Anchor>
            <MeLink
              community={community}
              signIn={{ href: signInHref(locale, path, community), label: t("signIn") }}
              me={{ href: community ? `/${locale}/${community}/me` : "", label: t("myPage") }}
              desk={{ href: community ? `/${locale}/${community}/desk` : "", label: t("desk") }}
            />
          </nav>
        </div>
      </header>
      <main id={content} className="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <div className="wrap">
          <p>{t("footerPromise")}</p>
          <p className="row">
            <Anchor href={`/${locale}`}>{t("allCampaigns")}</Anchor>
            <Anchor href={`/${locale}/about`}>{aboutWords(locale)("link")}</Anchor>
            {community && <Anchor href={`/${locale}/${community}/privacy`}>{privacyWords(locale)("link")}</Anchor>}
            <Anchor href={`/${other}${path === "/" ? "" : path}`} hrefLang={other} lang={other}>
              {t("otherLanguage")}
            </Anchor>
          </p>
          {community && asksForConsent(path) && <Consent locale={locale} path={path} />}
        </div>
      </footer>
    </>
  );
}

/** The head of a page on cloth: its title and what belongs to it. Goes first inside a Shell with `cloth`. */
export function Head({ children }: { children: ReactNode }) {
  return (
    <div className="on-cloth head">
      <div className="wrap">{children}</div>
    </div>
  );
}

/** The content of a page that needs no more than a column: `width="text"` for forms and reading. */
export function Body({ children, width, gap }: { children: ReactNode; width?: "text"; gap?: number }) {
  return (
    <div className="wrap page" data-width={width}>
      <div className="stack" data-gap={gap ?? 5}>
        {children}
      </div>
    </div>
  );
}

function signInHref(locale: Locale, path: string, community?: string): string {
  // the first page belongs to no community and cannot show who is here: from it one goes on to one's own page
  if (path === "/") return `/${locale}/sign-in`;
  const query = new URLSearchParams({ ...(community ? { community } : {}), next: `/${locale}${path}` });
  return `/${locale}/sign-in?${query}`;
}
