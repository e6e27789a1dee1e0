import { z } from "zod";
import { contingencyAction, contingencyStatus } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { type ContingencyLine, listContingencies } from "@/lib/promos/contingency/queries";
import { STAGES } from "@/lib/promos/contingency/rules";
import { ALL_METRICS, type Metric } from "@/lib/promos/metrics";
import { promoIn } from "./promo-answers";

const instant = z.iso.datetime({ offset: true }).nullable();

export const contingencyAnswer = z
  .object({
    id: z.uuid(),
    metric: z.enum(ALL_METRICS as [Metric, ...Metric[]]),
    threshold: z.int().meta({ description: "It fires below this; money in whole units of the currency" }),
    checkAt: instant,
    stage: z.enum(STAGES).nullable(),
    action: z.enum(contingencyAction.enumValues),
    what: z.string(),
    owner: z.string().nullable().meta({ description: "Who is responsible, by name" }),
    preparedId: z.uuid().nullable().meta({ description: "The placement prepared for it" }),
    placementId: z.uuid().nullable().meta({ description: "The placement whose number it watches, if not the promo’s" }),
    status: z.enum(contingencyStatus.enumValues),
    judgedAt: instant,
    value: z.int().nullable().meta({ description: "What the metric stood at then" }),
    doneAt: instant,
    outcome: z.string(),
  })
  .meta({ id: "Contingency" });

export const contingencyListAnswer = z
  .object({ items: z.array(contingencyAnswer), nextCursor: z.null() })
  .meta({ id: "ContingencyList" });

const text = (at: Date | null) => at?.toISOString() ?? null;

function contingencyOf(line: ContingencyLine) {
  const { id, metric, threshold, stage, action, what, owner, ownerName, preparedId, placementId, status } = line;
  return {
    id,
    metric: metric as Metric,
    threshold,
    checkAt: text(line.checkAt),
    stage: stage as (typeof STAGES)[number] | null,
    action,
    what,
    owner: owner || ownerName || null,
    preparedId,
    placementId,
    status,
    judgedAt: text(line.judgedAt),
    value: line.value,
    doneAt: text(line.doneAt),
    outcome: line.outcome,
  } satisfies z.input<typeof contingencyAnswer>;
}

/** The lines of a promo's plan. Refuses `promos.notFound`. */
export async function linesIn(actor: Actor, promo: string | undefined) {
  const { id } = await promoIn(actor, promo);
  return (await listContingencies(actor, id)).map(contingencyOf);
}

/** The line of an address, which belongs to the promo of the same address. Refuses `promos.notFound`, `promos.lineNotFound`. */
export async function lineIn(actor: Actor, { promo, line }: Record<string, string>) {
  const found = (await linesIn(actor, promo)).find(({ id }) => id === line);
  if (!found) throw new Refusal("promos.lineNotFound");
  return found;
}
