import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { networkSettings, specOverrides } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import {
  FORMATS,
  type FormatSpec,
  formatSpec,
  isRule,
  PLACED_NETWORKS,
  RULE_VALUES,
  withOverrides,
} from "../check/specs";
import type { RuleInput } from "./input";

/** Until somebody sets it, a network's SMM manager needs two days. */
const LEAD_HOURS = 48;

/** How many hours ahead each network needs a placement: every network, whether or not it was set. Refuses `identity.notAllowed`. */
export async function listLeads(actor: Actor): Promise<Map<string, number>> {
  requirePermission(actor, "promos.manage");
  return leadsOf(db, actor.communityId);
}

export async function leadsOf(tx: Pick<Tx, "select">, communityId: string): Promise<Map<string, number>> {
  const rows = await tx.select().from(networkSettings).where(eq(networkSettings.communityId, communityId));
  return new Map([
    ...PLACED_NETWORKS.map((network): [string, number] => [network, LEAD_HOURS]),
    ...rows.map(({ network, leadHours }): [string, number] => [network, leadHours]),
  ]);
}

/** Sets how many hours ahead a network needs a placement. Refuses `identity.notAllowed`, `placements.formatUnknown`. */
export async function setLead(
  actor: Actor,
  { network, leadHours }: { network: string; leadHours: number },
  now = new Date(),
): Promise<void> {
  requirePermission(actor, "promos.manage");
  if (!PLACED_NETWORKS.includes(network)) throw new Refusal("placements.formatUnknown");
  const set = { leadHours, changedBy: actor.personId, changedAt: now };
  await db
    .insert(networkSettings)
    .values({ communityId: actor.communityId, network, ...set })
    .onConflictDoUpdate({ target: [networkSettings.communityId, networkSettings.network], set });
}

export type RuleAtHand = FormatSpec & { changed: ReadonlySet<string> };

/** The rules of every format as they hold in the community, and which of them are its own. Refuses `identity.notAllowed`. */
export async function listRules(actor: Actor): Promise<RuleAtHand[]> {
  requirePermission(actor, "promos.manage");
  const overrides = await db.select().from(specOverrides).where(eq(specOverrides.communityId, actor.communityId));
  return FORMATS.map((spec) => ({
    ...withOverrides(spec, overrides),
    changed: new Set(
      overrides
        .filter(({ network, format }) => network === spec.network && format === spec.format)
        .map(({ rule }) => rule),
    ),
  }));
}

/**
 * Puts the community's own value of a rule in place of the one that came, with where it was read and when. Refuses
 * `identity.notAllowed`, `placements.formatUnknown`, `ruleUnknown`, `ruleValue`, `checkedOnAhead`.
 */
export async function overrideRule(actor: Actor, input: RuleInput, now = new Date()): Promise<void> {
  requirePermission(actor, "promos.manage");
  const { network, format, rule, value: typed, level, source, checkedOn } = input;
  const spec = formatSpec(network, format);
  if (!spec) throw new Refusal("placements.formatUnknown");
  if (!isRule(rule) || !spec.rules[rule]) throw new Refusal("placements.ruleUnknown");
  if (checkedOn > dayAfter(now)) throw new Refusal("placements.checkedOnAhead");
  const read = RULE_VALUES[rule].safeParse(readValue(typed, spec.rules[rule].value));
  if (!read.success) throw new Refusal("placements.ruleValue");
  const set = { value: read.data, level, source, checkedOn, changedBy: actor.personId, changedAt: now };
  await db
    .insert(specOverrides)
    .values({ communityId: actor.communityId, network, format, rule, ...set })
    .onConflictDoUpdate({
      target: [specOverrides.communityId, specOverrides.network, specOverrides.format, specOverrides.rule],
      set,
    });
}

/** Goes back to the value that came with the product. Refuses `identity.notAllowed`. */
export async function restoreRule(
  actor: Actor,
  { network, format, rule }: { network: string; format: string; rule: string },
): Promise<void> {
  requirePermission(actor, "promos.manage");
  await db
    .delete(specOverrides)
    .where(
      and(
        eq(specOverrides.communityId, actor.communityId),
        eq(specOverrides.network, network),
        eq(specOverrides.format, format),
        eq(specOverrides.rule, rule),
      ),
    );
}

/** Typed text as the kind of value the rule has: a list is typed with commas. */
function readValue(typed: string, kind: unknown): unknown {
  if (typeof kind === "number") return typed === "" ? undefined : Number(typed.replace(",", "."));
  if (typeof kind === "boolean") return ["true", "yes", "так", "1"].includes(typed.toLowerCase());
  if (Array.isArray(kind))
    return typed
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean);
  return typed;
}

/** It may be tomorrow already where the person is. */
const dayAfter = (now: Date) => new Date(now.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
