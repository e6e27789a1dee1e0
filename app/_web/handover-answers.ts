import { z } from "zod";
import { handoverStatus, handoverWay } from "@/db/schema";
import { findHandoverView } from "@/lib/claims/handovers/queries";
import type { ClaimRef } from "@/lib/claims/moves";
import { Refusal } from "@/lib/core/refusal";
import { trackingUrl } from "@/lib/core/tracking";
import type { Actor } from "@/lib/identity/actor";

const contact = z.object({
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  telegram: z.string().nullable(),
});

export const handoverAnswer = z
  .object({
    claimCode: z.string(),
    state: z.enum(handoverStatus.enumValues),
    way: z.enum(handoverWay.enumValues).nullable(),
    place: z.string().nullable().meta({ description: "Of the meeting, or the pick-up point" }),
    meetsAt: z.iso.datetime({ offset: true }).nullable(),
    proposal: z.enum(["own", "theirs"]).nullable().meta({ description: "Whose proposal waits for an answer" }),
    city: z.string().nullable(),
    branch: z.string().nullable(),
    waybill: z.string().nullable(),
    trackingUrl: z.url().nullable(),
    side: z.enum(["taker", "giver", "organizer", "system"]).meta({ description: "Who the token's person is here" }),
    taker: contact.meta({ description: "As far as they let themselves be seen; organizers see all" }),
    giver: contact,
    book: z.object({ code: z.string(), title: z.string() }),
  })
  .meta({ id: "Handover" });

/** A hand-over as the asking person sees it after a call. */
export async function handoverSeen(actor: Actor, ref: ClaimRef): Promise<z.input<typeof handoverAnswer>> {
  const view = await findHandoverView(actor, ref);
  if (!view) throw new Refusal("claims.notFound");
  const { claimCode, status, way, place, meetsAt, proposal, city, branch, waybill, side, taker, giver } = view;
  return {
    claimCode,
    state: status,
    way,
    place,
    meetsAt: meetsAt?.toISOString() ?? null,
    proposal,
    city,
    branch,
    waybill,
    trackingUrl: waybill && trackingUrl(waybill),
    side,
    taker,
    giver,
    book: { code: view.bookCode, title: view.bookTitle },
  };
}
