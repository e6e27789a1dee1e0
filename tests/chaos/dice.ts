export type Dice = {
  seed: number;
  /** From 0 up to 1. */
  next(): number;
  chance(share: number): boolean;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
};

/**
 * The seed of this run: of `CHAOS_SEED` when a run is to be repeated, a new one at full size, and one and the same in the runs of
 * every day, so that what fails there is of what was changed.
 */
export function chaosSeed(): number {
  if (process.env.CHAOS_SEED !== undefined) return Number(process.env.CHAOS_SEED);
  return process.env.CHAOS_RUNS === undefined ? 20_260_101 : Math.floor(Math.random() * 2 ** 31);
}

/** The seed of this run, said, so that the run can be repeated. */
export function seedOf(what: string): number {
  const seed = chaosSeed();
  console.info(`${what}: CHAOS_SEED=${seed}`);
  return seed;
}

/** Chance that falls alike for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    seed,
    next,
    chance: (share) => next() < share,
    below,
    pick(items) {
      if (items.length === 0) throw new RangeError("There is nothing to pick from");
      return items[below(items.length)] as (typeof items)[number];
    },
    shuffled: (items) =>
      items
        .map((item) => ({ item, place: next() }))
        .sort((one, other) => one.place - other.place)
        .map(({ item }) => item),
  };
}
