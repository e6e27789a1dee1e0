import { z } from "zod";
import { amountInput, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { codeInput, emailInput } from "@/lib/identity/input";

const emptyIsNone = (text: string | undefined) => (text === undefined || text.trim() === "" ? undefined : text.trim());

const nameInput = z
  .string()
  .transform((text) => cleanText(text).text)
  .pipe(z.string().min(1, "fields.required").max(120, "fields.tooLong"));

export const phoneInput = z
  .string()
  .optional()
  .transform(emptyIsNone)
  .pipe(
    z
      .string()
      .regex(/^\+?[\d\s()-]{7,20}$/, "fields.phone")
      .optional(),
  );

export const telegramInput = z
  .string()
  .optional()
  .transform(emptyIsNone)
  .pipe(
    z
      .string()
      .regex(/^@?[A-Za-z]\w{3,31}$/, "fields.telegram")
      .transform((name) => (name.startsWith("@") ? name : `@${name}`))
      .optional(),
  );

const contact = { name: nameInput, email: emailInput, phone: phoneInput, telegram: telegramInput };

export const methodInput = z.enum(["transfer", "cash", "card"], { error: "fields.choose" }).default("transfer");

/** A guest's claim from a form: the amount as typed, consent as a ticked box. */
export const guestClaimForm = z.object({
  ...contact,
  amount: amountInput,
  method: methodInput,
  consent: z.literal("on", { error: "fields.consent" }),
});

/** A signed-in person's claim from a form: we know the rest. */
export const memberClaimForm = z.object({ amount: amountInput, method: methodInput });

/** Whole minor units, as programs send them. */
export const amountMinorInput = z
  .int({ error: "fields.amount" })
  .min(1, { error: "fields.amount" })
  .max(MAX_AMOUNT_MINOR, { error: "fields.amount" });

/** Programs may name the currency they mean: another than the campaign's is refused. */
const currencyInput = z.string().length(3, "fields.check").optional();

/** A claim through the JSON API. A person with a token may leave the contact out. */
export const claimBody = z.object({
  name: nameInput.optional(),
  email: emailInput.optional(),
  phone: phoneInput,
  telegram: telegramInput,
  amountMinor: amountMinorInput,
  currency: currencyInput,
  method: methodInput,
  locale: z.enum(["uk", "en"]).default("uk"),
  consent: z.literal(true, { error: "fields.consent" }).optional(),
  visitor: z.string().max(200, "fields.tooLong").optional(), // whom a program acts for: the word of their `vid` cookie
});

const { name, email, phone, telegram, locale, consent } = claimBody.shape;
/** What a claim without a token must say, read from the same body. */
export const guestContactBody = z
  .object({ name: name.unwrap(), email: email.unwrap(), phone, telegram, locale, consent: consent.unwrap() })
  .transform(({ consent: _, ...contact }) => contact);

export const reasonInput = z
  .string()
  .optional()
  .transform((text) => cleanText(text ?? "").text)
  .pipe(z.string().max(500, "fields.tooLong"));

const hoursInput = z.coerce
  .number({ error: "fields.check" })
  .int("fields.check")
  .min(1, "fields.check")
  .max(336, "fields.check");
export const extendForm = z.object({ hours: hoursInput, reason: reasonInput });

const optionalEmail = z.union([z.literal("").transform(() => undefined), emailInput]).optional();
const onBehalf = { name: nameInput, email: optionalEmail, phone: phoneInput, reason: reasonInput };

/** Whom a reserved book is given to instead, and why: an address or a phone number. */
export const reassignForm = z.object(onBehalf);

/** Somebody who called: who, how much, how, and the words that stay with the claim. */
export const claimForForm = z.object({ ...onBehalf, amount: amountInput, method: methodInput });

/** A guest who stands in line, from a form: who they are, and consent as a ticked box. */
export const guestWaitForm = z.object({ ...contact, consent: z.literal("on", { error: "fields.consent" }) });

/** A place in line through the JSON API. A person with a token may leave the contact out. */
export const waitBody = claimBody.omit({ amountMinor: true, currency: true, method: true });

/** What whoever is asked next offers for the book. */
export const offerBody = z.object({ amountMinor: amountMinorInput, currency: currencyInput, method: methodInput });

export const verifyBody = z.object({ code: codeInput });
