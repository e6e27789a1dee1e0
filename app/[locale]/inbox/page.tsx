import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { Card, Disclosure, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { env } from "@/lib/core/env";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { signInWords } from "@/lib/core/i18n/messages/sign-in";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { type InboxMail, listInbox } from "@/lib/messages/inbox";

export const instant = false;

export async function generateMetadata({ params }: PageProps<"/[locale]/inbox">): Promise<Metadata> {
  return { title: signInWords(await localeOf(params))("box.title"), robots: { index: false } };
}

/** The development inbox: there only while the installation has no real mail. */
export default async function Page({ params, searchParams }: PageProps<"/[locale]/inbox">) {
  await connection();
  const locale = await localeOf(params);
  if (!env.DEV_INBOX) notFound();
  const isAuto = (await searchParams).auto === "1";
  const mails = await listInbox();
  const t = signInWords(locale);

  return (
    <Shell locale={locale} path="/inbox">
      {isAuto && <meta httpEquiv="refresh" content="5" />}
      <Body width="text">
        <div className="stack" data-gap="2">
          <h1>{t("box.title")}</h1>
          <p className="muted">{t("box.lead")}</p>
        </div>
        <div className="row">
          <ButtonLink kind="quiet" size="small" href={`/${locale}/inbox${isAuto ? "?auto=1" : ""}`}>
            {t("box.refresh")}
          </ButtonLink>
          <ButtonLink kind="plain" size="small" href={`/${locale}/inbox${isAuto ? "" : "?auto=1"}`}>
            {t(isAuto ? "box.stop" : "box.auto")}
          </ButtonLink>
        </div>
        {mails.length === 0 && <Empty title={t("box.emptyTitle")}>{t("box.emptyText")}</Empty>}
        {mails.map((mail) => (
          <MailCard key={`${mail.at.getTime()} ${mail.to} ${mail.subject}`} locale={locale} mail={mail} />
        ))}
      </Body>
    </Shell>
  );
}

function MailCard({ locale, mail }: { locale: Locale; mail: InboxMail }) {
  const t = signInWords(locale);
  const site = siteWords(locale);
  const time = new Intl.DateTimeFormat(FORMAT_TAG[locale], { dateStyle: "medium", timeStyle: "medium" }).format(
    mail.at,
  );
  return (
    <article>
      <Card>
        <div>
          <h2 className="mail-subject">{mail.subject || t("box.noSubject")}</h2>
          <p className="muted small">
            {t("box.to", { address: mail.to })} · <time dateTime={mail.at.toISOString()}>{time}</time>
          </p>
        </div>
        {mail.codes.map((code) => (
          <p key={code} className="copyable">
            <span className="hidden-text">{t("box.code")} </span>
            <strong className="value code mail-code">{code}</strong>
            <CopyButton text={code} label={site("copy")} done={site("copied")} />
          </p>
        ))}
        <Disclosure summary={t("box.text")} plain>
          <p className="mail-text">{withLinks(mail.text)}</p>
        </Disclosure>
      </Card>
    </article>
  );
}

/** The letter's own addresses as links; its words stay text. */
function withLinks(text: string): ReactNode[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, nth) =>
    nth % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <a key={nth} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
