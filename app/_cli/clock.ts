import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";

const TICK_MS = 5_000;

/**
 * Asks the server's own jobs address every five seconds to run what is due. The jobs run inside Next,
 * so that what they change is gone from its page cache at once.
 */
export function startClock(origin: string): void {
  if (!env.JOBS_SECRET) {
    log.warn("JOBS_SECRET is not set: nothing runs by the clock here");
    return;
  }
  const timer = setInterval(async () => {
    try {
      const answer = await fetch(`${origin}/api/jobs`, {
        method: "POST",
        headers: { authorization: `Bearer ${env.JOBS_SECRET}` },
        signal: AbortSignal.timeout(TICK_MS * 12),
      });
      if (!answer.ok) log.error({ status: answer.status }, "the jobs did not run");
    } catch (error) {
      log.error({ err: error }, "the jobs did not run");
    }
  }, TICK_MS);
  timer.unref();
}
