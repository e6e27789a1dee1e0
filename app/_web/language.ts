import { notFound } from "next/navigation";
import { isLocale, type Locale } from "@/lib/core/i18n/locale";

/** The language of a page's address. An unknown one is a page that does not exist. */
export async function localeOf(params: Promise<{ locale: string }>): Promise<Locale> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return locale;
}

/** The wanted language among ours, by Accept-Language; Ukrainian otherwise. */
export function preferredLocale(header: string | null): Locale {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", q = "q=1"] = part.trim().split(";");
      return { language: tag.split("-")[0]?.toLowerCase() ?? "", weight: Number(q.replace("q=", "")) || 0 };
    })
    .sort((a, b) => b.weight - a.weight)
    .find(({ language, weight }) => weight > 0 && isLocale(language));
  return wanted && isLocale(wanted.language) ? wanted.language : "uk";
}
