/** One line of the table: what was measured, the limit beside it, and the ratio of the two where there is one. */
export type Line = { what: string; measured: string; limit?: string; ratio?: number; isMet?: boolean };

const rows: Line[] = [];
const startedAt = performance.now();

/** Says a line when it is known, and keeps it for the table. */
export function report(line: Line): void {
  rows.push(line);
  progress(`${line.what}: ${line.measured}${line.ratio === undefined ? "" : ` (ratio ${line.ratio.toFixed(2)})`}`);
}

export function progress(words: string): void {
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${words}`);
}

/** Prints all lines. Answers whether every reach was met. */
export function printTable(): boolean {
  const verdict = ({ isMet }: Line) => (isMet === undefined ? "" : isMet ? "met" : "MISSED");
  const cells = rows.map((line) => [
    line.what,
    line.measured,
    line.limit ?? "",
    line.ratio === undefined ? "" : line.ratio.toFixed(2),
    verdict(line),
  ]);
  const table = [["", "measured", "beside it", "ratio", "reach"], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const text = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  console.log(`\n${text.join("\n")}\n`);
  return rows.every(({ isMet }) => isMet !== false);
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
export const whole = (value: number) => Math.round(value).toLocaleString("en");
export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : whole(value)} ms`;
export const perSecond = (value: number) => `${whole(value)}/s`;
export const megabytes = (bytes: number) => `${whole(bytes / 1024 / 1024)} MB`;
export const kilobytes = (bytes: number) => `${whole(bytes / 1024)} KB`;

/** How long each of so many calls takes, in milliseconds, one after another; the first few are not counted. */
export async function timesOf(times: number, call: (nth: number) => Promise<unknown>): Promise<number[]> {
  const WARM = Math.min(20, Math.ceil(times / 10));
  const taken: number[] = [];
  for (let nth = 0; nth < times + WARM; nth++) {
    const startedAt = performance.now();
    await call(nth);
    if (nth >= WARM) taken.push(performance.now() - startedAt);
  }
  return taken;
}
