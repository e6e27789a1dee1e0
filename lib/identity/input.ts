import { z } from "zod";

/** One plain address, NFKC and lower case, as it is stored and compared. Display names, comments and lists are refused. */
export const emailInput = z
  .string()
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email({ error: "fields.email" }).max(254, "fields.email"));
