import { readdirSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import type { Tree, Words } from "@/lib/core/i18n/bilingual";
import type { Locale } from "@/lib/core/i18n/locale";

// Every message of the product, read as ICU in both languages.

type Message = { area: string; key: string; uk: string; en: string };

const FOLDER = "lib/core/i18n/messages";
const messages: Message[] = [];
for (const file of readdirSync(FOLDER)) {
  const room = (await import(`../../lib/core/i18n/messages/${file.replace(/\.ts$/, "")}.ts`)) as Record<
    string,
    unknown
  >;
  for (const [name, value] of Object.entries(room))
    if (isWords(value)) collect(`${file}:${name}`, "", value.texts.uk, value.texts.en);
}

function isWords(value: unknown): value is Words<string> {
  return typeof value === "function" && "texts" in value;
}

function collect(area: string, prefix: string, uk: Tree, en: Tree) {
  for (const [name, text] of Object.entries(uk)) {
    const other = en[name];
    const key = `${prefix}${name}`;
    if (typeof text === "string") messages.push({ area, key, uk: text, en: typeof other === "string" ? other : "" });
    else collect(area, `${key}.`, text, typeof other === "object" ? other : {});
  }
}

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];
const PLURAL = 6; // the element types of @formatjs/icu-messageformat-parser that carry options
const SELECT = 5;

/** The arguments of a message, and the categories each of its plurals knows. */
function read(text: string, locale: Locale) {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const walk = (elements: Element[]) => {
    for (const element of elements) {
      if ("value" in element && element.type !== 0) names.add(String(element.value));
      if (element.type === PLURAL || element.type === SELECT) {
        if (element.type === PLURAL) plurals.push(Object.keys(element.options));
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  walk(new IntlMessageFormat(text, locale).getAst());
  return { names, plurals };
}

test("there are hundreds of messages, and each is there in both languages", () => {
  expect(messages.length).toBeGreaterThan(400);
  expect(
    messages.filter(({ uk, en }) => uk.trim() === "" || en.trim() === "").map(({ area, key }) => `${area} ${key}`),
  ).toEqual([]);
});

test("both languages ask for the same values", () => {
  const uneven = messages.filter(({ uk, en }) => {
    const [first, second] = [read(uk, "uk").names, read(en, "en").names];
    return [...first].some((name) => !second.has(name)) && [...second].some((name) => !first.has(name));
  });
  expect(uneven.map(({ area, key }) => `${area} ${key}`)).toEqual([]);
});

test("every Ukrainian plural knows one, few and many, and every English one knows one and other", () => {
  const lacking = messages.flatMap(({ area, key, uk, en }) => [
    ...read(uk, "uk")
      .plurals.filter((known) => !["one", "few", "many", "other"].every((form) => known.includes(form)))
      .map((known) => `${area} ${key} uk: ${known}`),
    ...read(en, "en")
      .plurals.filter((known) => !known.includes("other"))
      .map((known) => `${area} ${key} en: ${known}`),
  ]);
  expect(lacking).toEqual([]);
});

test("no apostrophe is typed as a straight quote, no Russian letter slips in, and no price is spoken of", () => {
  const slips = messages.filter(
    ({ uk }) =>
      /[а-яіїєґ]'[а-яіїєґ]/i.test(uk) ||
      /[ыэъё]/i.test(uk) ||
      /(?<!\p{L})(ціна|ціну|ціни|купити|купіть|купівл)/iu.test(uk),
  );
  expect(slips.map(({ area, key, uk }) => `${area} ${key}: ${uk}`)).toEqual([]);
});
