import { readLanguage } from "@/lib/catalog/import/language";
import { isbn10Of } from "@/lib/catalog/isbn";
import { LANGUAGE_UNKNOWN, MAX_NAME, MAX_TITLE } from "@/lib/catalog/vocabulary";
import { cleanText } from "@/lib/core/text";
import type { Found } from "./library";

const AUTHORS_MAX = 20;
const FIRST_PRINTED_YEAR = 1450;
const LAST_YEAR = 2100;

type Said = {
  title?: string | undefined;
  subtitle?: string | undefined;
  authors?: readonly string[] | undefined;
  publisher?: string | undefined;
  published?: string | undefined;
  language?: string | undefined;
};

/** What a library said, as a book of ours may say it; nothing without a title. What is too long is cut, what is odd left out. */
export function cleanFound({ title = "", subtitle, authors = [], publisher, published, language }: Said): Found | null {
  const main = line(title, MAX_TITLE);
  if (main === "") return null;
  const rest = line(subtitle ?? "", MAX_TITLE);
  const whole = rest !== "" && !main.includes(rest) ? `${main}: ${rest}` : main;
  const names = authors.map((name) => line(name.replaceAll(";", ","), MAX_NAME)).filter((name) => name !== "");
  return {
    title: cut(whole, MAX_TITLE),
    authors: [...new Set(names)].slice(0, AUTHORS_MAX),
    publisher: line(publisher ?? "", MAX_NAME) || null,
    year: yearOf(published),
    language: languageOf(language),
  };
}

/** Whether an answer that names its own ISBNs is about the one that was asked for. One that names none is believed. */
export function isAbout(isbn13: string, named: readonly string[]): boolean {
  const plain = named.map((isbn) => isbn.replace(/[^\dX]/gi, "").toUpperCase()).filter((isbn) => isbn !== "");
  return plain.length === 0 || plain.includes(isbn13) || plain.includes(isbn10Of(isbn13) ?? isbn13);
}

function line(text: string, max: number): string {
  return cut(cleanText(text.slice(0, max * 4)).text, max);
}

/** Cut between characters, never inside one. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : cleanText(text.slice(0, max)).text;
}

function yearOf(published = ""): number | null {
  const year = Number(/\b(\d{4})\b/.exec(published.slice(0, 100))?.[1]);
  return year >= FIRST_PRINTED_YEAR && year <= LAST_YEAR ? year : null;
}

function languageOf(text: string | undefined): string | null {
  const tag = text === undefined ? null : readLanguage(text);
  return tag === LANGUAGE_UNKNOWN ? null : tag;
}
