import { z } from "zod";
import {
  type BookEvent,
  bookStatus,
  type ClaimEvent,
  claimStatus,
  type DonationEvent,
  donationStatus,
  paymentMethod,
} from "@/db/schema";

/** What each event of a claim is called outside. Names stay: programs of others know them. */
export const CLAIM_EVENTS = {
  hold: "claim.held",
  verify: "claim.verified",
  extend: "claim.extended",
  report: "claim.reported",
  confirm: "claim.confirmed",
  undo: "claim.undone",
  receive: "claim.fulfilled",
  expire: "claim.expired",
  cancel: "claim.cancelled",
  reject: "claim.rejected",
  refund: "claim.refunded",
} as const satisfies Record<ClaimEvent, string>;

export const DONATION_EVENTS = {
  pledge: "donation.pledged",
  report: "donation.reported",
  confirm: "donation.confirmed",
  undo: "donation.undone",
  reject: "donation.rejected",
  decide: "donation.decided",
  refund: "donation.refunded",
  refund_part: "donation.refunded_in_part",
  refund_failed: "donation.refund_failed",
  dispute: "donation.disputed",
  win_dispute: "donation.dispute_won",
  lose_dispute: "donation.dispute_lost",
} as const satisfies Record<DonationEvent, string>;

/** A book that is approved and one that is listed without review are the same to others. */
export const BOOK_EVENTS = {
  submit: "book.submitted",
  list: "book.listed",
  approve: "book.listed",
  edit: "book.edited",
  reject: "book.rejected",
  withdraw: "book.withdrawn",
} as const satisfies Record<BookEvent, string>;

type ClaimName = (typeof CLAIM_EVENTS)[ClaimEvent];
type DonationName = (typeof DONATION_EVENTS)[DonationEvent];
type BookName = (typeof BOOK_EVENTS)[BookEvent];
export type WebhookEvent = ClaimName | DonationName | BookName;
/** Sent when somebody presses the button that tries an address out. Nobody chooses it. */
export const TEST_EVENT = "webhook.test";

export const EVENT_GROUPS = {
  claim: Object.values(CLAIM_EVENTS),
  donation: Object.values(DONATION_EVENTS),
  book: [...new Set(Object.values(BOOK_EVENTS))],
} as const;
export type EventGroup = keyof typeof EVENT_GROUPS;
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = Object.values(EVENT_GROUPS).flat();

const amountMinor = z.int().describe("Whole minor units of `currency`");
const place = {
  community: z.string().describe("The community’s address"),
  campaign: z.string().describe("The campaign’s address"),
};

/** What is told of each kind of subject: ids, codes, states, amounts, times. Nobody's name or contacts. */
export const EVENT_DATA = {
  claim: z
    .object({
      id: z.uuid(),
      code: z.string(),
      status: z.enum(claimStatus.enumValues),
      method: z.enum(paymentMethod.enumValues),
      amountMinor,
      currency: z.string(),
      expiresAt: z.iso.datetime().nullable(),
      book: z.object({ id: z.uuid(), code: z.string() }),
      ...place,
    })
    .meta({ id: "ClaimEvent" }),
  donation: z
    .object({
      id: z.uuid(),
      code: z.string(),
      status: z.enum(donationStatus.enumValues),
      method: z.enum(paymentMethod.enumValues),
      pledgedMinor: amountMinor,
      standingMinor: amountMinor.describe("What was given and not sent back"),
      currency: z.string(),
      claimId: z.uuid().nullable(),
      ...place,
    })
    .meta({ id: "DonationEvent" }),
  book: z
    .object({
      id: z.uuid(),
      code: z.string(),
      status: z.enum(bookStatus.enumValues),
      title: z.string(),
      minimumMinor: amountMinor,
      currency: z.string(),
      ...place,
    })
    .meta({ id: "BookEvent" }),
} as const satisfies Record<EventGroup, z.ZodType>;

export type EventData<Group extends EventGroup> = Omit<z.output<(typeof EVENT_DATA)[Group]>, keyof typeof place>;
