import { z } from "zod";
import { donationDecision, donationStatus, lateChoice } from "@/db/schema";
import { amountMinorInput, claimBody, guestClaimForm, memberClaimForm, reasonInput } from "@/lib/claims/input";
import { readPaymentCode } from "@/lib/core/codes";
import { amountInput, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { readCursor } from "./cursor";
import { normaliseReference, PARTS_MAX, RECEIPT_MAX, REFERENCE_MAX } from "./rules";

/** A bank's reference, as it is compared and kept. */
export const referenceInput = z
  .string({ error: "fields.reference" })
  .max(2 * REFERENCE_MAX, "fields.reference")
  .transform(normaliseReference)
  .pipe(z.string().min(1, "fields.reference").max(REFERENCE_MAX, "fields.reference"));

/** A payment code as people type it, as it was given out. */
export const codeInput = z.string({ error: "fields.required" }).transform((text, context) => {
  const code = readPaymentCode(text);
  if (code) return code;
  context.issues.push({ code: "custom", message: "fields.check", input: text });
  return z.NEVER;
});

/** Programs send whole minor units as a number, forms an amount as people write it. */
const amount = z.union([z.int().positive().max(MAX_AMOUNT_MINOR), amountInput], { error: "fields.amount" });

/** One transfer for several codes: a page's form names its fields `parts.0.code`, `parts.0.amountMinor`, … */
export const confirmTransferInput = z.object({
  reference: referenceInput,
  amountMinor: amount,
  parts: z
    .array(z.object({ code: codeInput, amountMinor: amount }))
    .min(1, "fields.required")
    .max(PARTS_MAX),
});

/** `POST …/donations/{code}/confirm`: one transfer for this code, or shared among several. */
export const confirmBody = z.object({
  reference: referenceInput,
  amountMinor: amountMinorInput,
  parts: confirmTransferInput.shape.parts.element
    .extend({ amountMinor: amountMinorInput })
    .array()
    .min(1, "fields.required")
    .max(PARTS_MAX)
    .optional(),
});

const givenReason = reasonInput.pipe(z.string().min(1, "fields.required"));

/** For a rejection and for taking a confirmation back: the donor reads the reason. */
export const reasonBody = z.object({ reason: givenReason });

export const cashInput = z.object({ amountMinor: amount, note: reasonInput });

/** The same through the JSON API, where amounts are whole minor units and never text. */
export const cashBody = cashInput.extend({ amountMinor: amountMinorInput });

export const decideInput = z.object({
  decision: z.enum(donationDecision.enumValues, { error: "fields.choose" }),
  bookId: z.union([z.literal("").transform(() => undefined), z.uuid("fields.choose")]).optional(),
  reason: reasonInput,
});

/** The same through the JSON API, where books go by their codes. */
export const decideBody = decideInput.omit({ bookId: true }).extend({
  bookCode: z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(100, "fields.tooLong"))
    .optional(),
});

/** What the donor chooses beside paying by card, from a form and through the JSON API. */
const lateInput = z.enum(lateChoice.enumValues, { error: "fields.choose" }).default("refund");
export const checkoutForm = z.object({ late: lateInput });
export const checkoutBody = z.object({ lateChoice: lateInput, locale: z.enum(["uk", "en"]).default("uk") });

const publicNameInput = z
  .string()
  .optional()
  .transform((text) => cleanText(text ?? "").text || undefined)
  .pipe(z.string().max(120, "fields.tooLong").optional());

/** A guest's donation without a book from a form, and a signed-in person's: we know the rest. */
export const guestPledgeForm = guestClaimForm
  .pick({ name: true, email: true, amount: true, method: true, consent: true })
  .extend({ publicName: publicNameInput });
export const memberPledgeForm = memberClaimForm.extend({ publicName: publicNameInput });

/** The same through the JSON API. A person with a token may leave the contact out. */
export const pledgeBody = claimBody.omit({ phone: true, telegram: true }).extend({ publicName: publicNameInput });

/** A receipt's number; the file of a proof is judged by its content in `submitProof`. */
export const receiptInput = z
  .string()
  .optional()
  .transform((text) => cleanText(text ?? "").text)
  .pipe(z.string().max(RECEIPT_MAX, "fields.tooLong"));

/** A form's refund also says what could be given back on the page it was sent from. */
export const refundInput = z.object({
  amountMinor: amount,
  reason: givenReason,
  seenMinor: z.coerce.number().int().nonnegative().optional(),
});

/** `POST …/donations/{code}/refund`: all that is left, when no amount is said. */
export const refundBody = z.object({
  amountMinor: amountMinorInput.optional(),
  reason: givenReason,
  seenMinor: z
    .int()
    .nonnegative()
    .optional()
    .meta({ description: "The refundableMinor you read. With amountMinor, this or an Idempotency-Key is needed" }),
});

/**
 * `without_book`: the money arrived, its book had gone, and nobody has decided yet. `with_refund`: some of it went back or was to.
 * `refund_failed`: the provider could not send it back lately, and it was not tried again.
 */
export const DESK_STATES = [...donationStatus.enumValues, "without_book", "with_refund", "refund_failed"] as const;
export type DeskState = (typeof DESK_STATES)[number];

/** What the address of a list of donations may say. */
export const deskDonationsInput = z
  .object({
    state: z
      .union([z.literal("").transform(() => undefined), z.enum(DESK_STATES)], { error: "fields.choose" })
      .optional(),
    q: z
      .string()
      .max(200, "fields.tooLong")
      .optional()
      .transform((text) => cleanText(text ?? "").text || undefined),
    cursor: z.string().max(500, "fields.check").optional(),
    limit: z.coerce.number().int().min(1, "fields.check").max(100, "fields.check").default(24),
  })
  .transform(({ cursor, ...rest }, context) => {
    const after = cursor ? readCursor(cursor) : undefined;
    if (!cursor || after) return { ...rest, after };
    context.issues.push({ code: "custom", message: "fields.check", path: ["cursor"], input: cursor });
    return z.NEVER;
  });
export type DeskDonationsInput = z.infer<typeof deskDonationsInput>;
