import type { Locale } from "@/lib/core/i18n/locale";
import { consentWords } from "@/lib/core/i18n/messages/consent";
import { Button } from "./button";
import { consentId } from "./consent-id";
import { Anchor } from "./link";

type ConsentProps = {
  locale: Locale;
  /** The page's address without its language. */
  path: string;
  /** Where an answer can be changed: it stays when it was given. */
  stays?: boolean;
};

/**
 * Asks whether somebody may be recognised when they come back: two equal answers, nothing in the way of the page, no answer needed.
 * A plain form; once answered, `/api/me` lets it be hidden.
 */
export function Consent({ locale, path, stays }: ConsentProps) {
  const t = consentWords(locale);
  const page = `/${locale}${path === "/" ? "" : path}`;
  return (
    <section className="consent" aria-label={t("label")} data-stays={stays || undefined}>
      <form className="consent-ask" action="/api/consent" method="post">
        <input type="hidden" name="back" value={page} />
        <p>
          {t("ask")} {!stays && <Anchor href={`/${locale}/about`}>{t("more")}</Anchor>}
        </p>
        <p className="row" data-gap="2">
          <Button type="submit" kind="quiet" size="small" name="answer" value="yes">
            {t("yes")}
          </Button>
          <Button type="submit" kind="quiet" size="small" name="answer" value="no">
            {t("no")}
          </Button>
        </p>
      </form>
      <p className="consent-said" id={consentId(page, "yes")} role="status">
        {t("saidYes")}
      </p>
      <p className="consent-said" id={consentId(page, "no")} role="status">
        {t("saidNo")}
      </p>
    </section>
  );
}

/** Pages that people reach by links of posts. Private pages, the desk and signing in ask nothing. */
export const asksForConsent = (path: string) => /^\/[^/?]+(?:\/|$|\?)/.test(path) && !NOT_ASKED.test(path);
const NOT_ASKED =
  /^\/(?:claims|donations|books|data|reports|sign-in|inbox|about)(?:\/|$|\?)|^\/[^/]+\/(?:desk|me|privacy)(?:\/|$|\?)|\/receipt$/;
