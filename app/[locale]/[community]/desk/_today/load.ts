import { reviewQueue } from "@/lib/catalog/desk";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { listHoldsEnding } from "@/lib/claims/desk";
import { listHandovers } from "@/lib/claims/handovers/queries";
import type { DeskState } from "@/lib/donations/input";
import { deskDonations } from "@/lib/donations/queries";
import { can } from "@/lib/identity/actor";
import { campaignTotals } from "@/lib/reports/totals";
import type { Desk } from "../_parts/open";
import { endOfDay } from "../_parts/times";

const CAMPAIGNS_MAX = 5;
const COUNTED_MAX = 100;

export type Day = Awaited<ReturnType<typeof loadDay>>;

/** What each campaign needs now, for the eyes of whoever asks. Ended ones show as long as something of theirs waits. */
export async function loadToday(desk: Desk): Promise<Day[]> {
  const days: Day[] = [];
  for (const campaign of desk.campaigns.slice(0, CAMPAIGNS_MAX)) days.push(await loadDay(desk, campaign));
  const going = days.filter((day) => !isOver(day.campaign, desk.now) || needsSomebody(day));
  return going.length > 0 ? going : days.slice(0, 1);
}

export function needsSomebody(day: Day): boolean {
  const { proofs, reviews, holds, toHandOver, withoutBook, disputes, refundsFailed } = day;
  return (
    day.isToClose ||
    [proofs, reviews, holds, toHandOver, withoutBook, disputes, refundsFailed].some((list) => list.length > 0)
  );
}

async function loadDay({ actor, community, now }: Desk, campaign: PublicCampaign) {
  const seesMoney = can(actor, "money.see");
  const handsOver = can(actor, "claims.manage");
  const confirms = can(actor, "money.confirm");
  const money = async (state: DeskState, sees = seesMoney) =>
    sees ? (await deskDonations(actor, campaign.id, { state, q: undefined, limit: COUNTED_MAX }, now)).items : [];

  const [totals, proofs, withoutBook, disputes, failed, reviews, holds, toHandOver] = await Promise.all([
    campaignTotals(campaign.communityId, campaign.id, now),
    money("reported"),
    money("without_book"),
    money("disputed", confirms),
    money("refund_failed", confirms),
    can(actor, "catalog.review") ? reviewQueue(actor, campaign.id, now) : [],
    handsOver ? listHoldsEnding(actor, campaign.id, endOfDay(now, community.timeZone), now) : [],
    handsOver ? listHandovers(actor, campaign.id, now) : [],
  ]);
  // those without a book are decided anew, in a list of their own
  const refundsFailed = failed.filter(({ isWithoutBook }) => !isWithoutBook);
  const isToClose = can(actor, "campaigns.manage") && campaign.status === "open" && campaign.closesAt <= now;
  return { campaign, totals, isToClose, proofs, withoutBook, disputes, refundsFailed, reviews, holds, toHandOver };
}

function isOver({ status, closesAt }: PublicCampaign, now: Date): boolean {
  return status === "closed" || closesAt <= now;
}
