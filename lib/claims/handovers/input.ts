import { z } from "zod";
import { instantInput } from "@/lib/core/instant-input";
import { cleanText } from "@/lib/core/text";
import { instantIn } from "@/lib/core/zone";
import { phoneInput, reasonInput, telegramInput } from "../input";

const line = (max: number) =>
  z
    .string({ error: "fields.required" })
    .transform((text) => cleanText(text).text)
    .pipe(z.string().min(1, "fields.required").max(max, "fields.tooLong"));

export const pickupInput = z.object({ place: line(200) });
export type Pickup = z.infer<typeof pickupInput>;

/** Where a parcel is to come: a city, and a branch or a parcel locker as people say it. */
export const parcelInput = z.object({ city: line(100), branch: line(200) });
export type Parcel = z.infer<typeof parcelInput>;

/** Fourteen digits, as they are printed and typed: spaces and dashes are forgiven. */
export const waybillInput = z.object({
  waybill: z
    .string({ error: "fields.required" })
    .max(60, "fields.waybill")
    .transform((text) => text.replace(/[\s\p{Pd}]/gu, ""))
    .pipe(z.string().regex(/^\d{14}$/, "fields.waybill")),
});
export type Waybill = z.infer<typeof waybillInput>;

/** A meeting as a form sends it: the time by the clocks of the community. */
export const meetingForm = (timeZone: string) =>
  z.object({
    place: line(200),
    meetsAt: z
      .string({ error: "fields.date" })
      .transform((text) => instantIn(text, timeZone))
      .pipe(z.date({ error: "fields.date" })),
  });

/** The same as programs send it: an instant with its offset. */
export const meetingBody = z.object({
  place: line(200),
  meetsAt: instantInput,
});
export type Meeting = z.infer<typeof meetingBody>;

/** Which proposal is meant: another may have come meanwhile. */
export const agreeInput = z.object({
  meetsAt: instantInput,
});

export const declineInput = z.object({ reason: reasonInput });

export const takerCodeInput = z.object({
  code: z
    .string({ error: "fields.required" })
    .max(40, "fields.takerCode")
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{4}$/, "fields.takerCode")),
});

const ticked = z.literal("on").optional();

/** What the other side of a hand-over may see, with the contacts that are typed in the same form. */
export const sharesForm = z
  .object({ email: ticked, phone: ticked, telegram: ticked, phoneNumber: phoneInput, telegramName: telegramInput })
  .superRefine(({ phone, telegram, phoneNumber, telegramName }, context) => {
    if (phone && !phoneNumber) context.addIssue({ code: "custom", path: ["phoneNumber"], message: "fields.phone" });
    if (telegram && !telegramName)
      context.addIssue({ code: "custom", path: ["telegramName"], message: "fields.telegram" });
  })
  .transform(({ phoneNumber, telegramName, ...shown }) => ({
    phone: phoneNumber ?? null,
    telegram: telegramName ?? null,
    shares: (["email", "phone", "telegram"] as const).filter((way) => shown[way] === "on"),
  }));
