import { eq } from "drizzle-orm";
import { db, one } from "@/db/client";
import { type MessageKind, messages } from "@/db/schema";
import { changeRequisites } from "@/lib/catalog/requisites";
import { proposeOrganizer } from "@/lib/messages/organizer-proposal";
import { revokeRole } from "@/lib/messages/roles";
import { aCampaign, aCommunity, aMember, anOrganizer } from "../support/factories";
import { NOON } from "../support/times";

const BETWEEN_ORGANIZERS: MessageKind[] = ["organizer_proposed", "organizer_removed", "requisites_changing"];

/** Whom a letter between organizers is promised to, and what about; nothing for other kinds. */
export async function betweenOrganizers(kind: MessageKind) {
  if (!BETWEEN_ORGANIZERS.includes(kind)) return undefined;
  const { id } = await aCommunity();
  const [organizer, other, member] = [await anOrganizer(id), await anOrganizer(id), await aMember(id)];
  const removed = kind === "organizer_removed" ? await anOrganizer(id) : undefined;
  if (kind === "organizer_proposed") await proposeOrganizer(organizer, member.personId, NOON);
  else if (removed) await revokeRole(organizer, { personId: removed.personId, role: "organizer" }, NOON);
  else {
    const campaign = await aCampaign(id, { edrpou: "39696398" });
    const fund = { name: "Новий фонд", jarUrl: null, iban: "UA213223130000026007233566001", edrpou: "39696398" };
    await changeRequisites(organizer, campaign.id, fund, NOON);
  }
  const { subjectId, payload } = one(await db.select().from(messages).where(eq(messages.personId, other.personId)));
  return { told: other, removed, member, organizer, subjectId, payload };
}
