import { createTranslator } from "use-intl/core";
import type { Locale } from "./locale";

export interface Tree {
  readonly [key: string]: string | Tree;
}
/** The same keys in the other language: a missing translation does not compile. */
type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

export type KeyOf<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : KeyOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

export type Values = Record<string, string | number | Date>;
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** Words of one area in both languages. Messages are ICU: `{count, plural, one {# книга} few {# книги} other {# книг}}`. */
export interface Words<Key extends string> {
  (locale: Locale): Translate<Key>;
  has(key: string): key is Key;
  /** The messages as written, for the test that reads all of them. */
  texts: Record<Locale, Tree>;
}

export function bilingual<const T extends Tree>(texts: { uk: T; en: Same<T> }): Words<KeyOf<T>> {
  const kept: Partial<Record<Locale, Translate<string>>> = {};

  function words(locale: Locale): Translate<string> {
    kept[locale] ??= translator(locale, texts[locale] as Tree);
    return kept[locale];
  }
  const has = (key: string): key is KeyOf<T> => key.split(".").reduce<unknown>(child, texts.uk) !== undefined;
  return Object.assign(words, { has, texts }) as Words<KeyOf<T>>;
}

function child(tree: unknown, key: string): unknown {
  return typeof tree === "object" && tree !== null && Object.hasOwn(tree, key) ? (tree as Tree)[key] : undefined;
}

function translator(locale: Locale, messages: Tree): Translate<string> {
  const translate = createTranslator({
    locale,
    messages: messages as Record<string, string>,
    onError(error) {
      throw error; // a message that cannot be read is a fault, found by the test of all messages
    },
  });
  return (key, values) => translate(key, values);
}
