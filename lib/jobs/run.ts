import { and, eq, isNull, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { jobRuns } from "@/db/schema";
import { log } from "@/lib/core/log";

const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
const OUTCOME_LENGTH = 500;

/** What a job does. It may answer in a word, a count or counts, for the list of runs. */
export type Work = (now: Date) => Promise<unknown>;

/**
 * Runs a job unless another process is at it, or it began less than `everySeconds` ago. The lease is renewed while the work
 * goes on and ends by itself a minute after its holder dies. A fault is noted and logged, and the next run comes as usual.
 */
export async function runJob(
  name: string,
  everySeconds: number,
  work: Work,
  now = new Date(),
): Promise<"ran" | "skipped" | "failed"> {
  if (!(await takeLease(name, now))) return "skipped";
  const begun = Date.now();
  const clock = () => new Date(now.getTime() + Date.now() - begun);
  const renewal = setInterval(() => renewLease(name, now, clock()), RENEW_MS);
  try {
    await finish(name, now, everySeconds, wordsFor(await work(now)), clock());
    return "ran";
  } catch (error) {
    log.error({ err: error, job: name }, "a job failed");
    await finish(name, now, everySeconds, `failed: ${error instanceof Error ? error.message : error}`, clock());
    return "failed";
  } finally {
    clearInterval(renewal);
  }
}

/** One statement, so that of many processes one gets it. */
async function takeLease(name: string, now: Date): Promise<boolean> {
  const lease = { startedAt: now, leaseUntil: after(now, LEASE_MS) };
  const taken = await db
    .insert(jobRuns)
    .values({ name, ...lease })
    .onConflictDoUpdate({
      target: jobRuns.name,
      set: { ...lease, finishedAt: null, outcome: null },
      setWhere: lte(jobRuns.leaseUntil, now),
    })
    .returning({ name: jobRuns.name });
  return taken.length === 1;
}

async function renewLease(name: string, startedAt: Date, at: Date): Promise<void> {
  try {
    await db
      .update(jobRuns)
      .set({ leaseUntil: after(at, LEASE_MS) })
      .where(and(isOurs(name, startedAt), isNull(jobRuns.finishedAt)));
  } catch (error) {
    log.warn({ err: error, job: name }, "a job's lease was not renewed"); // the next try is in time
  }
}

/** From here on the lease says when the next run is due. */
async function finish(name: string, startedAt: Date, everySeconds: number, outcome: string, finishedAt: Date) {
  await db
    .update(jobRuns)
    .set({ leaseUntil: after(startedAt, everySeconds * 1000), finishedAt, outcome: outcome.slice(0, OUTCOME_LENGTH) })
    .where(isOurs(name, startedAt));
}

/** Still our run, not one that took over after our lease had ended. */
function isOurs(name: string, startedAt: Date) {
  return and(eq(jobRuns.name, name), eq(jobRuns.startedAt, startedAt));
}

function after(start: Date, ms: number): Date {
  return new Date(start.getTime() + ms);
}

function wordsFor(result: unknown): string {
  if (result === undefined || result === null) return "done";
  return typeof result === "object" ? JSON.stringify(result) : String(result);
}
