export const LOCALES = ["uk", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(text: string): text is Locale {
  return (LOCALES as readonly string[]).includes(text);
}

/** The BCP 47 tag that formats dates and amounts for a language of the interface. */
export const FORMAT_TAG: Record<Locale, string> = { uk: "uk-UA", en: "en-GB" };

/** The wanted language among ours, by Accept-Language; Ukrainian otherwise, unless another is named. */
export function preferredLocale(header: string | null | undefined, otherwise: Locale = "uk"): Locale {
  if (!header) return otherwise;
  const wanted = header
    .split(",")
    .map((part) => {
      const [tag = "", q = "q=1"] = part.trim().split(";");
      return { language: tag.split("-")[0]?.toLowerCase() ?? "", weight: Number(q.replace("q=", "")) || 0 };
    })
    .sort((a, b) => b.weight - a.weight)
    .find(({ language, weight }) => weight > 0 && isLocale(language));
  return wanted && isLocale(wanted.language) ? wanted.language : otherwise;
}
