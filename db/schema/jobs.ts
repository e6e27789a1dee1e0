import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "../columns";

/** The last run of each job. The lease lets one process at a time run it, and ends by itself if that process dies. */
export const jobRuns = pgTable("job_runs", {
  name: text().primaryKey(),
  leaseUntil: instant().notNull(),
  startedAt: instant().notNull(),
  finishedAt: instant(),
  outcome: text(),
});
