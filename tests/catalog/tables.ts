import { readFileSync } from "node:fs";
import { type JudgedRow, readBookFile } from "@/lib/catalog/import/read";

export const NOW = new Date("2023-06-05T09:00:00Z");
export const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
export const read = (file: Uint8Array | string) =>
  readBookFile(typeof file === "string" ? Buffer.from(file) : file, { now: NOW });

/** One row under a plain header; the cells given replace the ordinary ones. */
export async function judge(cells: Record<string, string>): Promise<JudgedRow> {
  const row: Record<string, string> = { isbn13: "9786177682225", title: "Кобзар", authors: "Тарас Шевченко", ...cells };
  const quoted = Object.values(row).map((cell) => `"${cell.replaceAll('"', '""')}"`);
  const [judged] = (await read(`${Object.keys(row).join(",")}\n${quoted.join(",")}\n`)).rows;
  if (!judged) throw new Error("no row was read");
  return judged;
}
