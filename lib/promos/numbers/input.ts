import { z } from "zod";
import { instantInput } from "@/lib/core/instant-input";
import { cleanText } from "@/lib/core/text";
import { numbersOf, PROMO_NUMBERS } from "./kinds";

const line = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(max, "fields.tooLong"));
const empty = z.literal("").transform(() => undefined);
const VALUE_MAX = 2_000_000_000;

/** A number as programs send it, or as people copy it from a screen: "1 250", "1.250" and "1,250" are one thousand and so many. */
const number = z
  .union(
    [
      empty,
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,3}(?:[\s\u00A0\u202F.,]\d{3})+$|^\d{1,10}$/)
        .transform((text) => Number(text.replace(/\D/g, ""))),
    ],
    { error: "fields.check" },
  )
  .pipe(z.int("fields.check").min(0, "fields.check").max(VALUE_MAX, "fields.check").optional())
  .optional();

/** What was read of one thing at one moment: at least one number. Without a moment it is now. */
const reading = (names: readonly string[]) =>
  z
    .object({
      ...Object.fromEntries(names.map((name) => [name, number])),
      at: z.union([empty, instantInput]).optional(),
      source: line(200).default(""),
      note: line(500).default(""),
    })
    .transform((typed) => {
      const { at, source, note } = typed as { at?: Date; source: string; note: string };
      const values = names.flatMap((name): [string, number][] => {
        const value = (typed as Record<string, unknown>)[name];
        return typeof value === "number" ? [[name, value]] : [];
      });
      return { at, source, note, values };
    })
    .superRefine(({ values }, context) => {
      if (values.length === 0)
        context.addIssue({ code: "custom", message: "fields.oneNumber", path: [names[0] ?? ""] });
    });

export const placementNumbers = (network: string, format: string) => reading(numbersOf(network, format));
export const promoNumbers = reading(PROMO_NUMBERS);
export type Numbers = z.infer<typeof promoNumbers>;
