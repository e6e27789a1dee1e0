import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { auditLog, type Campaign, campaigns, messages } from "@/db/schema";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { closeCampaign } from "@/lib/reports/closing";
import { aClaim, aStage, aTransfer } from "../donations/stage";
import { aListedBook, aMember } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";

export const EVENING = hoursAfter(NOON, 6);

/** A campaign of four books: one paid for, one held, two nobody took; one giver has also paid. */
export async function aSaleToClose(overrides: Partial<Campaign> = {}) {
  const stage = await aStage(overrides);
  const { communityId, campaign, treasurer } = stage;
  const giver = await aMember(communityId);
  const left = await aListedBook(campaign, { giverId: giver.personId, title: "Лишилася" });
  const alsoLeft = await aListedBook(campaign, { title: "Теж лишилася" });
  const paid = await aClaim(campaign);
  await confirmTransfer(treasurer, aTransfer(paid.code), NOON);
  const held = await aClaim(campaign);
  return { ...stage, giver, left, alsoLeft, paid, held };
}

export const closed = (actor: PersonActor, campaign: Campaign, sendThanks = false, now = EVENING) =>
  closeCampaign(actor, { campaignId: campaign.id, sendThanks }, now);

export async function campaignRow({ communityId, id }: Pick<Campaign, "communityId" | "id">) {
  const [row] = await db
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, id)));
  if (!row) throw new Error("no campaign");
  return row;
}

export const auditOf = async (communityId: string) =>
  (await db.select().from(auditLog).where(eq(auditLog.communityId, communityId)).orderBy(auditLog.at, auditLog.id)).map(
    ({ action }) => action,
  );

/** Whom letters of thanks about a campaign were promised to. */
export const thanked = async ({ communityId, id }: Pick<Campaign, "communityId" | "id">) =>
  (
    await db
      .select({ personId: messages.personId })
      .from(messages)
      .where(
        and(
          eq(messages.communityId, communityId),
          eq(messages.subjectId, id),
          eq(messages.kind, "campaign_thanks"),
          isNull(messages.failedAt),
        ),
      )
  ).map(({ personId }) => personId);

/** Two people press at the same moment: how often it was closed, by the log. */
export async function twoPresses(): Promise<number> {
  const { campaign, communityId, organizer } = await aSaleToClose();
  const press = (now: Date) => closed(organizer, campaign, true, now);
  await Promise.allSettled([press(EVENING), press(hoursAfter(EVENING, 1))]);
  return (await auditOf(communityId)).filter((action) => action === "campaign_closed").length;
}
