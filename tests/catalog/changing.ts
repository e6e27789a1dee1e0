import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { campaigns, requisiteChanges } from "@/db/schema";
import type { Fund } from "@/lib/catalog/input";
import { applyDueRequisites, cancelRequisites, changeRequisites } from "@/lib/catalog/requisites";
import { aCampaign, aCommunity, anOrganizer } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";

export const NEW: Fund = {
  name: "Новий фонд",
  jarUrl: null,
  iban: "UA213223130000026007233566001",
  edrpou: "39696398",
};

/** A campaign with two organizers. */
export async function aSale(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const community = await aCommunity();
  const [organizer, other] = [await anOrganizer(community.id), await anOrganizer(community.id)];
  const campaign = await aCampaign(community.id, overrides);
  return { community, organizer, other, campaign };
}

/** Changes of a campaign that wait. */
export const waitingIn = (campaignId: string) =>
  db
    .select()
    .from(requisiteChanges)
    .where(
      and(
        eq(requisiteChanges.campaignId, campaignId),
        isNull(requisiteChanges.appliedAt),
        isNull(requisiteChanges.cancelledAt),
      ),
    );

export async function fundOf(campaignId: string) {
  const [campaign] = await db.select().from(campaigns).where(eq(campaigns.id, campaignId));
  return campaign?.fundName;
}

/** The clock of one machine finds a change due at the moment at which, by the clock of another, it is cancelled in time. */
export async function raceAtTheEnd() {
  const { organizer, other, campaign } = await aSale();
  await changeRequisites(organizer, campaign.id, NEW, NOON);
  const [change] = await waitingIn(campaign.id);
  const tries = await Promise.allSettled([
    applyDueRequisites(hoursAfter(NOON, 24)),
    cancelRequisites(other, change?.id ?? "", new Date(hoursAfter(NOON, 24).getTime() - 1)),
  ]);
  const [after] = await db
    .select()
    .from(requisiteChanges)
    .where(eq(requisiteChanges.id, change?.id ?? ""));
  return { tries, isApplied: Boolean(after?.appliedAt), isCancelled: Boolean(after?.cancelledAt) };
}
