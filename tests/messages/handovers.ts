import { db } from "@/db/client";
import { type Handover, handoverEvents, handovers, type MessageKind } from "@/db/schema";
import { daysAfter, NOON } from "../support/times";
import { aClaim } from "./support";

const MEETING = { way: "meeting", place: "Кав’ярня біля «Золотих воріт»", meetsAt: daysAfter(NOON, 2) } as const;
const PARCEL = { way: "parcel", city: "Львів", branch: "Відділення №12", waybill: "20450000000001" } as const;

const AS_TOLD: Partial<Record<MessageKind, Partial<Handover>>> = {
  handover_open: { status: "to_arrange" },
  handover_proposed: { status: "to_arrange", ...MEETING },
  handover_agreed: { status: "arranged", ...MEETING },
  handover_declined: { status: "to_arrange" },
  handover_soon: { status: "arranged", ...MEETING },
  handover_shipped: { status: "shipped", ...PARCEL },
  handover_chase: { status: "arranged", ...MEETING, chasedAt: NOON },
  handover_missed: { status: "no_show", way: "meeting" },
  handover_returned: { status: "returned", ...PARCEL },
};

/** A paid book's hand-over as it stands when a letter of this kind is promised, written as facts. */
export async function aHandover(kind: MessageKind, overrides: Partial<Handover> = {}) {
  const made = await aClaim({ status: "confirmed" });
  const { communityId, id: claimId } = made.claim;
  const proposedBy = kind === "handover_proposed" ? made.book.giverId : null;
  const [handover] = await db
    .insert(handovers)
    .values({ communityId, claimId, proposedBy, ...AS_TOLD[kind], ...overrides })
    .returning();
  if (!handover) throw new Error("no hand-over");
  const row = { communityId, handoverId: handover.id, status: handover.status, at: NOON };
  if (handover.status === "arranged") await db.insert(handoverEvents).values({ ...row, event: "agree" });
  return { ...made, handover, giver: { communityId, personId: made.book.giverId } };
}
