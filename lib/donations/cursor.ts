import { z } from "zod";
import { readJson } from "@/lib/core/json";

/** The last row of a page, and which part of the list it was in: what waits, or the rest. */
const place = z.object({
  part: z.enum(["waiting", "rest"]),
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  id: z.uuid(),
});
export type Place = z.infer<typeof place>;

export const writeCursor = (last: Place): string => Buffer.from(JSON.stringify(last)).toString("base64url");

/** What a cursor says, or undefined when it is not one of ours. */
export function readCursor(text: string): Place | undefined {
  try {
    const read = place.safeParse(readJson(Buffer.from(text, "base64url").toString("utf8")));
    return read.success && !Number.isNaN(Date.parse(read.data.at)) ? read.data : undefined;
  } catch {
    return undefined;
  }
}
