import { isLocale, type Locale } from "@/lib/core/i18n/locale";

/** The language an address without one in front is asked in: `?lang=`, otherwise the community's. */
export function askedLanguage(request: Request, otherwise: Locale): Locale {
  const asked = new URL(request.url).searchParams.get("lang") ?? "";
  return isLocale(asked) ? asked : otherwise;
}
