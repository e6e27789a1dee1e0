import { setTimeout as sleep } from "node:timers/promises";
import { after } from "next/server";
import { changedByApi } from "@/app/_web/freshness";
import { log } from "@/lib/core/log";
import { lookAtPayment } from "@/lib/donations/card/look";
import { pagesOf } from "@/lib/donations/moves";
import type { DonationRef } from "@/lib/donations/pledge";

const PATIENCE_MS = 3_000;

/**
 * Asks the provider how a payment stands before its page is shown, for three seconds at most. An answer that comes later counts all
 * the same. The public pages are made anew once this one is out: a page may not do that while it is made.
 */
export async function askProvider(ref: DonationRef): Promise<void> {
  const answer = lookAtPayment(ref).catch((error: unknown) => {
    log.error({ err: error }, "what became of a payment could not be asked");
    return undefined;
  });
  after(async () => {
    const outcome = await answer;
    if (outcome) changedByApi(pagesOf(outcome));
  });
  await Promise.race([answer, sleep(PATIENCE_MS)]);
}
