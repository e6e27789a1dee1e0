import { sql } from "@/db/client";
import { planContingency } from "@/lib/promos/contingency/commands";
import { contingencyInput } from "@/lib/promos/contingency/input";
import { approvePlacement, holdPlacement, schedulePlacement, submitPlacement } from "@/lib/promos/placements/commands";
import { createPlacement } from "@/lib/promos/placements/content";
import { placementInput } from "@/lib/promos/placements/input";
import { aPromo } from "../promos/stage";
import { aBrief, ask, type Sale } from "./caller";

export const ROLES = ["visitor", "member", "smm", "treasurer", "organizer"] as const;
export type Who = (typeof ROLES)[number];

type Call = { address: string; body?: unknown; headers?: Record<string, string> };
export type Row = {
  /** Who may; the rest are refused: a visitor with 401, a person with 403, unless said otherwise. */
  may: readonly Who[];
  refused?: Partial<Record<Who, number>>;
  /** The address is itself the key: tokens do not matter. */
  isLink?: true;
  /** A fresh subject each time, so that one role's success does not stand in the next one's way. */
  make(sale: Sale): Promise<Call>;
};

async function aPlanned(
  { community, campaign, people }: Sale,
  until: "draft" | "review" | "approved" | "scheduled" = "draft",
) {
  const { id } = await aPromo(community.id, campaign.id);
  const words = {
    network: "facebook",
    format: "group-post",
    text: "Каталог",
    scheduledAt: new Date(Date.now() + 86_400_000).toISOString(),
  };
  const placement = await createPlacement(people.smm, id, placementInput.parse(words));
  if (until !== "draft") await submitPlacement(people.smm, placement.id);
  if (until === "approved" || until === "scheduled") await approvePlacement(people.smm, placement.id, { version: 1 });
  if (until === "scheduled") await schedulePlacement(people.smm, placement.id, undefined);
  return { promo: id, placement: placement.id };
}
const PLACEMENTS = "/communities/{community}/promos/{promo}/placements";
const planners = ["smm", "organizer"] as const;
const atPlacement = async (sale: Sale, verb: string, body: unknown, until?: "review" | "approved" | "scheduled") => {
  const { promo, placement } = await aPlanned(sale, until);
  return { address: `${sale.c}/promos/${promo}/placements/${placement}${verb}`, body };
};

/** What a promo has gone through before each of its steps. */
const PROMO_STEPS: Record<string, readonly string[]> = {
  agree: [],
  start: ["agree"],
  measure: ["agree", "start"],
  finish: ["agree", "start", "measure"],
  rework: ["agree"],
  cancel: ["agree"],
  revive: ["cancel"],
  copy: [],
};
async function aBriefedPromo(sale: Sale, steps: readonly string[] = []): Promise<string> {
  const token = sale.tokens.smm;
  const made = await ask("POST", `${sale.c}/promos`, { token, body: { kind: "event", name: "Лекція" } });
  const address = `${sale.c}/promos/${made.body.id}`;
  await ask("PATCH", address, { token, body: aBrief });
  for (const step of steps) await ask("POST", `${address}/${step}`, { token, body: { reason: "Не на часі" } });
  return address;
}

const LINES = "/communities/{community}/promos/{promo}/contingencies";
const aLine = {
  metric: "leads",
  threshold: 20,
  checkAt: "2031-03-01T12:00:00Z",
  action: "reminder",
  what: "Нагадати всім",
};
/** A line of a promo's plan, its own address with what follows it. */
async function atLine({ c, campaign, people }: Sale, verb: string, body?: unknown, isFired = false) {
  const { id: promo } = await aPromo(campaign.communityId, campaign.id);
  const { id } = await planContingency(people.smm, promo, contingencyInput.parse(aLine));
  if (isFired) await sql`update contingencies set status = 'fired', value = 3, judged_at = now() where id = ${id}`;
  return { address: `${c}/promos/${promo}/contingencies/${id}${verb}`, body };
}

/** Who may plan, post and measure promos, by programs. */
export const PROMO_ROWS: Record<string, Row> = {
  [`GET ${PLACEMENTS}`]: {
    may: planners,
    make: async (sale) => ({ address: `${sale.c}/promos/${(await aPlanned(sale)).promo}/placements` }),
  },
  [`POST ${PLACEMENTS}`]: {
    may: planners,
    make: async (sale) => ({
      address: `${sale.c}/promos/${(await aPlanned(sale)).promo}/placements`,
      body: { network: "instagram", format: "story", target: "/uk" },
    }),
  },
  [`GET ${PLACEMENTS}/{placement}`]: { may: planners, make: (sale) => atPlacement(sale, "", undefined) },
  [`PATCH ${PLACEMENTS}/{placement}`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "", { version: 1, text: "Інший каталог" }),
  },
  [`POST ${PLACEMENTS}/{placement}/submit`]: { may: planners, make: (sale) => atPlacement(sale, "/submit", {}) },
  [`POST ${PLACEMENTS}/{placement}/approve`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "/approve", { version: 1 }, "review"),
  },
  [`POST ${PLACEMENTS}/{placement}/request-changes`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "/request-changes", { note: "Коротше" }, "review"),
  },
  [`POST ${PLACEMENTS}/{placement}/comment`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "/comment", { note: "Гарно" }),
  },
  [`POST ${PLACEMENTS}/{placement}/schedule`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "/schedule", {}, "approved"),
  },
  [`POST ${PLACEMENTS}/{placement}/publish`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "/publish", { url: "https://example.org/post/1" }, "scheduled"),
  },
  [`POST ${PLACEMENTS}/{placement}/fail`]: {
    may: planners,
    make: (sale) => atPlacement(sale, "/fail", {}, "scheduled"),
  },
  [`POST ${PLACEMENTS}/{placement}/hold`]: { may: planners, make: (sale) => atPlacement(sale, "/hold", {}) },
  [`POST ${PLACEMENTS}/{placement}/resume`]: {
    may: planners,
    make: async (sale) => {
      const { promo, placement } = await aPlanned(sale);
      await holdPlacement(sale.people.smm, placement, "");
      return { address: `${sale.c}/promos/${promo}/placements/${placement}/resume`, body: {} };
    },
  },
  [`POST ${PLACEMENTS}/{placement}/cancel`]: { may: planners, make: (sale) => atPlacement(sale, "/cancel", {}) },
  "GET /communities/{community}/promos": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({ address: `${c}/promos?kind=event` }),
  },
  "POST /communities/{community}/promos": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({ address: `${c}/promos`, body: { kind: "event", name: "Лекція", template: true } }),
  },
  "GET /communities/{community}/promos/{promo}": {
    may: ["smm", "organizer"],
    make: async (sale) => ({ address: await aBriefedPromo(sale) }),
  },
  "PATCH /communities/{community}/promos/{promo}": {
    may: ["smm", "organizer"],
    make: async (sale) => ({ address: await aBriefedPromo(sale), body: { task: "Інша задача", version: 2 } }),
  },
  ...Object.fromEntries(
    Object.entries(PROMO_STEPS).map(([verb, before]): [string, Row] => [
      `POST /communities/{community}/promos/{promo}/${verb}`,
      {
        may: ["smm", "organizer"],
        make: async (sale) => ({
          address: `${await aBriefedPromo(sale, before)}/${verb}`,
          body: verb === "cancel" ? { reason: "Не на часі" } : verb === "copy" ? { name: "Ще раз" } : undefined,
        }),
      },
    ]),
  ),
  [`GET ${LINES}`]: {
    may: planners,
    make: async ({ c, campaign }) => ({
      address: `${c}/promos/${(await aPromo(campaign.communityId, campaign.id)).id}/contingencies`,
    }),
  },
  [`POST ${LINES}`]: {
    may: planners,
    make: async ({ c, campaign }) => ({
      address: `${c}/promos/${(await aPromo(campaign.communityId, campaign.id)).id}/contingencies`,
      body: aLine,
    }),
  },
  [`PUT ${LINES}/{line}`]: { may: planners, make: (sale) => atLine(sale, "", { ...aLine, threshold: 30 }) },
  [`POST ${LINES}/{line}/drop`]: { may: planners, make: (sale) => atLine(sale, "/drop") },
  [`POST ${LINES}/{line}/settle`]: {
    may: planners,
    make: (sale) => atLine(sale, "/settle", { outcome: "Нагадали, прийшло ще десять" }, true),
  },
  "GET /communities/{community}/promos/{promo}/report": {
    may: ["smm", "organizer"],
    make: async ({ c, campaign }) => ({
      address: `${c}/promos/${(await aPromo(campaign.communityId, campaign.id)).id}/report`,
    }),
  },
};
