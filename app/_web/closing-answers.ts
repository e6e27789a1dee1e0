import { z } from "zod";
import { campaignStatus, condition } from "@/db/schema";
import type { Leftover } from "@/lib/catalog/leftovers";
import type { Closing } from "@/lib/reports/closing";
import type { ThanksProgress } from "@/lib/reports/thanks";
import { totalsAnswer } from "./api-answers";

// What the API answers about how a campaign ends.

const count = z.int().min(0);

export const closingAnswer = z
  .object({
    status: z.enum(campaignStatus.enumValues),
    closedAt: z.iso.datetime({ offset: true }).nullable(),
    closedTotals: totalsAnswer
      .nullable()
      .meta({ description: "As they stood when it was closed; null while it is open" }),
    totals: totalsAnswer.meta({ description: "As they stand now, late money too" }),
    open: z.object({
      holds: count,
      proofs: count,
      withoutBook: count,
      waiting: count,
      handovers: count,
      reviews: count,
    }),
    thanks: z
      .object({ people: count, sent: count, failed: count })
      .nullable()
      .meta({ description: "How far the letters of thanks have come; null when they were not asked for" }),
  })
  .meta({ id: "Closing" });

export function closingAnswerOf(
  { status, closedAt, kept, totals, open, thanksAskedAt }: Closing,
  thanks: ThanksProgress,
) {
  return {
    status,
    closedAt: closedAt?.toISOString() ?? null,
    closedTotals: kept ?? null,
    totals,
    open,
    thanks: thanksAskedAt ? thanks : null,
  } satisfies z.input<typeof closingAnswer>;
}

const leftoverItem = z
  .object({
    code: z.string(),
    title: z.string(),
    authors: z.array(z.string()),
    isbn13: z.string().nullable(),
    condition: z.enum(condition.enumValues),
    minimumMinor: z.int(),
    currency: z.string().length(3),
    city: z.string().nullable(),
    pickupPoint: z.string().nullable(),
    giver: z.object({
      name: z.string().meta({ description: "Empty once they are erased" }),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      telegram: z.string().nullable(),
    }),
  })
  .meta({ id: "Leftover" });
export const leftoverListAnswer = z
  .object({ items: z.array(leftoverItem), nextCursor: z.string().nullable() })
  .meta({ id: "LeftoverList" });

export function leftoverOf({ id: _, listedAt: _l, giver, ...book }: Leftover) {
  const { name, email, phone, telegram } = giver;
  return { ...book, giver: { name, email, phone, telegram } } satisfies z.input<typeof leftoverItem>;
}
