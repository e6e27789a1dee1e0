export const LOCALES = ["uk", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(text: string): text is Locale {
  return (LOCALES as readonly string[]).includes(text);
}

/** The BCP 47 tag that formats dates and amounts for a language of the interface. */
export const FORMAT_TAG: Record<Locale, string> = { uk: "uk-UA", en: "en-GB" };
