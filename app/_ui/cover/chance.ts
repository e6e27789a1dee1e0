/** Numbers from 0 to 1 that are always the same for the same seed: a book keeps its cover. */
export type Chance = () => number;

export function chanceOf(seed: string): Chance {
  let state = 2_166_136_261;
  for (const sign of seed) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(list: readonly [T, ...T[]], chance: Chance): T =>
  list[Math.floor(chance() * list.length)] ?? list[0];

/** A number between two, with one decimal: enough for a drawing, and short in the page. */
export const between = (low: number, high: number, chance: Chance): number =>
  Math.round((low + (high - low) * chance()) * 10) / 10;
