import { db, one } from "@/db/client";
import { contingencies, type MessageKind, placementEvents } from "@/db/schema";
import { aPlacement, aPromo, aTeam } from "../promos/stage";
import { NOON } from "../support/times";

/** Whom a letter about a promo is promised to, and what about; nothing for other kinds. */
export async function ofPromo(kind: MessageKind) {
  const isOne = kind === "contingency_fired" || kind === "numbers_due" || kind === "placement_answered";
  if (!isOne) return undefined;
  const { communityId, smm } = await aTeam();
  const promo = await aPromo(communityId, null);
  const told = smm;
  if (kind === "contingency_fired") {
    const { id: promoId } = promo;
    const line = { communityId, promoId, metric: "registrations", threshold: 24, action: "reserve_post" as const };
    const fired = { ...line, checkAt: NOON, status: "fired" as const, judgedAt: NOON, value: 7 };
    const { id } = one(await db.insert(contingencies).values(fired).returning());
    return { told, subjectId: id };
  }
  const placement = await aPlacement(promo, { publishedAt: NOON });
  if (kind === "placement_answered") {
    const answer = { event: "request_changes", toStatus: "changes_requested", reviewer: "Рецензентка Перша" } as const;
    await db
      .insert(placementEvents)
      .values({ communityId, placementId: placement.id, ...answer, note: "Коротше", at: NOON });
  }
  return { told, subjectId: placement.id };
}
