import type { Metadata } from "next";
import { connection } from "next/server";
import { localeOf } from "@/app/_web/language";
import { EraseView } from "@/app/[locale]/_data/erase-view";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";

export const instant = false;

type Params = PageProps<"/[locale]/data/[kind]/[token]/erase">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: ownDataWords(await localeOf(params))("confirm.title"), robots: { index: false, follow: false } };
}

/** A guest erases what is kept of them. */
export default async function Page({ params }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { kind, token } = await params;
  return <EraseView locale={locale} at={{ kind, token }} />;
}
