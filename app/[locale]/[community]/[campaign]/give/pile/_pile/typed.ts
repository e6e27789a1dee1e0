import type { ForAll, Said } from "@/lib/catalog/pile/draft";

const ROW_FIELDS = ["isbn", "title", "authors", "language", "category", "condition", "minimum"] as const;
const ALL_FIELDS = ["language", "category", "condition", "minimum", "pickupPoint", "city"] as const;

/** Names of the review's fields: "row.{key}.title", "all.condition". */
export const rowField = (key: string, field: (typeof ROW_FIELDS)[number] | "take" | "shown") => `row.${key}.${field}`;
export const allField = (field: (typeof ALL_FIELDS)[number]) => `all.${field}`;

/** What a review's form says: only of the rows that were on its page, and of a field only when it was there. */
export function typedIn(form: FormData): { forAll: Partial<ForAll>; rows: Map<string, Said> } {
  const forAll: Partial<ForAll> = {};
  for (const field of ALL_FIELDS) {
    const value = form.get(allField(field));
    if (typeof value === "string") forAll[field] = value;
  }
  const rows = new Map<string, Said>();
  for (const name of form.keys()) {
    const key = /^row\.([a-z0-9-]{1,60})\.shown$/.exec(name)?.[1];
    if (key === undefined) continue;
    // an unticked box sends nothing, so the row itself says that it was there, and with which box
    const said: Said = form.get(name) === "take" ? { take: form.get(rowField(key, "take")) !== null } : {};
    for (const field of ROW_FIELDS) {
      const value = form.get(rowField(key, field));
      if (typeof value === "string") said[field] = value;
    }
    rows.set(key, said);
  }
  return { forAll, rows };
}
