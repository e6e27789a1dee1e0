import { z } from "zod";
import { FREE_BOOKS } from "@/lib/privacy/erase";

/** One more yes, and what becomes of the free books. */
export const eraseForm = z.object({
  freeBooks: z.enum(FREE_BOOKS, "fields.choose"),
  sure: z.string({ error: "fields.sure" }).min(1, "fields.sure"),
});
