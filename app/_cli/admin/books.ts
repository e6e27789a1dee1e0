import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { exportBooks } from "@/lib/catalog/export-books";
import { type ImportReport, importBooks } from "@/lib/catalog/import/commit";
import { importWords } from "@/lib/core/i18n/messages/import";
import type { System } from "@/lib/identity/actor";
import { recordFile } from "@/lib/identity/audit";
import { listMembers } from "@/lib/identity/roles";
import { exportDonations } from "@/lib/reports/exports";
import { campaignNamed, forgetPages, personNamed, Told, type Tool } from "./tool";

type ImportOptions = Record<"community" | "campaign", string> & { dryRun?: boolean; giver?: string };
type ExportOptions = Record<"community" | "campaign", string> & { out?: string };

export function addBooks(program: Command, tool: Tool): void {
  const { words } = tool;
  const books = program.command("books").description(words("books.about"));
  books
    .command("import")
    .description(words("books.import"))
    .argument("<file>", words("books.file"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--campaign <slug>", words("campaign.slug"))
    .option("--dry-run", words("books.dryRun"))
    .option("--giver <address>", words("books.giver"))
    .action(async (file: string, { community, campaign: slug, dryRun = false, giver }: ImportOptions) => {
      const { campaign, operator } = await campaignNamed(tool, community, slug);
      const bytes = await readFile(file).catch(() => {
        throw new Told(words("problem.fileUnknown", { file }));
      });
      const giverId = giver
        ? (await personNamed(tool, operator.communityId, giver)).personId
        : await anOrganizer(tool, operator);
      const report = await importBooks(operator, campaign.id, bytes, { dryRun, giverId, onProgress: progressOn(tool) });
      if (report.added > 0) await forgetPages();
      tellReport(tool, report, dryRun);
    });
  addExport(books, tool, words("books.export"), "books_exported", exportBooks);
}

export function addDonations(program: Command, tool: Tool): void {
  const donations = program.command("donations").description(tool.words("donations.about"));
  addExport(donations, tool, tool.words("donations.export"), "donations_exported", exportDonations);
}

function addExport(
  parent: Command,
  tool: Tool,
  about: string,
  action: "books_exported" | "donations_exported",
  exportAll: (operator: System, campaignId: string) => Promise<string> | AsyncGenerator<string>,
): void {
  const { words } = tool;
  parent
    .command("export")
    .description(about)
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--campaign <slug>", words("campaign.slug"))
    .option("--out <file>", words("books.out"))
    .action(async ({ community, campaign: slug, out: file }: ExportOptions) => {
      const { campaign, operator } = await campaignNamed(tool, community, slug);
      await recordFile(operator, action, campaign.id);
      const csv = await exportAll(operator, campaign.id);
      const pieces = typeof csv === "string" ? [csv] : csv;
      if (!file) {
        for await (const piece of pieces) tool.pour(piece);
        return;
      }
      await writeFile(file, pieces, { mode: 0o600 }).catch((error) => {
        if (error instanceof Error && "syscall" in error) throw new Told(words("problem.fileKept", { file }));
        throw error;
      });
      tool.err(`${words("saved", { file })}\n`);
    });
}

async function anOrganizer({ words }: Tool, operator: System): Promise<string> {
  const organizer = (await listMembers(operator)).find(({ roles }) => roles.includes("organizer"));
  if (!organizer) throw new Told(words("problem.giverNeeded"));
  return organizer.personId;
}

const BAR = 30;

/** One line that grows, for whoever looks on; nothing into a file. */
function progressOn({ err, isTerminal }: Tool) {
  return (done: number, total: number) => {
    if (!isTerminal || total === 0) return;
    const filled = Math.round((done / total) * BAR);
    const bar = "█".repeat(filled) + "░".repeat(BAR - filled);
    err(`\r${bar} ${done}/${total}${done === total ? "\n" : ""}`);
  };
}

const REJECTED_SHOWN = 200;

function tellReport({ out, words, locale }: Tool, report: ImportReport, dryRun: boolean): void {
  const { accepted, warned, rejected, duplicates, added } = report;
  out(words("books.judged", { rows: report.rows.length, accepted, warned, rejected }));
  if (duplicates > 0) out(words("books.known", { count: duplicates }));
  out(dryRun ? words("books.dry") : words("books.added", { count: added }));

  const reasonsIn = importWords(locale);
  const turnedDown = report.rows.filter(({ verdict }) => verdict === "reject");
  for (const { line, codes, values } of turnedDown.slice(0, REJECTED_SHOWN)) {
    const reasons = codes.map((code) => reasonsIn(code, values)).join(" ");
    out(words("books.rejectedRow", { line: String(line), reasons }));
  }
  if (turnedDown.length > REJECTED_SHOWN) out(words("books.more", { count: turnedDown.length - REJECTED_SHOWN }));
}
