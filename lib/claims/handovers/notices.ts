import type { Tx } from "@/db/client";
import type { Book, Claim, Handover, HandoverEvent, MessageKind } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import { notify } from "@/lib/messages/notify";

type Fact = {
  claim: Claim;
  book: Book;
  handover: Handover;
  event: HandoverEvent;
  by: Actor;
  reason: string | undefined;
};

/** Who hears: whoever did not do it, both, or the taker alone. */
const TOLD: Partial<Record<HandoverEvent, { kind: MessageKind; who: "other" | "both" | "taker" }>> = {
  choose: { kind: "handover_agreed", who: "other" },
  propose: { kind: "handover_proposed", who: "other" },
  agree: { kind: "handover_agreed", who: "both" }, // the calendar file is in it
  decline: { kind: "handover_declined", who: "other" },
  ship: { kind: "handover_shipped", who: "taker" },
  miss: { kind: "handover_missed", who: "other" },
  return: { kind: "handover_returned", who: "other" },
};

/** Who hears of a hand-over's change, and what. The letters read the hand-over as it is when they leave. */
export async function tell(tx: Tx, { claim, book, event, by, reason }: Fact, now: Date): Promise<void> {
  const told = TOLD[event];
  if (!told) return;
  const people = told.who === "taker" ? [claim.claimantId] : sides(claim, book);
  const payload: Record<string, string> = reason ? { reason } : {};
  for (const personId of people)
    if (told.who !== "other" || personId !== by.personId)
      await notify(
        tx,
        { communityId: claim.communityId, personId, subjectId: claim.id, kind: told.kind, payload },
        now,
      );
}

/** The person who takes the book and the one who gives it. */
export const sides = (claim: Pick<Claim, "claimantId">, book: Pick<Book, "giverId">) => [
  claim.claimantId,
  book.giverId,
];
