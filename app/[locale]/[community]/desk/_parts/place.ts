import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { LOCALES } from "@/lib/core/i18n/locale";

const placeInput = z.object({
  locale: z.enum(LOCALES),
  community: z.string().max(60),
  campaign: z.string().max(60).optional(),
  back: z
    .string()
    .regex(/^[a-z0-9/-]{0,80}$/)
    .optional(),
});

/**
 * Where on the desk somebody is: a language and the slugs of the community and, when it matters, the campaign. `back` is the
 * section a form's action leads to when it is done.
 */
export type Place = z.infer<typeof placeInput>;

/** A place that comes back with a form: the browser may have made it up. */
export function readPlace(place: Place): Place {
  const read = placeInput.safeParse(place);
  return read.success ? read.data : notFound();
}

export type Query = Record<string, string | number | undefined>;

/** An address of the desk: a section such as "money" (none is its home) and a query; the campaign goes along. */
export function deskHref({ locale, community, campaign }: Place, section = "", query: Query = {}, hash = ""): string {
  return `/${locale}${deskPath({ community, campaign }, section, query)}${hash && `#${hash}`}`;
}

/** The page where a campaign is closed, and how it ended. The campaign stands in the path. */
export const closeHref = (place: Place, campaign: string) =>
  deskHref({ ...place, campaign: undefined }, `campaigns/${campaign}/close`);

/** The same without its language, for the frame's language switch. */
export function deskPath({ community, campaign }: Omit<Place, "locale">, section = "", query: Query = {}): string {
  const known = Object.entries({ campaign, ...query }).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(known).toString();
  return `/${community}/desk${section && `/${section}`}${search && `?${search}`}`;
}

/** Leads to where the form stands, with what is said there. */
export function goBack(place: Place, query: Query): never {
  redirect(deskHref(place, place.back ?? "", query) as Route);
}
