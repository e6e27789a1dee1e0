import { Card, Pairs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import type { Locale } from "@/lib/core/i18n/locale";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import { whatIsKept } from "@/lib/privacy/kept";
import { type DataAt, dataPath, pathWithoutLocale, type Whose, whoseData } from "./whose";

type DataProps = { locale: Locale; at: DataAt; said: string | undefined };

/** What is kept of somebody in figures, the file with all of it, and the way to erase it. */
export async function OwnDataView({ locale, at, said }: DataProps) {
  const whose = await whoseData(locale, at);
  const t = ownDataWords(locale);
  return (
    <Shell locale={locale} path={pathWithoutLocale(at)} community={whose.communitySlug}>
      <Body width="text" gap={5}>
        <h1>{t("title")}</h1>
        {whose.isProved ? (
          <Own locale={locale} at={at} whose={whose} said={said} />
        ) : (
          <Prove locale={locale} whose={whose} />
        )}
        <p>
          <Anchor href={`/${locale}/${whose.communitySlug}/privacy`}>{t("privacy")}</Anchor>
        </p>
      </Body>
    </Shell>
  );
}

async function Own({ locale, at, whose: { actor }, said }: DataProps & { whose: Whose }) {
  const t = ownDataWords(locale);
  const kept = await whatIsKept(actor, actor.personId);
  const { counts } = kept;
  return (
    <>
      <p>{t("lead", { community: kept.community })}</p>
      <Pairs
        items={[
          { name: t("kept.name"), value: kept.name },
          { name: t("kept.email"), value: kept.email ?? t("kept.none") },
          { name: t("kept.phone"), value: kept.phone },
          { name: t("kept.telegram"), value: kept.telegram },
          ...(["books", "claims", "donations", "waits", "messages"] as const).map((name) => ({
            name: t(`kept.${name}`),
            value: counts[name] > 0 && <span className="nums">{counts[name]}</span>,
          })),
        ].filter(({ value }) => value)}
      />
      <Card gap={3}>
        <h2>{t("download.title")}</h2>
        {said === "tooMany" && <Notice tone="bad">{t("download.tooMany")}</Notice>}
        <p>{t("download.text")}</p>
        <div>
          <a className="button" href={dataPath(locale, at, "/file")} download>
            {t("download.button")}
          </a>
        </div>
      </Card>
      <Card gap={3}>
        <h2>{t("erase.title")}</h2>
        <p>{t("erase.text")}</p>
        <div>
          <ButtonLink kind="quiet" href={dataPath(locale, at, "/erase")}>
            {t("erase.button")}
          </ButtonLink>
        </div>
      </Card>
    </>
  );
}

/** Whoever holds a link that proves nothing may be a stranger who typed the address. */
export function Prove({ locale, whose: { communitySlug, email } }: { locale: Locale; whose: Whose }) {
  const t = ownDataWords(locale);
  const next = `/${locale}/${communitySlug}/me/data`;
  return (
    <Card gap={3}>
      <h2>{t("proveTitle")}</h2>
      <p>{t(email === null ? "proveNoAddress" : "proveText")}</p>
      {email !== null && (
        <div>
          <ButtonLink href={`/${locale}/sign-in?${new URLSearchParams({ community: communitySlug, next })}`}>
            {t("signIn")}
          </ButtonLink>
        </div>
      )}
    </Card>
  );
}
