import { createHash } from "node:crypto";

export type Call = "create" | "status" | "remove" | "cancel" | "pubkey" | "statement";

/** What may happen to a call: it takes long, is refused with 429 or 500 before anything happens, or its answer is lost after all did. */
export type Trouble = "slow" | "busy" | "broken" | "lost";

/** How often things go wrong: a share of all calls or webhooks, 0 to 1. Times are real ones, in milliseconds. */
export type Faults = Record<Trouble, number> & {
  slowMs: number;
  /** A webhook never leaves. */
  webhookDropped: number;
  /** It is delivered once more. */
  webhookTwice: number;
  /** It leaves its place in the row, so that later ones come before it. */
  webhookReordered: number;
  /** It and all after it wait. */
  webhookDelayed: number;
  lateMs: number;
  /** What becomes of refunds; "processing" ones wait for `settleRefunds`. */
  refunds: "success" | "processing" | "failure";
};

export const CALM: Faults = {
  slow: 0,
  busy: 0,
  broken: 0,
  lost: 0,
  slowMs: 200,
  webhookDropped: 0,
  webhookTwice: 0,
  webhookReordered: 0,
  webhookDelayed: 0,
  lateMs: 50,
  refunds: "success",
};

/** Numbers from 0 to 1, the same ones for the same seed. */
export function seeded(seed: number) {
  let drawn = 0;
  return () => createHash("sha256").update(`${seed} ${drawn++}`).digest().readUInt32BE() / 2 ** 32;
}

/** Decides what happens to a call: what was planned for the next one of its kind, else by chance. */
export function troubles(faults: Faults, random: () => number) {
  const planned: { call: Call; trouble: Trouble }[] = [];
  return {
    plan(call: Call, trouble: Trouble) {
      planned.push({ call, trouble });
    },
    of(call: Call): Trouble | null {
      const index = planned.findIndex((plan) => plan.call === call);
      if (index >= 0) return planned.splice(index, 1)[0]?.trouble ?? null;
      let roll = random();
      for (const trouble of ["slow", "busy", "broken", "lost"] as const) {
        if (roll < faults[trouble]) return trouble;
        roll -= faults[trouble];
      }
      return null;
    },
  };
}
