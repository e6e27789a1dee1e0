import { db, type Tx } from "@/db/client";
import type { PaymentAttempt } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { lockMoneyOf } from "../moves";
import { type Applied, applyPayment } from "./apply";
import { type AttemptRef, findAttempt, freeAttempt, leaseAttempt, lockAttempt, setAttempt } from "./attempts";
import { isUnknownThere, ProviderFault } from "./fault";
import type { CardProvider, PaymentNow } from "./provider";
import { cardProvider } from "./providers";
import { carryOut } from "./send-refund";

const DAY_MS = 86_400_000;

/**
 * Asks the provider how a payment stands and makes our record equal to it. The webhook, the page the donor comes back to and the
 * reconciler all end here; none of them is believed by itself. `whole` also takes over refunds and disputes. No transaction is open
 * while the provider is asked. An attempt past its end that the provider does not know, or whose keys are gone for a day, is over: a
 * payment that is heard of later is still credited. Throws `ProviderFault` when it does not answer; then nothing has changed.
 */
export async function fulfil(ref: AttemptRef, { whole = false } = {}, now = new Date()): Promise<Applied | undefined> {
  const attempt = await findAttempt(ref);
  if (!attempt) throw new Refusal("donations.notFound");
  if (isMade(attempt)) return lookAt(ref, attempt, whole || attempt.status === "paid", now);
  if (attempt.status !== "created") return undefined;
  // Nobody was ever told its address: past its end, nobody can have paid.
  if (attempt.expiresAt <= now) return void (await endUnmade(ref, "expired", null, now));
  return openAtProvider(ref, now);
}

async function lookAt(ref: AttemptRef, attempt: Made, whole: boolean, now: Date): Promise<Applied | undefined> {
  if (isWithoutKeys(attempt, now)) return void (await endWithoutKeys(ref, now));
  let seen: PaymentNow;
  try {
    seen = await providerOf(attempt).look(attempt, whole);
  } catch (fault) {
    const isOver = attempt.status !== "paid" && attempt.status !== "odd" && attempt.expiresAt <= now;
    if (!isOver || !isUnknownThere(fault)) throw fault;
    const state = { kind: "over", providerRef: attempt.providerRef, problem: "unknown" } as const;
    seen = { changedAt: null, state, refunds: null, disputes: null };
  }
  return settle(ref, seen, now);
}

/**
 * Asks for the payment page of a frozen attempt; asking again finds the same one. A clear no ends the attempt. Nothing while
 * somebody else is asking.
 */
export async function openAtProvider(ref: AttemptRef, now: Date): Promise<Applied | undefined> {
  const attempt = await leaseAttempt(ref, now);
  if (!attempt) return undefined;
  let seen: PaymentNow;
  try {
    seen = await providerOf(attempt).open(attempt);
  } catch (fault) {
    if (fault instanceof ProviderFault && fault.kind === "refused")
      await endUnmade(ref, "failed", fault.code ?? "refused", now);
    else await freeAttempt(ref, now);
    throw fault;
  }
  return settle(ref, seen, now);
}

/** No money can come by this attempt any more, or it has come. Throws `ProviderFault` when the provider does not answer. */
export async function closePayment(ref: AttemptRef, now = new Date()): Promise<Applied | undefined> {
  const opened = await fulfil(ref, {}, now); // the provider may have it without our knowing its name
  const attempt = opened?.attempt ?? (await findAttempt(ref));
  if (!attempt || !isMade(attempt) || !isPayable(attempt)) return opened;
  return settle(ref, await providerOf(attempt).close(attempt), now);
}

/** Whether money can still come by an attempt. */
export function isPayable({ status }: PaymentAttempt): boolean {
  return status === "created" || status === "open" || status === "processing";
}

type Made = PaymentAttempt & { providerRef: string };

function isMade(attempt: PaymentAttempt): attempt is Made {
  return attempt.providerRef !== null;
}

/** An installation whose keys were taken away cannot know: that is no answer either. */
function providerOf({ provider: name }: PaymentAttempt): CardProvider {
  const provider = cardProvider(name);
  if (!provider) throw new ProviderFault("unreachable", `No keys of ${name} are set`);
  return provider;
}

/** So long past its end nobody waits any more for keys that are gone; they may come back, so it is asked about every day. */
function isWithoutKeys(attempt: PaymentAttempt, now: Date): boolean {
  const isLong = attempt.expiresAt.getTime() + DAY_MS <= now.getTime();
  const isAsked = isPayable(attempt) || (attempt.status === "expired" && attempt.askAt !== null);
  return isLong && isAsked && !cardProvider(attempt.provider);
}

async function endWithoutKeys(ref: AttemptRef, now: Date): Promise<void> {
  await ending(ref, now, async (tx, locked) => {
    if (isWithoutKeys(locked, now))
      await setAttempt(tx, locked, {
        status: "expired",
        url: null,
        problem: "no_keys",
        askAt: new Date(now.getTime() + DAY_MS),
      });
  });
}

/** Money that came too late and is to go back starts on its way at once. */
async function settle(ref: AttemptRef, seen: PaymentNow, now: Date): Promise<Applied> {
  const applied = await db.transaction((tx) => applyPayment(tx, ref, seen, now));
  if (!applied.refund || !(await carryOut(applied.refund, now))) return applied;
  try {
    return (await fulfil(ref, { whole: true }, now)) ?? applied;
  } catch (error) {
    if (error instanceof ProviderFault) return applied; // the reconciler goes on with it
    throw error;
  }
}

async function endUnmade(
  ref: AttemptRef,
  status: "expired" | "failed",
  problem: string | null,
  now: Date,
): Promise<void> {
  await ending(ref, now, async (tx, locked) => {
    if (locked.status === "created" && locked.providerRef === null)
      await setAttempt(tx, locked, { status, problem, askAt: null });
  });
}

/** The donation first, then its attempt, as everywhere. */
async function ending(
  ref: AttemptRef,
  now: Date,
  end: (tx: Tx, locked: PaymentAttempt) => Promise<void>,
): Promise<void> {
  const attempt = await findAttempt(ref);
  if (!attempt) return;
  const { communityId, donationId } = attempt;
  await db.transaction(async (tx) => {
    await lockMoneyOf(tx, { communityId, donationId }, now);
    await end(tx, await lockAttempt(tx, ref));
  });
}
