import { lt } from "drizzle-orm";
import { db } from "@/db/client";
import { oneTimeCodes, sessions } from "@/db/schema";
import { expireOverdueClaims, type Freed, remindHoldsEnding } from "@/lib/claims/sweep";
import { log } from "@/lib/core/log";
import { forgetOldKeys } from "@/lib/identity/idempotency";
import { forgetOldCounts } from "@/lib/identity/limits";
import { deliverMessages } from "@/lib/messages/deliver";
import { checkInvariants } from "@/lib/reports/invariants";
import { runJob } from "./run";

const SECONDS = 1;
const MINUTES = 60;
const HOURS = 60 * MINUTES;
const DAY_MS = 24 * HOURS * 1000;

type Job = { name: string; every: number; run: (now: Date) => Promise<{ outcome: string; freed?: Freed[] }> };

/** What runs when. Each job is safe to run at any time and twice. */
const SCHEDULE: Job[] = [
  {
    name: "deliver messages",
    every: 10 * SECONDS,
    run: async (now) => {
      const { sent, retried, gaveUp, dropped } = await deliverMessages(now);
      return { outcome: `${sent} sent, ${retried} to try again, ${gaveUp} given up, ${dropped} dropped` };
    },
  },
  {
    name: "let go of holds that ran out",
    every: 15 * SECONDS,
    run: async (now) => {
      const freed = await expireOverdueClaims(now);
      return { outcome: `${freed.length} freed`, freed };
    },
  },
  {
    name: "remind of holds ending",
    every: 5 * MINUTES,
    run: async (now) => ({ outcome: `${await remindHoldsEnding(now)} reminded` }),
  },
  {
    name: "check invariants",
    every: 24 * HOURS,
    run: async () => {
      const findings = await checkInvariants();
      if (findings.length > 0) log.error({ findings }, "invariants do not hold");
      return { outcome: findings.length === 0 ? "all hold" : `${findings.length} findings` };
    },
  },
  {
    name: "sweep out what is spent",
    every: 6 * HOURS,
    run: async (now) => ({ outcome: await sweepSpent(now) }),
  },
];

/** Runs what is due now, one job after another; one that fails does not stop the next. Answers which books came free. */
export async function runDueJobs(now = new Date()): Promise<Freed[]> {
  const freed: Freed[] = [];
  for (const { name, every, run } of SCHEDULE) {
    try {
      await runJob(
        name,
        every,
        async () => {
          const done = await run(now);
          freed.push(...(done.freed ?? []));
          return done.outcome;
        },
        now,
      );
    } catch (error) {
      log.error({ err: error, job: name }, "a job failed");
    }
  }
  return freed;
}

async function sweepSpent(now: Date): Promise<string> {
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const codes = await db
    .delete(oneTimeCodes)
    .where(lt(oneTimeCodes.expiresAt, dayAgo))
    .returning({ id: oneTimeCodes.id });
  const gone = await db.delete(sessions).where(lt(sessions.expires, now)).returning({ id: sessions.userId });
  await forgetOldKeys(now);
  await forgetOldCounts(now);
  return `${codes.length} codes, ${gone.length} sessions`;
}
