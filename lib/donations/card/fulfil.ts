import { db } from "@/db/client";
import type { PaymentAttempt } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { lockMoneyOf } from "../moves";
import { type Applied, applyPayment } from "./apply";
import { type AttemptRef, findAttempt, freeAttempt, leaseAttempt, lockAttempt, setAttempt } from "./attempts";
import { ProviderFault } from "./fault";
import type { CardProvider, PaymentNow } from "./provider";
import { cardProvider } from "./providers";
import { carryOut } from "./send-refund";

/**
 * Asks the provider how a payment stands and makes our record equal to it. The webhook, the page the donor comes back to and the
 * reconciler all end here; none of them is believed by itself. `whole` also takes over refunds and disputes. No transaction is open
 * while the provider is asked. Throws `ProviderFault` when it does not answer; then nothing has changed.
 */
export async function fulfil(ref: AttemptRef, { whole = false } = {}, now = new Date()): Promise<Applied | undefined> {
  const attempt = await findAttempt(ref);
  if (!attempt) throw new Refusal("donations.notFound");
  const provider = providerOf(attempt);
  if (isMade(attempt)) return settle(ref, await provider.look(attempt, whole || attempt.status === "paid"), now);
  if (attempt.status !== "created") return undefined;
  // Nobody was ever told its address: past its end, nobody can have paid.
  if (attempt.expiresAt <= now) return void (await endUnmade(ref, "expired", null, now));
  return openAtProvider(ref, now);
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

function isMade(attempt: PaymentAttempt): attempt is PaymentAttempt & { providerRef: string } {
  return attempt.providerRef !== null;
}

/** An installation whose keys were taken away cannot know: that is no answer either. */
function providerOf({ provider: name }: PaymentAttempt): CardProvider {
  const provider = cardProvider(name);
  if (!provider) throw new ProviderFault("unreachable", `No keys of ${name} are set`);
  return provider;
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
  { communityId, attemptId }: AttemptRef,
  status: "expired" | "failed",
  problem: string | null,
  now: Date,
): Promise<void> {
  const attempt = await findAttempt({ communityId, attemptId });
  if (!attempt) return;
  await db.transaction(async (tx) => {
    await lockMoneyOf(tx, { communityId, donationId: attempt.donationId }, now);
    const locked = await lockAttempt(tx, { communityId, attemptId });
    if (locked.status === "created" && locked.providerRef === null)
      await setAttempt(tx, locked, { status, problem, askAt: null });
  });
}
