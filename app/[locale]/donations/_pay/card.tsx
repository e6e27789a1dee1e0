import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { type CardWord, cardWords } from "@/lib/core/i18n/messages/donation-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { cardsOf, isTestMode } from "@/lib/donations/card/providers";
import type { Due, Payment } from "./due";
import { LateChoice } from "./late-choice";

type CardProps = {
  locale: Locale;
  due: Due;
  payment: Payment | null;
  action: FormAction;
  /** The claim's book may go to somebody else: the donor says what then. */
  hasBook?: boolean;
  /** It stands second, after the way the donor had named. */
  second?: boolean;
  children?: ReactNode;
};

/** Whether this can be paid by card here and now. */
export function takesCard({ cards, currency, amountMinor }: Due): boolean {
  const terms = cardsOf({ cards, currency });
  return terms !== undefined && amountMinor >= terms.minimumMinor;
}

/** Pays by card on the provider's own page; a try that is under way goes on, one that ended says how. */
export function PayByCard({ locale, due, payment, action, hasBook, second, children }: CardProps) {
  const t = cardWords(locale);
  const now = new Date();
  const isOpen = payment?.status === "open" && payment.expiresAt > now;
  const until = payment && momentText(payment.expiresAt, due.timeZone, locale, now);
  const ended = payment && endedWord(payment);
  return (
    <Card raised={!second} gap={4}>
      <h2>{t(second ? "or" : "title")}</h2>
      <div className="stack" data-gap="2">
        <p>{t("lead", { fund: due.fundName })}</p>
        {locale === "uk" && due.cards === "stripe" && <p className="hint">{t("inEnglish")}</p>}
      </div>
      {children}
      {ended && <Notice tone={ended === "expired" ? "plain" : "bad"}>{t(ended, { code: due.code })}</Notice>}
      {isOpen && <Notice tone="wait">{t("openUntil", { time: until ?? "" })}</Notice>}
      {isTestMode(due) && <TestMode locale={locale} />}
      <Form action={action}>
        {hasBook && (
          <LateChoice
            legend={t("late")}
            chosen={payment?.lateChoice ?? "refund"}
            options={[
              { value: "refund", label: t("lateRefund") },
              { value: "keep", label: t("lateKeep") },
            ]}
          />
        )}
        <SubmitButton size="large" wide kind={second ? "quiet" : "main"}>
          {isOpen ? t("resume") : t("submit", { amount: formatMoney(due.amountMinor, due.currency, locale) })}
        </SubmitButton>
      </Form>
    </Card>
  );
}

/** The donor has done their part: nothing to press, and nothing to pay twice. */
export function Processing({ locale, email, hasBook }: { locale: Locale; email: string | null; hasBook?: boolean }) {
  const t = cardWords(locale);
  return (
    <Card raised gap={4}>
      <h2>{t("processingTitle")}</h2>
      <p>{t("processing")}</p>
      {hasBook && <p>{t("processingBook")}</p>}
      {email && <p>{t("processingMail", { email })}</p>}
    </Card>
  );
}

/** Said wherever play money would otherwise be taken for money. */
function TestMode({ locale }: { locale: Locale }) {
  const t = cardWords(locale);
  return (
    <div className="test-mode">
      <p>
        <b>{t("testTitle")}</b>
      </p>
      <p>{t("test")}</p>
      <CopyButton text="4242 4242 4242 4242" label={t("copyNumber")} done={siteWords(locale)("copied")} />
    </div>
  );
}

const ENDED = { expired: "expired", failed: "failed", odd: "odd" } as const;

function endedWord({ status, problem }: Payment): Extract<CardWord, "expired" | "declined" | "failed" | "odd"> | null {
  if (status === "expired" && problem) return "declined";
  return status in ENDED ? ENDED[status as keyof typeof ENDED] : null;
}
