import type { Books, BooksKind, BooksLine } from "@/lib/donations/card/books";

export type GroupLine = { kind: BooksKind | "balance"; providerMinor: number; ledgerMinor: number };
export type Group = Pick<BooksLine, "provider" | "currency"> & { lines: GroupLine[]; isEqual: boolean };

/** The lines of each provider and currency, and below them what they come to. */
export function groupsOf(lines: Books["lines"]): Group[] {
  const groups = Map.groupBy(lines, ({ provider, currency }) => `${provider} ${currency}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const sum = (side: "providerMinor" | "ledgerMinor") => own.reduce((total, line) => total + line[side], 0);
    const balance: GroupLine = {
      kind: "balance",
      providerMinor: sum("providerMinor"),
      ledgerMinor: sum("ledgerMinor"),
    };
    const isEqual = own.every(({ providerMinor, ledgerMinor }) => providerMinor === ledgerMinor);
    return [{ provider: first.provider, currency: first.currency, lines: [...own, balance], isEqual }];
  });
}
