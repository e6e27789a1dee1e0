import { z } from "zod";
import { type EditBookInput, editBookInput, type ListBookInput, listBookInput } from "@/lib/catalog/input";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";

/** Names of the form's fields that stand for another field of the listing. */
export const MINIMUM_CHIP = "minimumChip";
export const OWN_MINIMUM = "own";

/** A known person's listing from the form's fields, as they were typed. */
export const memberListingForm: z.ZodType<ListBookInput> = z.preprocess(asListing, listBookInput);

/** A guest's: who gives, and the ticked box as well. */
export function guestListingForm(locale: Locale): z.ZodType<ListBookInput> {
  const consent = z.object({ consent: z.literal("on", { error: "fields.consent" }) });
  return z.preprocess(
    (form: Typed) => ({
      ...asListing(form),
      consent: form.consent,
      giver: { name: form["giver.name"], email: form["giver.email"], locale },
    }),
    z.intersection(listBookInput, consent),
  );
}

export const editListingForm: z.ZodType<EditBookInput> = z.preprocess(asListing, editBookInput);

/** A minimum to choose from: the campaign's own and a little more, in whole tens. */
export function minimumChips({ defaultMinimumMinor }: Pick<PublicCampaign, "defaultMinimumMinor">): number[] {
  const rounded = (minor: number) => Math.ceil(minor / 1_000) * 1_000;
  return [...new Set([defaultMinimumMinor, rounded(defaultMinimumMinor * 1.5), rounded(defaultMinimumMinor * 2)])];
}

type Typed = Record<string, string | undefined>;

function asListing(form: unknown) {
  const typed = form as Typed;
  const chip = typed[MINIMUM_CHIP] ?? OWN_MINIMUM;
  const minimumMinor = chip === OWN_MINIMUM ? typed.minimumMinor : chip;
  return { ...typed, giver: undefined, authors: authorsOf(typed.authors), minimumMinor };
}

/** Semicolons between authors leave their commas alone: "Мартін, Роберт; Фаулер, Мартін". */
function authorsOf(typed = ""): string[] {
  return typed.split(/[;\n]/.test(typed) ? /[;\n]/ : ",");
}
