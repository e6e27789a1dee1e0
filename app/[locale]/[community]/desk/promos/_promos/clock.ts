import { z } from "zod";
import { instantIn } from "@/lib/core/zone";

type FromForm<Input> = z.ZodType<Input, Record<string, string>>;

/** A schema for a form whose dates are clock times of the community; what is no date stays as it was typed, and is refused as such. */
export function datesIn<Input>(timeZone: string, dates: readonly string[], schema: z.ZodType<Input>): FromForm<Input> {
  return z
    .record(z.string(), z.string())
    .transform((typed): Record<string, string> => {
      const instants = dates.map((name) => [name, toInstant(typed[name] ?? "", timeZone)]);
      return { ...typed, ...Object.fromEntries(instants) };
    })
    .pipe(schema as FromForm<Input>);
}

const toInstant = (text: string, timeZone: string) => text && (instantIn(text, timeZone)?.toISOString() ?? text);
