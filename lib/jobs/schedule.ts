import { lt } from "drizzle-orm";
import { db } from "@/db/client";
import { oneTimeCodes, sessions } from "@/db/schema";
import { applyDueRequisites } from "@/lib/catalog/requisites";
import { askAboutParcels } from "@/lib/claims/handovers/parcels";
import { askWhetherReceived, remindMeetings, tellHowToReceive } from "@/lib/claims/handovers/sweep";
import { expireOverdueClaims, remindHoldsEnding } from "@/lib/claims/sweep";
import { endLinesOfClosed } from "@/lib/claims/waiting/closing";
import { passOnOffers } from "@/lib/claims/waiting/sweep";
import { log } from "@/lib/core/log";
import { BOOKS_JOB, takeOverBooks } from "@/lib/donations/card/books";
import { handleEvents } from "@/lib/donations/card/events";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { emptyOldProofs } from "@/lib/donations/forget";
import { type DonationOutcome, pagesOf } from "@/lib/donations/moves";
import { goOnWithSyncs } from "@/lib/donations/statements/sync";
import { forgetOldKeys } from "@/lib/identity/idempotency";
import { forgetOldCounts } from "@/lib/identity/limits";
import { deliverMessages } from "@/lib/messages/deliver";
import { isTelegramOn } from "@/lib/messages/telegram/api";
import { deliverToChats } from "@/lib/messages/telegram/deliver";
import { listenToBot } from "@/lib/messages/telegram/updates";
import { deliverWebhooks } from "@/lib/messages/webhooks/deliver";
import { forgetOldDeliveries } from "@/lib/messages/webhooks/ending";
import { forgetOldContacts } from "@/lib/privacy/retention";
import { forgetOutsiders } from "@/lib/promos/forget";
import { askForNumbers } from "@/lib/promos/numbers/due";
import { rollUpClicks } from "@/lib/referrals/rollup";
import { checkInvariants } from "@/lib/reports/invariants";
import { judgeContingencies } from "@/lib/reports/promos/judge";
import { promiseThanks } from "@/lib/reports/thanks";
import { runJob } from "./run";

const SECONDS = 1;
const MINUTES = 60;
const HOURS = 60 * MINUTES;
const DAY_MS = 24 * HOURS * 1000;

/** A campaign whose totals moved, and the book whose state did. */
type Touched = { campaignId: string; bookId?: string; site?: boolean };
type Job = {
  name: string;
  every: number;
  isOn?: () => boolean;
  run: (now: Date) => Promise<{ outcome: string; touched?: Touched[] }>;
};

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
      const touched = await expireOverdueClaims(now);
      return { outcome: `${touched.length} freed`, touched };
    },
  },
  {
    name: "change requisites whose time has come",
    every: 1 * MINUTES,
    run: async (now) => {
      const touched = await applyDueRequisites(now);
      return { outcome: `${touched.length} changed`, touched };
    },
  },
  {
    name: "ask the next in line",
    every: 15 * SECONDS,
    run: async (now) => {
      const touched = await passOnOffers(now);
      return { outcome: `${touched.length} passed on`, touched };
    },
  },
  {
    name: "end the lines of closed campaigns",
    every: 15 * SECONDS,
    run: async (now) => {
      const touched = await endLinesOfClosed(now);
      return { outcome: `${touched.length} lines`, touched };
    },
  },
  {
    name: "thank for closed campaigns",
    every: 10 * SECONDS,
    run: async (now) => ({ outcome: `${await promiseThanks(now)} letters` }),
  },
  {
    name: "judge plans for falling short",
    every: 1 * MINUTES,
    run: async (now) => ({ outcome: `${await judgeContingencies(now)} fired` }),
  },
  {
    name: "ask for numbers before they vanish",
    every: 5 * MINUTES,
    run: async (now) => ({ outcome: `${await askForNumbers(now)} asked for` }),
  },
  {
    name: "remind of holds ending",
    every: 5 * MINUTES,
    run: async (now) => ({ outcome: `${await remindHoldsEnding(now)} reminded` }),
  },
  {
    name: "remind of meetings",
    every: 5 * MINUTES,
    run: async (now) => ({ outcome: `${await remindMeetings(now)} meetings` }),
  },
  {
    name: "ask whether books have come",
    every: 30 * MINUTES,
    run: async (now) => ({
      outcome: `${await tellHowToReceive(now)} told how, ${await askWhetherReceived(now)} asked`,
    }),
  },
  {
    name: "ask where parcels are",
    every: 15 * MINUTES,
    run: async (now) => {
      const { asked, faults, arrived } = await askAboutParcels(now);
      return { outcome: `${asked} asked about, ${arrived.length} arrived, ${faults} faults`, touched: arrived };
    },
  },
  {
    name: "handle what card providers told",
    every: 5 * SECONDS,
    run: async (now) => moved(await handleEvents(now)),
  },
  {
    name: "ask about card payments",
    every: 1 * MINUTES,
    run: async (now) => moved(await askOpenAttempts(now)),
  },
  {
    name: "go on with refunds",
    every: 1 * MINUTES,
    run: async (now) => moved(await goOnWithRefunds(now)),
  },
  {
    name: "go on reading statements",
    every: 1 * MINUTES,
    run: async (now) => ({ outcome: await goOnWithSyncs(now) }),
  },
  {
    name: BOOKS_JOB,
    every: 24 * HOURS,
    run: async (now) => moved(await takeOverBooks(now)),
  },
  {
    name: "count clicks into days",
    every: 10 * MINUTES,
    run: async (now) => ({ outcome: `${await rollUpClicks(now)} days` }),
  },
  {
    name: "forget contacts whose time is over",
    every: 6 * HOURS,
    run: async (now) => ({ outcome: `${await forgetOldContacts(now)} guests` }),
  },
  {
    name: "forget outsiders of promos that are over",
    every: 6 * HOURS,
    run: async (now) => ({ outcome: `${await forgetOutsiders(now)} promos` }),
  },
  {
    name: "empty proofs whose time is over",
    every: 6 * HOURS,
    run: async (now) => ({ outcome: `${await emptyOldProofs(now)} proofs` }),
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

/** What waits for other machines and changes no page. It runs beside everything else, so that a slow one holds nobody up. */
const BESIDE: Job[] = [
  {
    name: "listen to Telegram",
    every: 1 * SECONDS,
    isOn: isTelegramOn,
    run: async (now) => ({ outcome: `${await listenToBot(now)} updates` }),
  },
  {
    name: "tell in Telegram",
    every: 5 * SECONDS,
    isOn: isTelegramOn,
    run: async (now) => {
      const { sent, retried, gaveUp, dropped } = await deliverToChats(now);
      return { outcome: `${sent} sent, ${retried} to try again, ${gaveUp} given up, ${dropped} dropped` };
    },
  },
  {
    name: "deliver webhooks",
    every: 1 * SECONDS,
    run: async (now) => {
      const { sent, retried, gaveUp } = await deliverWebhooks(now);
      return { outcome: `${sent} sent, ${retried} to try again, ${gaveUp} given up` };
    },
  },
];

/** Runs what is due now of what others are told, side by side. */
export async function runJobsBeside(now = new Date()): Promise<void> {
  await Promise.all(
    BESIDE.filter(({ isOn }) => !isOn || isOn()).map(async ({ name, every, run }) => {
      try {
        await runJob(name, every, async () => (await run(now)).outcome, now);
      } catch (error) {
        log.error({ err: error, job: name }, "a job failed");
      }
    }),
  );
}

/** Runs what is due now, one job after another; one that fails does not stop the next. Answers what moved. */
export async function runDueJobs(now = new Date()): Promise<Touched[]> {
  const touched: Touched[] = [];
  for (const { name, every, run } of SCHEDULE) {
    try {
      await runJob(
        name,
        every,
        async () => {
          const done = await run(now);
          touched.push(...(done.touched ?? []));
          return done.outcome;
        },
        now,
      );
    } catch (error) {
      log.error({ err: error, job: name }, "a job failed");
    }
  }
  return touched;
}

/** Whose money was looked at, so that the pages that show it are made anew. */
function moved(outcomes: DonationOutcome[]): { outcome: string; touched: Touched[] } {
  return { outcome: `${outcomes.length} looked at`, touched: outcomes.map(pagesOf) };
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
  await forgetOldDeliveries(now);
  return `${codes.length} codes, ${gone.length} sessions`;
}
