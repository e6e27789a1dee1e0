const MINUTE_MS = 60_000;

/** A payment page can be used for so long. Stripe takes no less than 30 minutes, and its clock is not ours. */
export const PAY_WITHIN_MS = 35 * MINUTE_MS;
/** The book is kept a little longer than the page, so that a payment of the last second finds it. */
export const HOLD_GRACE_MS = 5 * MINUTE_MS;
/** A page with less time left than this is not shown again: another is made. */
export const REUSE_LEFT_MS = 3 * MINUTE_MS;

const ASK_EVERY_MS = 15 * MINUTE_MS;
const ASK_AFTER_END_MS = 10_000;

/** After so many silences in a row a round does not wait for the provider any more: the other jobs wait for the round. */
export const SILENCES_MAX = 3;

/** When to ask of a refund that is on its way. */
export const askAgain = (now: Date): Date => new Date(now.getTime() + ASK_EVERY_MS);

/** When to ask the provider of a payment that nothing is heard of: every quarter of an hour, and just after its end. */
export function nextAsk(expiresAt: Date, now: Date): Date {
  const regular = now.getTime() + ASK_EVERY_MS;
  const afterEnd = expiresAt.getTime() + ASK_AFTER_END_MS;
  return new Date(afterEnd > now.getTime() ? Math.min(regular, afterEnd) : regular);
}
