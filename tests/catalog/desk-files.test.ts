import { expect, test } from "vitest";
import { localText } from "@/app/[locale]/[community]/desk/_parts/times";
import { exportBooks } from "@/lib/catalog/export-books";
import { importBooks } from "@/lib/catalog/import/commit";
import { dropImportFile, keepImportFile, readImportFile } from "@/lib/catalog/import/kept-file";
import { instantIn } from "@/lib/core/zone";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer } from "@/tests/support/factories";
import { NOON } from "@/tests/support/times";

const TABLE = new TextEncoder().encode("title\nЧистий код\n");
const HOUR_MS = 3_600_000;

test("a table waits a day for its confirmation, and only for whoever uploaded it", async () => {
  const { id } = await aCommunity();
  const [organizer, colleague] = [await anOrganizer(id), await anOrganizer(id)];
  const now = new Date();
  const name = await keepImportFile(organizer, TABLE, now);

  expect(await readImportFile(organizer, name, now)).toEqual(Buffer.from(TABLE));
  expect(await readImportFile(colleague, name, now)).toBeUndefined();
  expect(await readImportFile(organizer, name, new Date(now.getTime() + 25 * HOUR_MS))).toBeUndefined();
  expect(await readImportFile(organizer, "../../../etc/passwd", now)).toBeUndefined();
});

test("what others left behind a day ago goes when somebody uploads", async () => {
  const { id } = await aCommunity();
  const [organizer, colleague] = [await anOrganizer(id), await anOrganizer(id)];
  const now = new Date();
  const left = await keepImportFile(organizer, TABLE, now);
  await keepImportFile(colleague, TABLE, new Date(now.getTime() + 25 * HOUR_MS));
  expect(await readImportFile(organizer, left, now)).toBeUndefined();
});

test("of one person's tables the last five stay, and a dropped one is gone", async () => {
  const organizer = await anOrganizer((await aCommunity()).id);
  const names: string[] = [];
  for (let nth = 0; nth < 7; nth++) names.push(await keepImportFile(organizer, TABLE));
  const kept = await Promise.all(names.map((name) => readImportFile(organizer, name)));
  expect(kept.filter(Boolean)).toHaveLength(5);

  const last = names.at(-1) ?? "";
  await dropImportFile(organizer, last);
  await dropImportFile(organizer, last);
  expect(await readImportFile(organizer, last)).toBeUndefined();
});

test("nobody keeps a table who may not import, and an empty one is none", async () => {
  const { id } = await aCommunity();
  await expect(keepImportFile(await aMember(id), TABLE)).rejects.toMatchObject({ code: "identity.notAllowed" });
  await expect(keepImportFile(await anOrganizer(id), new Uint8Array())).rejects.toMatchObject({
    code: "catalog.fileUnreadable",
  });
});

test("an exported catalog comes back whole through an import, its formulas kept as text", async () => {
  const { id } = await aCommunity();
  const organizer = await anOrganizer(id);
  const [from, to] = [await aCampaign(id), await aCampaign(id)];
  await aListedBook(from, { title: "=SUM(A1)", authors: ["Ім’я, через кому", "Друга Авторка"] });
  await aListedBook(from, { title: "Знята", status: "withdrawn" });

  const csv = await exportBooks(organizer, from.id, NOON);
  expect(csv).toContain("'=SUM(A1)");
  expect(csv).toContain(",withdrawn,");
  const report = await importBooks(organizer, to.id, new TextEncoder().encode(csv), {}, NOON);
  expect(report).toMatchObject({ rejected: 0, added: 2 });
  expect(report.rows.map(({ book }) => book?.title)).toContain("=SUM(A1)");
  expect(report.rows.find(({ book }) => book?.title === "=SUM(A1)")?.book?.authors).toEqual([
    "Ім’я, через кому",
    "Друга Авторка",
  ]);
  await expect(exportBooks(await aMember(id), from.id, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
});

test.for([
  ["2026-06-05T09:00", "2026-06-05T06:00:00.000Z", "summer"],
  ["2026-12-05T09:00", "2026-12-05T07:00:00.000Z", "winter"],
  ["2026-10-25T03:30", "2026-10-25T00:30:00.000Z", "the hour that comes twice: the first"],
  ["2026-03-29T03:30", "2026-03-29T01:30:00.000Z", "the hour that is skipped: an hour later"],
])("a clock time of Kyiv, %s, is %s (%s)", ([text, instant]) => {
  expect(instantIn(text ?? "", "Europe/Kyiv")?.toISOString()).toBe(instant);
});

test("a clock time survives the way to an instant and back, and nonsense is none", () => {
  const at = instantIn("2026-07-01T18:45", "Europe/Kyiv");
  expect(at && localText(at, "Europe/Kyiv")).toBe("2026-07-01T18:45");
  for (const text of ["", "завтра", "2026-13-40T99:99", "2026-07-01"])
    expect(instantIn(text, "Europe/Kyiv")).toBeUndefined();
});
