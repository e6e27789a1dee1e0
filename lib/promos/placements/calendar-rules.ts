import type { PlacementStatus } from "@/db/schema";
import { instantIn, partsIn } from "@/lib/core/zone";
import { isAhead, isApproved } from "./rules";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Two posts in one network nearer than this take each other's readers. */
export const COLLISION_MS = HOUR_MS;

export type Planned = {
  id: string;
  promoId: string;
  network: string;
  format: string;
  status: PlacementStatus;
  isSpare: boolean;
  scheduledAt: Date | null;
  publishedAt: Date | null;
  contentBy: Date | null;
};
export type Window = { startsAt: Date | null; endsAt: Date | null; contentBy: Date | null };

/** `contentLate`: its deadline has passed without an approval. `leadShort`: sooner than the network's SMM manager can take it. */
export type Warning = "contentLate" | "collides" | "outsideWindow" | "leadShort" | "timePassed";

/** When a placement goes out, or did. */
export const timeOf = ({ scheduledAt, publishedAt }: Pick<Planned, "scheduledAt" | "publishedAt">) =>
  publishedAt ?? scheduledAt;

/**
 * Which placements collide with another of the same network: less than an hour apart. What is given up or lies in reserve does not
 * count, and stories of one promo are slides of one showing.
 */
export function collisionsOf(placements: readonly Planned[]): Set<string> {
  const inOrder = placements
    .filter(({ status, isSpare }) => status !== "cancelled" && status !== "failed" && !isSpare)
    .flatMap((placement) => {
      const at = timeOf(placement);
      return at ? [{ placement, at: at.getTime() }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const found = new Set<string>();
  let first = 0;
  for (const [nth, here] of inOrder.entries()) {
    while (here.at - (inOrder[first]?.at ?? here.at) >= COLLISION_MS) first++;
    for (const { placement } of inOrder.slice(first, nth))
      if (takesReaders(placement, here.placement)) found.add(placement.id).add(here.placement.id);
  }
  return found;
}

function takesReaders(one: Planned, other: Planned): boolean {
  const isOneShowing = one.promoId === other.promoId && one.format === "story" && other.format === "story";
  return one.network === other.network && !isOneShowing;
}

/** What to warn of before a placement goes out. One that is out, failed or given up is warned of nothing but a collision. */
export function warningsOf(
  placement: Planned,
  promo: Window,
  { leadHours, collides, now }: { leadHours: number; collides: boolean; now: Date },
): Warning[] {
  const at = timeOf(placement);
  const warnings: Warning[] = [];
  const deadline = placement.contentBy ?? promo.contentBy;
  const isWaiting = isAhead(placement.status);
  if (isWaiting && !isApproved(placement.status) && deadline && deadline < now) warnings.push("contentLate");
  if (collides) warnings.push("collides");
  if (!isWaiting || !at) return warnings;
  if ((promo.startsAt && at < promo.startsAt) || (promo.endsAt && at > promo.endsAt)) warnings.push("outsideWindow");
  if (at < now) warnings.push("timePassed");
  // once the SMM manager has put it into the schedule, they have taken it
  else if (placement.status !== "scheduled" && at.getTime() < now.getTime() + leadHours * HOUR_MS)
    warnings.push("leadShort");
  return warnings;
}

/** The first whole hour of the community's clocks at which a network still takes a placement. */
export function earliestSlot(now: Date, leadHours: number, timeZone: string): Date {
  const soonest = new Date(now.getTime() + leadHours * HOUR_MS);
  const { minute } = partsIn(soonest, timeZone);
  const intoMinute = soonest.getTime() % MINUTE_MS;
  const pastHour = minute * MINUTE_MS + intoMinute;
  return pastHour === 0 ? soonest : new Date(soonest.getTime() + HOUR_MS - pastHour);
}

/** "2023-06-05": the Monday of the week an instant is in, on the community's clocks. */
export function mondayOf(at: Date, timeZone: string): string {
  const { year, month, day } = partsIn(at, timeZone);
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** Another day so many days away. */
export function dayFrom(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The instants at which the seven days of a week begin, and the one at which the next week does: some days have 23 or 25 hours. */
export function weekBounds(monday: string, timeZone: string): Date[] {
  return Array.from({ length: 8 }, (_, nth) => startOfDay(dayFrom(monday, nth), timeZone));
}

function startOfDay(day: string, timeZone: string): Date {
  return instantIn(`${day}T00:00`, timeZone) ?? new Date(`${day}T00:00:00Z`);
}
