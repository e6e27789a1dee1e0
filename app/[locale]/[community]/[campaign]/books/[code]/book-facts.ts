import type { PublicBook } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { languageName, topicName } from "../../_catalog/names";

/** What a reader wants to know of a copy, in the order of asking. */
export function bookFacts(book: PublicBook, locale: Locale) {
  const t = catalogWords(locale);
  return [
    { name: t("book.place"), value: placeText(book, locale) },
    { name: t("book.condition"), value: t(`condition.${book.condition}`) },
    { name: t("book.language"), value: languageName(book.language, locale) },
    { name: t("book.topic"), value: topicName(book.category, locale) },
    { name: t("book.publisher"), value: [book.publisher, book.year].filter(Boolean).join(", ") },
    { name: t("book.isbn"), value: book.isbn13 },
  ];
}

function placeText({ city, pickupPoint }: Pick<PublicBook, "city" | "pickupPoint">, locale: Locale): string {
  const t = catalogWords(locale);
  if (pickupPoint && city) return t("book.placeBoth", { point: pickupPoint, city });
  return pickupPoint ?? city ?? t("book.placeUnknown");
}
