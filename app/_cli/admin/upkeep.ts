import type { Command } from "commander";
import { runDueJobs } from "@/lib/jobs/schedule";
import { checkInvariants } from "@/lib/reports/invariants";
import { forgetPages, Told, type Tool } from "./tool";

export function addUpkeep(program: Command, tool: Tool): void {
  const { words } = tool;
  program
    .command("invariants")
    .description(words("invariants.about"))
    .action(async () => {
      const findings = await checkInvariants();
      if (findings.length === 0) return tool.out(words("invariants.hold"));
      const lines = findings.map(({ rule, communityId, subjectId }) => `  ${rule}: ${communityId} ${subjectId}`);
      throw new Told([words("invariants.broken", { count: findings.length }), ...lines].join("\n"));
    });
  program
    .command("jobs")
    .description(words("jobs.about"))
    .command("run")
    .description(words("jobs.run"))
    .action(async () => {
      const freed = await runDueJobs();
      if (freed.length > 0) await forgetPages();
      tool.out(words("jobs.done", { count: freed.length }));
    });
}
