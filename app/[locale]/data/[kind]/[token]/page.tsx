import type { Metadata } from "next";
import { connection } from "next/server";
import { localeOf } from "@/app/_web/language";
import { OwnDataView } from "@/app/[locale]/_data/data-view";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";

export const instant = false;

type Params = PageProps<"/[locale]/data/[kind]/[token]">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: ownDataWords(await localeOf(params))("title"), robots: { index: false, follow: false } };
}

/** What is kept of a guest, by their private link. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { kind, token } = await params;
  return <OwnDataView locale={locale} at={{ kind, token }} said={[(await searchParams).said].flat()[0]} />;
}
