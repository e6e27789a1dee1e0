import { notFound } from "next/navigation";
import { isLocale, type Locale } from "@/lib/core/i18n/locale";

/** The language of a page's address. An unknown one is a page that does not exist. */
export async function localeOf(params: Promise<{ locale: string }>): Promise<Locale> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return locale;
}
