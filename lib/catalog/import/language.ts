/**
 * The BCP 47 tag of a language as people and catalogs write it: a tag ("en-US"), a three-letter code ("eng", "ger"), "ua", or
 * its name in Ukrainian, English or itself. Null when there is no such language.
 */
export function readLanguage(text: string): string | null {
  if (text.length > 100) return null;
  const plain = text.trim().toLowerCase().replace(/\.$/, "");
  return SHORT_NAMES[plain] ?? (names().get(plain) || tagOf(plain.replaceAll("_", "-")));
}

/** "en" of "en-US": what lists are narrowed by. */
export function primaryLanguage(tag: string): string {
  return tag.split("-")[0] ?? tag;
}

const SHORT_NAMES: Record<string, string> = {
  ua: "uk", // the country, often written for the language
  укр: "uk",
  англ: "en",
  нім: "de",
  пол: "pl",
  польск: "pl",
  фр: "fr",
  рос: "ru",
};

// Names are looked up for the languages books here are likely to be in; any other still has its code.
const NAMED =
  "uk en pl de fr es it pt ru be cs sk hu ro bg hr sr sl mk lt lv et fi sv no da nl is el tr ar he fa hi zh ja ko vi id ka hy az kk crh la yi ca ga sq".split(
    " ",
  );

let known: Map<string, string> | undefined;

function names(): Map<string, string> {
  known ??= new Map(
    NAMED.flatMap((tag) =>
      ["uk", "en", tag].map((locale) => [displayName(locale, tag)?.toLowerCase() ?? tag, tag] as const),
    ),
  );
  return known;
}

function tagOf(text: string): string | null {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(text)) return null;
  try {
    const tag = Intl.getCanonicalLocales(text)[0] ?? "";
    return displayName("en", primaryLanguage(tag)) ? tag : null;
  } catch {
    return null; // shaped like a tag, but none
  }
}

function displayName(locale: string, tag: string): string | undefined {
  return new Intl.DisplayNames(locale, { type: "language", fallback: "none" }).of(tag);
}
