import { and, eq } from "drizzle-orm";
import type { TransactionSql } from "postgres";
import { db } from "@/db/client";
import {
  campaigns,
  communities,
  type Promo,
  type PromoKind,
  type PromoStatus,
  promoNetworks,
  promos,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { type ContingencyLine, contingenciesOf } from "@/lib/promos/contingency/queries";
import { isMetric, type Metric } from "@/lib/promos/metrics";
import { inSnapshot, isFew } from "@/lib/reports/sources";
import { creditedDonors, metricValue, type PromoFigures, promoFigures, visitsOf } from "./figures";
import { type ReportPlacement, reportPlacements } from "./placements";

/** A promo's report: what was wanted, what came of it, by which placement, and what was learned. Times are ISO 8601. */
export type PromoReport = {
  promo: {
    id: string;
    kind: PromoKind;
    name: string;
    status: PromoStatus;
    startsAt: string | null;
    endsAt: string | null;
    task: string;
    audience: string;
    keyMessage: string;
    networks: string[];
    heldAt: string | null;
    place: string;
  };
  community: { name: string; slug: string; timeZone: string };
  campaign: { name: string; slug: string; fundName: string } | null;
  goal: Goal | null;
  figures: PromoFigures;
  group: { before: number; after: number; growth: number } | null; // growth 0–1
  attendance: number | null; // attended ÷ registered, 0–1
  perRegistrationMinor: number | null;
  placements: ReportPlacement[];
  contingencies: ReportLine[];
  learned: string;
  countedAt: string;
  frozenAt: string | null;
};

export type Goal = {
  metric: Metric;
  target: number;
  by: string | null;
  value: number | null;
  attainment: number | null; // value ÷ target
};

type ReportLine = Pick<
  ContingencyLine,
  "metric" | "threshold" | "stage" | "action" | "what" | "status" | "value" | "outcome"
> & { checkAt: string | null; judgedAt: string | null };

/**
 * A promo's report as it stands now, or as it was frozen. For those who manage promos. It is made to be passed on, so what few donors
 * gave stands in it for nobody. Refuses `identity.notAllowed`, `promos.notFound`.
 */
export async function promoReport(actor: Actor, promoId: string, now = new Date()): Promise<PromoReport> {
  requirePermission(actor, "promos.manage");
  return reportOf(actor.communityId, promoId, now);
}

/** The same for whoever holds a working link to it; that, the caller has made sure of. */
export async function reportOf(communityId: string, promoId: string, now: Date): Promise<PromoReport> {
  const { promo, ...around } = await promoWith(communityId, promoId);
  if (promo.frozen) return withoutFew({ ...(promo.frozen as PromoReport), learned: promo.learned });
  return writeReport(promo, around, now);
}

/** The report of this moment, whether or not an earlier one was frozen. */
export async function liveReport(communityId: string, promoId: string, now: Date): Promise<PromoReport> {
  const { promo, ...around } = await promoWith(communityId, promoId);
  return writeReport(promo, around, now);
}

type Around = Pick<PromoReport, "community" | "campaign"> & { networks: string[] };

async function writeReport(promo: Promo, { community, campaign, networks }: Around, now: Date): Promise<PromoReport> {
  const { communityId, id } = promo;
  const lines = await contingenciesOf(communityId, id);
  return inSnapshot(async (tx) => {
    const visits = await visitsOf(tx, promo);
    const figures = await shielded(tx, promo, await promoFigures(tx, promo, visits));
    const placements = await reportPlacements(tx, promo, visits);
    return withoutFew({
      promo: told(promo, networks),
      community,
      campaign,
      goal: goalOf(promo, figures),
      figures,
      ...derived(figures),
      placements,
      contingencies: lines.map(toldLine),
      learned: promo.learned,
      countedAt: now.toISOString(),
      frozenAt: promo.frozenAt?.toISOString() ?? null,
    });
  });
}

/**
 * What few gave stands neither in the goal nor in what a line was judged by: of money that is never told, since there may have been
 * few at that moment. A report that was frozen with it is told without.
 */
function withoutFew(report: PromoReport): PromoReport {
  const { goal, figures, contingencies } = report;
  const isHidden = goal?.metric === "raised" && figures.campaign?.creditedMinor === null;
  return {
    ...report,
    goal: isHidden ? { ...goal, value: null, attainment: null } : goal,
    contingencies: contingencies.map((line) => (line.metric === "raised" ? { ...line, value: null } : line)),
  };
}

async function promoWith(communityId: string, promoId: string) {
  const [found] = await db
    .select({
      promo: promos,
      community: { name: communities.name, slug: communities.slug, timeZone: communities.timeZone },
      campaign: { name: campaigns.name, slug: campaigns.slug, fundName: campaigns.fundName },
    })
    .from(promos)
    .innerJoin(communities, eq(communities.id, promos.communityId))
    .leftJoin(campaigns, and(eq(campaigns.communityId, promos.communityId), eq(campaigns.id, promos.campaignId)))
    .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)));
  if (!found) throw new Refusal("promos.notFound");
  const networks = await db
    .select({ network: promoNetworks.network })
    .from(promoNetworks)
    .where(and(eq(promoNetworks.communityId, communityId), eq(promoNetworks.promoId, promoId)))
    .orderBy(promoNetworks.network);
  return { ...found, networks: networks.map(({ network }) => network) };
}

function told(promo: Promo, networks: string[]): PromoReport["promo"] {
  const { id, kind, name, status, task, audience, keyMessage, place } = promo;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const [startsAt, endsAt, heldAt] = [iso(promo.startsAt), iso(promo.endsAt), iso(promo.heldAt)];
  return { id, kind, name, status, task, audience, keyMessage, place, startsAt, endsAt, heldAt, networks };
}

function goalOf({ metric, metricTarget, metricBy }: Promo, figures: PromoFigures): Goal | null {
  if (!metric || !isMetric(metric) || !metricTarget) return null;
  const value = metricValue(metric, figures);
  const attainment = value === null ? null : value / metricTarget;
  return { metric, target: metricTarget, by: metricBy?.toISOString() ?? null, value, attainment };
}

/** What few donors gave would tell what each of them did. */
async function shielded(tx: TransactionSql, promo: Promo, figures: PromoFigures): Promise<PromoFigures> {
  const { campaign } = figures;
  if (!campaign || !promo.campaignId) return figures;
  const { claims, creditedMinor } = campaign;
  const isHidden = isFew({ donors: await creditedDonors(tx, promo), claims, raisedMinor: creditedMinor ?? 0 });
  return isHidden ? { ...figures, campaign: { ...campaign, creditedMinor: null } } : figures;
}

function derived({ entered, spendMinor }: PromoFigures) {
  const { registrations, attended } = entered;
  const members = entered["group-members"];
  const registered = registrations?.latest ?? 0;
  return {
    group:
      members && members.times > 1 && members.first > 0
        ? { before: members.first, after: members.latest, growth: (members.latest - members.first) / members.first }
        : null,
    attendance: attended && registered > 0 ? attended.latest / registered : null,
    perRegistrationMinor: registered > 0 ? Math.round(spendMinor / registered) : null,
  };
}

function toldLine(line: ContingencyLine): ReportLine {
  const { metric, threshold, stage, action, what, status, outcome } = line;
  // of one placement, how many claimed stands in its row, where few are hidden
  const value = line.placementId && (metric === "claims" || metric === "exchanged") ? null : line.value;
  const [checkAt, judgedAt] = [line.checkAt?.toISOString() ?? null, line.judgedAt?.toISOString() ?? null];
  return { metric, threshold, stage, action, what, status, value, outcome, checkAt, judgedAt };
}
