/** What the address says of a donor who comes back from the payment page. It is not believed: it only says what to look for. */
export type Back = { from: "paid" | "left"; times: number };

/** A page that waits for the bank reloads itself so often, for two minutes. */
export const WAITS = 24;

type Query = Record<string, string | string[] | undefined>;

export function backOf({ from, n }: Query): Back | undefined {
  if (from !== "paid" && from !== "left") return undefined;
  const times = Number(n);
  return { from, times: Number.isInteger(times) && times > 0 ? Math.min(times, WAITS) : 0 };
}

/** The way to the page that asks the provider, or to the page that shows its answer. */
export function backPath(page: string, { from, times }: Back): string {
  return `${page}?from=${from}${times > 0 ? `&n=${times}` : ""}`;
}
