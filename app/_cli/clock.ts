import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";

const TICK_MS = 5_000;
const EVENTS_PAUSE_MS = 250;

/**
 * Asks the server's own jobs address to run what is due: at once, for what fell due while nothing served, and every five seconds.
 * The jobs run inside Next, so that what they change is gone from its page cache at once.
 */
export function startClock(origin: string): void {
  if (!env.JOBS_SECRET) {
    log.warn("JOBS_SECRET is not set: nothing runs by the clock here");
    return;
  }
  const tick = () => run(`${origin}/api/jobs`);
  void tick();
  setInterval(tick, TICK_MS).unref();
}

/** Says that card providers told something: it is handled at once, and a flood of it a portion at a time. */
export function eventsTeller(origin: string): () => void {
  let isTelling = false;
  let isMore = false;
  return function tell() {
    if (isTelling) isMore = true;
    else if (env.JOBS_SECRET) void telling();
  };

  async function telling() {
    isTelling = true;
    do {
      isMore = false;
      await run(`${origin}/api/jobs?events=now`);
      await new Promise((resolve) => setTimeout(resolve, EVENTS_PAUSE_MS).unref());
    } while (isMore);
    isTelling = false;
  }
}

async function run(address: string): Promise<void> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { authorization: `Bearer ${env.JOBS_SECRET}` },
      signal: AbortSignal.timeout(TICK_MS * 12),
    });
    if (!answer.ok) log.error({ status: answer.status }, "the jobs did not run");
  } catch (error) {
    log.error({ err: error }, "the jobs did not run");
  }
}
