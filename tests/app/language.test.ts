import { expect, test } from "vitest";
import { preferredLocale } from "@/lib/core/i18n/locale";

test.each([
  [null, "uk"],
  ["", "uk"],
  ["en", "en"],
  ["en-US,en;q=0.9,uk;q=0.8", "en"],
  ["pl,de;q=0.9", "uk"],
  ["en;q=0.2,uk;q=0.8", "uk"],
  ["en;q=0,pl", "uk"],
  ["*;;;,=q,", "uk"],
])("Accept-Language %j asks for %s", (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});
