import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormDisclosure, FormField } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { OwnContacts } from "@/lib/identity/contacts";
import { sharesAction } from "./actions";
import type { SharesAt } from "./whose";

type SharesProps = {
  locale: Locale;
  at: SharesAt;
  own: OwnContacts;
  /** The donation has not come yet: nobody sees anything before. */
  isBefore?: boolean;
  /** What the last action on the page left to say. */
  said?: string | undefined;
};

/** What the other side of a hand-over may see of somebody: nothing but the name, unless it is ticked here. */
export function SharesForm({ locale, at, own, isBefore, said }: SharesProps) {
  const t = handoverWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <div id="shares" className="stack" data-gap="3">
      {said === "shares" && <Notice tone="good">{t("said.shares")}</Notice>}
      <Form action={sharesAction.bind(null, locale, at)}>
        <FormDisclosure summary={t("contact.shares")} gap={3}>
          <p className="muted small">{t(isBefore ? "contact.sharesClaim" : "contact.sharesLead")}</p>
          <FormCheck name="email" defaultChecked={own.shares.includes("email")}>
            {t("contact.email", { email: own.email ?? "" })}
          </FormCheck>
          <FormCheck name="phone" defaultChecked={own.shares.includes("phone")}>
            {t("contact.phone")}
          </FormCheck>
          <FormField
            name="phoneNumber"
            type="tel"
            label={t("contact.phoneNumber")}
            optional={optional}
            defaultValue={own.phone ?? undefined}
            autoComplete="tel"
            maxLength={20}
          />
          <FormCheck name="telegram" defaultChecked={own.shares.includes("telegram")}>
            {t("contact.telegram")}
          </FormCheck>
          <FormField
            name="telegramName"
            label={t("contact.telegramName")}
            optional={optional}
            defaultValue={own.telegram ?? undefined}
            autoComplete="off"
            maxLength={33}
          />
          <div>
            <SubmitButton kind="quiet">{t("contact.save")}</SubmitButton>
          </div>
        </FormDisclosure>
      </Form>
    </div>
  );
}

/** Whoever came by a link that proves nothing chooses it after signing in. */
export function SharesSignIn({ locale, community }: { locale: Locale; community: string }) {
  const t = handoverWords(locale);
  return (
    <p className="muted small">
      {t("contact.signIn")} <Anchor href={`/${locale}/${community}/me`}>{t("contact.signInLink")}</Anchor>
    </p>
  );
}
