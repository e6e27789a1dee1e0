import { z } from "zod";
import { contingencyAction, contingencyStatus, placementStatus, promoKind, promoStatus } from "@/db/schema";
import { isMetric, unitOfMetric } from "@/lib/promos/metrics";
import type { PromoReport } from "@/lib/reports/promos/report";

const count = z.int().min(0);
const share = z.number().min(0).meta({ description: "0–1, and above 1 where a target is exceeded" });
const instant = z.iso.datetime({ offset: true });
const ofCampaign = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullable().meta({ description: "Null for a promo without a campaign" });
const numbers = z
  .record(z.string(), z.int())
  .meta({ description: "By metric, the latest of each; entered by hand. Money in whole units of the currency" });

export const promoReportAnswer = z
  .object({
    id: z.uuid(),
    kind: z.enum(promoKind.enumValues),
    state: z.enum(promoStatus.enumValues),
    name: z.string(),
    campaign: z.string().nullable().meta({ description: "The campaign’s slug" }),
    currency: z.string().length(3),
    leads: count.meta({ description: "Tracked and entered; a person once" }),
    leadsTracked: count,
    leadsEntered: count,
    outsideParticipants: ofCampaign(count),
    conversion: ofCampaign(share).meta({ description: "Outside participants ÷ leads; null without leads" }),
    booksBefore: ofCampaign(count).meta({ description: "Listed before the promo began" }),
    booksListed: ofCampaign(count),
    booksExchanged: ofCampaign(count),
    sellThrough: ofCampaign(share),
    raisedMinor: ofCampaign(z.int()),
    averageMinor: ofCampaign(z.int()),
    creditedMinor: z
      .int()
      .nullable()
      .meta({ description: "Of people the promo brought; null where few donors stand behind it" }),
    groupBefore: count.nullable(),
    groupAfter: count.nullable(),
    groupGrowth: z.number().nullable().meta({ description: "(after − before) ÷ before" }),
    clicks: count,
    botClicks: count,
    visitors: count,
    spendMinor: count,
    attendance: share.nullable(),
    perRegistrationMinor: count.nullable(),
    goal: z
      .object({
        metric: z.string(),
        unit: z.enum(["count", "money", "seconds"]),
        target: count,
        by: instant.nullable(),
        value: z.int().nullable(),
        attainment: share.nullable(),
      })
      .nullable(),
    brief: z.object({
      task: z.string(),
      audience: z.string(),
      keyMessage: z.string(),
      networks: z.array(z.string()),
      startsAt: instant.nullable(),
      endsAt: instant.nullable(),
    }),
    placements: z.array(
      z.object({
        id: z.uuid(),
        network: z.string(),
        format: z.string(),
        content: z.string(),
        title: z.string(),
        state: z.enum(placementStatus.enumValues),
        isSpare: z.boolean(),
        publishedAt: instant.nullable(),
        publishedUrl: z.string().nullable(),
        link: z.string().nullable().meta({ description: "The code of its tracked link" }),
        clicks: count,
        visitors: count,
        leads: count,
        claims: count.nullable(),
        exchanged: count.nullable(),
        raisedMinor: z.int().nullable(),
        numbers,
      }),
    ),
    readings: numbers,
    contingencies: z.array(
      z.object({
        metric: z.string(),
        threshold: count,
        checkAt: instant.nullable(),
        stage: z.enum(promoStatus.enumValues).nullable(),
        action: z.enum(contingencyAction.enumValues),
        what: z.string(),
        state: z.enum(contingencyStatus.enumValues),
        value: z.int().nullable(),
        judgedAt: instant.nullable(),
        outcome: z.string(),
      }),
    ),
    learned: z.string(),
    countedAt: instant,
    frozenAt: instant.nullable(),
  })
  .meta({ id: "PromoReport" });

/** A report as programs read it: its figures beside each other, what few donors gave left out as on the page. */
export function promoReportOf(report: PromoReport): z.input<typeof promoReportAnswer> {
  const { promo, figures, goal, group } = report;
  const { campaign } = figures;
  return {
    id: promo.id,
    kind: promo.kind,
    state: promo.status,
    name: promo.name,
    campaign: report.campaign?.slug ?? null,
    currency: figures.currency,
    leads: figures.leads,
    leadsTracked: figures.leadsTracked,
    leadsEntered: figures.leadsEntered,
    outsideParticipants: campaign?.outsideParticipants ?? null,
    conversion: campaign && figures.leads > 0 ? campaign.outsideParticipants / figures.leads : null,
    booksBefore: campaign?.booksBefore ?? null,
    booksListed: campaign?.booksListed ?? null,
    booksExchanged: campaign?.booksExchanged ?? null,
    sellThrough: campaign?.sellThrough ?? null,
    raisedMinor: campaign?.raisedMinor ?? null,
    averageMinor: campaign?.averageMinor ?? null,
    creditedMinor: campaign?.creditedMinor ?? null,
    groupBefore: group?.before ?? null,
    groupAfter: group?.after ?? null,
    groupGrowth: group?.growth ?? null,
    clicks: figures.clicks,
    botClicks: figures.botClicks,
    visitors: figures.visitors,
    spendMinor: figures.spendMinor,
    attendance: report.attendance,
    perRegistrationMinor: report.perRegistrationMinor,
    goal: goal && { ...goal, unit: isMetric(goal.metric) ? unitOfMetric(goal.metric) : "count" },
    brief: {
      task: promo.task,
      audience: promo.audience,
      keyMessage: promo.keyMessage,
      networks: promo.networks,
      startsAt: promo.startsAt,
      endsAt: promo.endsAt,
    },
    placements: report.placements.map(({ status, mediaId: _, ...placement }) => ({ ...placement, state: status })),
    readings: Object.fromEntries(Object.entries(figures.entered).map(([metric, { latest }]) => [metric, latest])),
    contingencies: report.contingencies.map(({ status, ...line }) => ({ ...line, state: status })),
    learned: report.learned,
    countedAt: report.countedAt,
    frozenAt: report.frozenAt,
  };
}
