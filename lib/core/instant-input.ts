import { z } from "zod";

/** The years that the database and people can both read. */
export const isUsualYear = (text: string): boolean => text >= "1970" && text < "3000";

/** A moment as forms and programs send it: ISO 8601 with an offset, from 1970 to 2999. Anything else is `fields.date`. */
export const instantInput = z.iso
  .datetime({ offset: true, error: "fields.date" })
  .refine(isUsualYear, "fields.date")
  .transform((text) => new Date(text));
