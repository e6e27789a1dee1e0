/** What may befall a request, at most one of them; and `slow`, which goes with any. */
const ENDINGS = ["reset", "rateLimited", "serverError", "serverErrorKept", "answerLost"] as const;
const ON_THE_WAY = ["dropped", "duplicated", "delayed", "reordered"] as const;

export type Ending = (typeof ENDINGS)[number];

/**
 * - `slow`: the answer takes `ms`, and the request is executed half-way
 * - `reset`: the connection is cut before anything is executed
 * - `rateLimited`, `serverError`: 429 and 500 before anything is executed, and nothing is kept under the key
 * - `serverErrorKept`: 500, not executed, and kept: the same key gets it again, as Stripe warns
 * - `answerLost`: executed, and then the connection is cut instead of answering
 * - `dropped`: a webhook that never comes
 * - `duplicated`: a webhook that comes 2 to `copies` times (at most 5)
 * - `delayed`: a webhook that comes `ms` later
 * - `reordered`: a webhook that lets the next one go first, or comes after `ms` if there is none
 */
export type Fault = Ending | "slow" | (typeof ON_THE_WAY)[number];

export interface FaultRule {
  /** Of all requests, or of all webhooks; the shares of the endings of a request add up to 1 at most. */
  share: number;
  ms?: number;
  copies?: number;
  /** Only where `POST /v1/refunds`, or the event's type, contains this. */
  on?: string;
}

export interface RequestFate {
  slowMs: number;
  ending: Ending | null;
}

export interface WebhookFate {
  copies: number;
  delayMs: number;
  /** How long it is held back for another to overtake it; 0 for not at all. */
  heldMs: number;
}

export interface Faults {
  /** Sets the kinds it names and leaves the others; a number is a share, `null` ends a kind. */
  set(plan: Partial<Record<Fault, FaultRule | number | null>>): void;
  /** The next matching requests or webhooks get it, whatever the shares say. */
  next(fault: Fault, options?: Omit<FaultRule, "share"> & { times?: number }): void;
  /** Ends all kinds, queued ones too. */
  clear(): void;
  /** What was done so far, by kind. */
  readonly counts: Readonly<Record<Fault, number>>;
  /** The same one by one, in order: `answerLost POST /v1/refunds`. */
  readonly log: readonly string[];
}

const DEFAULT_MS = { slow: 500, delayed: 1000, reordered: 250 };
const COPIES_MAX = 5;

/** A plan that decides alike for the same seed and the same order of requests. */
export function planFaults(seed: number) {
  const random = randomNumbers(seed);
  const rules = new Map<Fault, FaultRule>();
  const counts = Object.fromEntries([...ENDINGS, "slow", ...ON_THE_WAY].map((fault) => [fault, 0]));
  const log: string[] = [];
  let queue: { fault: Fault; rule: FaultRule }[] = [];

  const faults: Faults = {
    set(plan) {
      for (const [fault, rule] of Object.entries(plan) as [Fault, FaultRule | number | null][]) {
        if (rule === null) rules.delete(fault);
        else rules.set(fault, typeof rule === "number" ? { share: rule } : rule);
      }
      const shares = ENDINGS.reduce((sum, fault) => sum + (rules.get(fault)?.share ?? 0), 0);
      if (shares > 1 + 1e-9) throw new RangeError(`The endings of requests have shares of ${shares} in all`);
    },
    next(fault, { times = 1, ...rule } = {}) {
      queue.push(...Array.from({ length: times }, () => ({ fault, rule: { share: 1, ...rule } })));
    },
    clear() {
      rules.clear();
      queue = [];
    },
    counts: counts as Record<Fault, number>,
    log,
  };

  function taken(fault: Fault, on: string): FaultRule | undefined {
    const entry = queue.find((one) => one.fault === fault && matches(one.rule, on));
    if (entry) queue = queue.filter((one) => one !== entry);
    return entry?.rule;
  }

  function note(fault: Fault, on: string) {
    counts[fault] = (counts[fault] ?? 0) + 1;
    log.push(`${fault} ${on}`);
  }

  /** One draw by its share, or an entry of the queue; the draw is made either way, so that a seed stays one. */
  function befalls(fault: Fault, on: string): FaultRule | undefined {
    const drawn = random();
    const rule = rules.get(fault);
    const found = taken(fault, on) ?? (rule && drawn < rule.share && matches(rule, on) ? rule : undefined);
    if (found) note(fault, on);
    return found;
  }

  function endingOf(on: string): Ending | null {
    const drawn = random();
    const queued = ENDINGS.find((fault) => taken(fault, on));
    let from = 0;
    const found =
      queued ??
      ENDINGS.find((fault) => {
        const rule = rules.get(fault);
        const hit = drawn >= from && drawn < from + (rule?.share ?? 0);
        from += rule?.share ?? 0;
        return hit && rule && matches(rule, on);
      });
    if (found) note(found, on);
    return found ?? null;
  }

  return {
    faults,
    random,
    forRequest(on: string): RequestFate {
      const slow = befalls("slow", on);
      return { slowMs: slow ? (slow.ms ?? DEFAULT_MS.slow) : 0, ending: endingOf(on) };
    },
    forWebhook(type: string): WebhookFate {
      const dropped = befalls("dropped", type);
      const duplicated = befalls("duplicated", type);
      const delayed = befalls("delayed", type);
      const reordered = befalls("reordered", type);
      const more = Math.floor(random() * (Math.min(duplicated?.copies ?? COPIES_MAX, COPIES_MAX) - 1));
      return {
        copies: dropped ? 0 : duplicated ? 2 + more : 1,
        delayMs: delayed ? (delayed.ms ?? DEFAULT_MS.delayed) : 0,
        heldMs: reordered ? (reordered.ms ?? DEFAULT_MS.reordered) : 0,
      };
    },
  };
}

export type FaultPlan = ReturnType<typeof planFaults>;

const matches = (rule: FaultRule, on: string) => rule.on === undefined || on.includes(rule.on);

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
