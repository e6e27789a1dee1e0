import { z } from "zod";
import { cardProvider } from "@/db/schema";
import { amountInput, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { emailInput } from "@/lib/identity/input";
import { AFTER_SORTS, readCursor } from "./cursor";
import { parseIsbn } from "./isbn";
import {
  CONDITIONS,
  LANGUAGE_UNKNOWN,
  MAX_AUTHORS,
  MAX_DESCRIPTION,
  MAX_MINIMUM_MINOR,
  MAX_NAME,
  MAX_TITLE,
} from "./vocabulary";

const MAX_CITY = 100;
const FIRST_PRINTED_YEAR = 1450;
const MAX_REASON = 1_000;
const MAX_SLUG = 60;
/** Parts of a community's addresses that no campaign may take. */
const RESERVED_SLUGS = ["me", "desk", "privacy"];

/** One line of cleaned text. */
const line = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(max, "fields.tooLong"));
const requiredLine = (max: number) => line(max).pipe(z.string().min(1, "fields.required"));
/** A line that may stay empty: then null. */
const optionalLine = (max: number) => line(max).transform((text) => text || null);
const paragraphs = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text, { lines: true }).text)
    .pipe(z.string().max(max, "fields.tooLong"));

/** Programs send whole minor units as a number, forms an amount as people write it. */
const amount = z.union([z.int().positive().max(MAX_AMOUNT_MINOR), amountInput], { error: "fields.amount" });
/** Text in a program's request is refused: "400" could be four hundred hryvnias or four. */
const wholeMinor = (max: number) =>
  z.int({ error: "fields.amount" }).min(1, { error: "fields.amount" }).max(max, { error: "fields.amount" });

const minimum = amount.pipe(z.int().max(MAX_MINIMUM_MINOR, "fields.amount"));

/** A list, or text with one item on a line or between semicolons. */
const lines = (maxItems: number, maxLength: number) =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(/[\n;]/))])
    .transform((items) => [...new Set(items.map((item) => cleanText(item).text).filter((item) => item !== ""))])
    .pipe(z.array(z.string().max(maxLength, "fields.tooLong")).max(maxItems, "fields.tooLong"));

/** An ISBN as typed, kept as ISBN-13; nothing typed is null. What is wrong with it is said in the issue's params. */
export const isbnInput = z.string().transform((text, context): string | null => {
  const read = parseIsbn(text);
  if (read.kind === "isbn") return read.isbn13;
  if (read.kind === "empty") return null;
  if (read.kind === "wrongCheckDigit") {
    const { group, expected } = read;
    context.issues.push({ code: "custom", message: "fields.isbnWrongDigit", params: { group, expected }, input: text });
  } else {
    const message = read.kind === "notBook" ? "fields.isbnNotBook" : "fields.isbn";
    context.issues.push({ code: "custom", message, input: text });
  }
  return z.NEVER;
});

const languageInput = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "fields.choose");
/** A topic's key: one of ours, or one a campaign made up. */
const topicInput = line(MAX_CITY).pipe(z.string().min(1, "fields.choose"));

const bookFields = {
  title: requiredLine(MAX_TITLE),
  authors: lines(MAX_AUTHORS, MAX_NAME).default([]),
  isbn: isbnInput.nullish().transform((isbn) => isbn ?? null),
  language: languageInput.default(LANGUAGE_UNKNOWN),
  publisher: optionalLine(MAX_NAME).nullish(),
  year: z
    .union([
      z.int(),
      z
        .string()
        .trim()
        .regex(/^\d{0,4}$/, "fields.check")
        .transform((text) => (text ? Number(text) : null)),
    ])
    .pipe(z.int().min(FIRST_PRINTED_YEAR, "fields.check").max(2100, "fields.check").nullable())
    .nullish(),
  category: topicInput,
  condition: z.enum(CONDITIONS, "fields.choose"),
  description: paragraphs(MAX_DESCRIPTION).default(""),
  minimumMinor: z.union([z.literal("").transform(() => undefined), minimum], { error: "fields.amount" }).optional(), // the campaign's default otherwise
  city: optionalLine(MAX_CITY).nullish(),
  pickupPoint: optionalLine(MAX_NAME).nullish(),
};

/** A guest who gives a book: needed when nobody is signed in. */
export const giverInput = z.object({
  name: requiredLine(MAX_NAME),
  email: emailInput,
  locale: z.enum(["uk", "en"]).default("uk"),
});

/** A new listing, from a form or a program. Without a city and a pick-up point it is refused. */
export const listBookInput = z.object({ ...bookFields, giver: giverInput.optional() }).superRefine(needPlace);
export type ListBookInput = z.infer<typeof listBookInput>;

/** The same through the JSON API, where the place may be left out. */
export const listBookBody = z.object({
  ...bookFields,
  giver: giverInput.optional(),
  minimumMinor: wholeMinor(MAX_MINIMUM_MINOR).optional(),
});

export const editBookInput = z.object(bookFields).superRefine(needPlace);
export type EditBookInput = z.infer<typeof editBookInput>;

function needPlace(
  book: { city?: string | null | undefined; pickupPoint?: string | null | undefined },
  context: z.RefinementCtx,
) {
  if (!book.city && !book.pickupPoint) context.addIssue({ code: "custom", message: "fields.place", path: ["city"] });
}

/** Why a listing is rejected or withdrawn: the person it concerns reads it. */
export const reasonInput = paragraphs(MAX_REASON);

/** HTTPS on a named host, without a password in it. */
const httpsUrl = z
  .string()
  .trim()
  .max(500, "fields.tooLong")
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url?.protocol === "https:" && url.username === "" && url.hostname.includes(".");
  }, "fields.url");

const slugInput = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "fields.slug")
  .max(MAX_SLUG, "fields.tooLong")
  .refine((slug) => !RESERVED_SLUGS.includes(slug), "fields.slug");

/** Nothing typed is null. */
const orNull = <T extends z.ZodType<string, string>>(schema: T) =>
  z
    .union([z.literal("").transform(() => null), schema])
    .nullish()
    .transform((text) => text ?? null);

/** Where the money goes: a jar or an IBAN at least. */
export const fundInput = z
  .object({
    name: requiredLine(MAX_NAME),
    jarUrl: orNull(httpsUrl),
    iban: orNull(
      z
        .string()
        .transform((text) => text.replace(/\s/g, "").toUpperCase())
        .refine(isIban, "fields.iban"),
    ),
    edrpou: orNull(
      z
        .string()
        .trim()
        .regex(/^\d{8}$/, "fields.edrpou"),
    ),
  })
  .superRefine((fund, context) => {
    if (!fund.jarUrl && !fund.iban) context.addIssue({ code: "custom", message: "fields.required", path: ["jarUrl"] });
  });

export type Fund = z.infer<typeof fundInput>;

const hours = (most: number) => z.coerce.number().int().min(1, "fields.check").max(most, "fields.check");
const instantInput = z
  .union([z.date(), z.iso.datetime({ offset: true, error: "fields.date" }).transform((text) => new Date(text))], {
    error: "fields.date",
  })
  .refine((date) => date.getUTCFullYear() >= 2000 && date.getUTCFullYear() <= 2100, "fields.date");

const campaignFields = {
  slug: slugInput,
  name: requiredLine(MAX_NAME),
  description: paragraphs(MAX_DESCRIPTION).default(""),
  status: z.enum(["draft", "open"], "fields.choose").default("open"), // closing is a command of its own
  currency: z.enum(["UAH", "EUR", "USD", "PLN", "GBP"], "fields.choose").default("UAH"),
  goalMinor: amount,
  defaultMinimumMinor: minimum,
  opensAt: instantInput,
  closesAt: instantInput,
  unverifiedHoldMinutes: hours(24 * 60).default(30),
  guestHoldHours: hours(24 * 30).default(24),
  memberHoldHours: hours(24 * 30).default(72),
  maxOpenClaims: hours(100).default(5),
  confirmHours: hours(24 * 14).default(24),
  offerHours: hours(24 * 14).default(12),
  allowsCash: z
    .union([z.boolean(), z.enum(["on", "true", "false", ""]).transform((text) => text === "on" || text === "true")])
    .default(false),
  cards: z
    .union([z.literal("").transform(() => null), z.enum(cardProvider.enumValues)], { error: "fields.choose" })
    .nullable()
    .default(null),
  pickupPoints: lines(50, MAX_NAME).default([]),
  topics: lines(50, MAX_CITY).default([]),
  notAccepted: paragraphs(MAX_REASON).default(""),
};
/** All that an organizer decides about a campaign once it is there, but where its money goes: that is changed by itself. */
export const campaignSettingsInput = z.object(campaignFields).superRefine(endsAfterItOpens);
export type CampaignSettings = z.infer<typeof campaignSettingsInput>;
export const campaignInput = z.object({ ...campaignFields, fund: fundInput }).superRefine(endsAfterItOpens);
/** The same through the JSON API. */
export const campaignBody = campaignInput.safeExtend({
  goalMinor: wholeMinor(MAX_AMOUNT_MINOR),
  defaultMinimumMinor: wholeMinor(MAX_MINIMUM_MINOR),
});
export type CampaignInput = z.infer<typeof campaignInput>;

function endsAfterItOpens({ opensAt, closesAt }: { opensAt: Date; closesAt: Date }, context: z.RefinementCtx) {
  if (opensAt >= closesAt) context.addIssue({ code: "custom", message: "fields.dates", path: ["closesAt"] });
}

/**
 * The same schema for a web form, whose fields are flat and dotted: "giver.name", "fund.jarUrl". Its field errors carry the
 * same dotted names.
 */
export function fromForm<Input>(schema: z.ZodType<Input>) {
  return z
    .record(z.string(), z.string())
    .transform((fields) => {
      const nested = new Map<string, unknown>();
      for (const [name, value] of Object.entries(fields)) {
        const [group = "", field, ...deeper] = name.split(".");
        if (field === undefined) nested.set(group, value);
        else if (deeper.length === 0) nested.set(group, { ...Object(nested.get(group)), [field]: value });
      }
      return Object.fromEntries(nested);
    })
    .pipe(schema as z.ZodType<Input, Record<string, unknown>>);
}

/** ISO 13616: two letters, two check digits, and 1 as the remainder of the whole by 97; Ukrainian ones have 29 signs. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) || (text.startsWith("UA") && text.length !== 29)) return false;
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export const SORTS = AFTER_SORTS;
export type Sort = (typeof SORTS)[number];

/** One value or several of one filter. */
const choices = z
  .union([z.array(z.string()), z.string().transform((text) => [text])])
  .transform((values) => values.map((value) => cleanText(value).text).filter((value) => value !== ""))
  .pipe(z.array(z.string().max(MAX_NAME, "fields.tooLong")).max(20, "fields.tooLong"))
  .default([]);

/** What an address may say about a list of books. Unknown keys are ignored; `q` switches to the order of relevance. */
export const bookListInput = z
  .object({
    q: line(200)
      .transform((text) => text || undefined)
      .optional(),
    category: choices,
    language: choices,
    condition: choices.pipe(z.array(z.enum(CONDITIONS, "fields.choose"))),
    city: choices,
    available: z
      .union(
        [
          z.boolean(),
          z
            .enum(["true", "false", "1", "0", ""])
            .transform((text) => (text === "" ? undefined : text === "true" || text === "1")),
        ],
        { error: "fields.choose" },
      )
      .optional(),
    sort: z.enum(SORTS, "fields.choose").optional(),
    limit: z.coerce.number().int().min(1, "fields.check").max(100, "fields.check").default(24),
    cursor: z.string().max(2_000).optional(),
  })
  .transform(({ limit, cursor, ...filters }, context) => {
    const after = cursor
      ? readCursor(cursor, filters.q && !filters.sort ? "relevance" : (filters.sort ?? "newest"), Boolean(filters.q))
      : null;
    if (after === undefined)
      context.issues.push({ code: "custom", message: "fields.check", path: ["cursor"], input: cursor });
    return { filters, page: { limit, after: after ?? null } };
  });
export type BookFilters = z.infer<typeof bookListInput>["filters"];
export type BookPage = z.infer<typeof bookListInput>["page"];
