import type { Metadata } from "next";
import { connection } from "next/server";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import { findCommunity } from "@/lib/identity/communities";

export const instant = false;

type Params = PageProps<"/[locale]/data/erased">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: ownDataWords(await localeOf(params))("erased.title"), robots: { index: false } };
}

/** Said to somebody who is known here no more. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community: slug, elsewhere } = await searchParams;
  const community = typeof slug === "string" ? await findCommunity(slug) : undefined;
  const t = ownDataWords(locale);
  return (
    <Shell locale={locale} path="/data/erased">
      <Body width="text" gap={4}>
        <h1>{t("erased.title")}</h1>
        <p>{t("erased.text")}</p>
        {elsewhere && <Notice>{t("erased.elsewhere")}</Notice>}
        <div>
          <ButtonLink href={`/${locale}${community ? `/${community.slug}` : ""}`}>{t("erased.home")}</ButtonLink>
        </div>
      </Body>
    </Shell>
  );
}
