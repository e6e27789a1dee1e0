import type { Metadata } from "next";
import { connection } from "next/server";
import { getServerSession } from "next-auth";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { authOptions } from "@/app/_web/auth";
import { InboxHint } from "@/app/_web/inbox-hint";
import { localeOf } from "@/app/_web/language";
import { ownPath } from "@/app/_web/own-path";
import type { Locale } from "@/lib/core/i18n/locale";
import { signInWords } from "@/lib/core/i18n/messages/sign-in";
import { signInAction, signOutAction } from "./actions";
import { homeOf } from "./home";
import { SignInForm } from "./sign-in-form";

export const instant = false;

export async function generateMetadata({ params }: PageProps<"/[locale]/sign-in">): Promise<Metadata> {
  return { title: signInWords(await localeOf(params))("title"), robots: { index: false } };
}

export default async function Page({ params, searchParams }: PageProps<"/[locale]/sign-in">) {
  await connection();
  const locale = await localeOf(params);
  const next = ownPath((await searchParams).next);
  const session = await getServerSession(authOptions);
  const t = signInWords(locale);
  const path = next ? `/sign-in?${new URLSearchParams({ next })}` : "/sign-in";

  return (
    <Shell locale={locale} path={path}>
      <Body width="text">
        <div className="stack" data-gap="2">
          <h1>{t("title")}</h1>
          <p className="muted">{t("lead")}</p>
        </div>
        {session && (
          <SignedIn
            locale={locale}
            email={session.user?.email ?? ""}
            next={next ?? (await homeOf(session.userId, locale))}
          />
        )}
        <SignInForm
          action={signInAction.bind(null, locale, next)}
          startOver={`/${locale}${path}`}
          words={{
            email: t("email"),
            emailHint: t("emailHint"),
            send: t("send"),
            sent: t("sent", { email: "{email}" }),
            codeTitle: t("codeTitle"),
            code: t("code"),
            enter: t("enter"),
            again: t("again"),
            otherAddress: t("otherAddress"),
          }}
          inboxHint={<InboxHint locale={locale} />}
        />
        <p className="muted small">
          {t("noAccount")} <Anchor href={`/${locale}`}>{t("toCampaigns")}</Anchor>
        </p>
      </Body>
    </Shell>
  );
}

function SignedIn({ locale, email, next }: { locale: Locale; email: string; next: string }) {
  const t = signInWords(locale);
  return (
    <Notice tone="good">
      <p>{t("already", { email })}</p>
      <div className="row">
        <ButtonLink href={next} size="small">
          {t("goOn")}
        </ButtonLink>
        <form action={signOutAction.bind(null, locale)}>
          <SubmitButton kind="quiet" size="small">
            {t("signOut")}
          </SubmitButton>
        </form>
      </div>
    </Notice>
  );
}
