import type { Metadata } from "next";
import { connection } from "next/server";
import { ButtonLink } from "@/app/_ui/button";
import { Body, Shell } from "@/app/_ui/shell";
import { InboxHint } from "@/app/_web/inbox-hint";
import { localeOf } from "@/app/_web/language";
import { actorIn } from "@/app/_web/session";
import { listCampaigns } from "@/lib/catalog/queries";
import { isRunning } from "@/lib/catalog/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import { joinWords } from "@/lib/core/i18n/messages/join-page";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { isMember } from "@/lib/identity/actor";
import { findInvite } from "@/lib/identity/invites";
import { join } from "./actions";
import { JoinForm } from "./join-form";

export const instant = false;

type Props = PageProps<"/[locale]/join/[token]">;
type Found = NonNullable<Awaited<ReturnType<typeof findInvite>>>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: joinWords(await localeOf(params))("title"), robots: { index: false }, referrer: "no-referrer" };
}

/**
 * An invitation to a community. Opening it changes nothing; whoever is a member already is shown where to go. A link that is none
 * is mostly one copied without its end: that is said in words, which a "not found" would need JavaScript for.
 */
export default async function Page({ params }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const found = await findInvite(token);
  const path = `/join/${encodeURIComponent(token)}`;
  if (!found) return <Unknown locale={locale} path={path} />;
  const { community, state } = found;
  const isOne = isMember(await actorIn(community.id));
  return (
    <Shell locale={locale} path={path} community={community.slug}>
      <Body width="text" gap={5}>
        {isOne ? (
          <Welcome locale={locale} community={community} />
        ) : state === "open" ? (
          <Invited locale={locale} token={token} community={community} />
        ) : (
          <Over locale={locale} state={state} community={community} />
        )}
      </Body>
    </Shell>
  );
}

type PartProps = { locale: Locale; community: Found["community"] };

function Invited({ locale, token, community }: PartProps & { token: string }) {
  const t = joinWords(locale);
  return (
    <>
      <div className="stack" data-gap="2">
        <h1>{t("heading", { community: community.name })}</h1>
        <p className="muted">{t("lead")}</p>
      </div>
      <JoinForm
        action={join.bind(null, locale, token)}
        words={{
          name: t("name"),
          nameHint: t("nameHint"),
          email: t("email"),
          emailHint: t("emailHint"),
          send: t("send"),
          sent: t("sent", { email: "{email}" }),
          codeTitle: t("codeTitle"),
          code: t("code"),
          enter: t("join"),
          again: t("again"),
          change: t("change"),
        }}
        inboxHint={<InboxHint locale={locale} />}
      />
    </>
  );
}

async function Welcome({ locale, community }: PartProps) {
  const t = joinWords(locale);
  const now = new Date();
  const running = (await listCampaigns(community.slug, now)).find((campaign) => isRunning(campaign, now));
  const home = `/${locale}/${community.slug}`;
  return (
    <>
      <div className="stack" data-gap="2">
        <h1>{t("welcome", { community: community.name })}</h1>
        <p className="muted">{t("welcomeText")}</p>
      </div>
      <div className="row">
        {running && <ButtonLink href={`${home}/${running.slug}/give`}>{t("give")}</ButtonLink>}
        <ButtonLink kind="quiet" href={running ? `${home}/${running.slug}` : home}>
          {t(running ? "catalog" : "open")}
        </ButtonLink>
        <ButtonLink kind="plain" href={`${home}/me`}>
          {t("me")}
        </ButtonLink>
      </div>
    </>
  );
}

function Over({ locale, state, community }: PartProps & { state: Exclude<Found["state"], "open"> }) {
  const t = joinWords(locale);
  const home = `/${locale}/${community.slug}`;
  return (
    <>
      <div className="stack" data-gap="2">
        <h1>{t(`over.${state}`)}</h1>
        <p className="muted">{t("overText", { community: community.name })}</p>
      </div>
      <div className="row">
        <ButtonLink href={`/${locale}/sign-in?next=${encodeURIComponent(`${home}/me`)}`}>{t("signIn")}</ButtonLink>
        <ButtonLink kind="quiet" href={home}>
          {t("open")}
        </ButtonLink>
      </div>
    </>
  );
}

function Unknown({ locale, path }: { locale: Locale; path: string }) {
  const t = joinWords(locale);
  return (
    <Shell locale={locale} path={path}>
      <Body width="text" gap={5}>
        <div className="stack" data-gap="2">
          <h1>{t("unknown")}</h1>
          <p className="muted">{t("unknownText")}</p>
        </div>
        <div>
          <ButtonLink href={`/${locale}`}>{siteWords(locale)("goHome")}</ButtonLink>
        </div>
      </Body>
    </Shell>
  );
}
