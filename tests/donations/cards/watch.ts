import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "@/db/client";
import { openStatuses } from "@/db/schema";
import type { FakeStripe } from "../../fakes/stripe/start";

export type Watch = { findings: Set<string>; looks: number; stop(): Promise<void> };

const LOOK_EVERY_MS = 3;

/**
 * Looks, while others act, at what can be paid at Stripe: two pages for one donation, or one whose claim has let its book go. A page
 * that could be paid both before and after our own state was read could be paid while it was so.
 */
export function watchSessions(fake: FakeStripe): Watch {
  const findings = new Set<string>();
  let isOver = false;
  const watch: Watch = {
    findings,
    looks: 0,
    async stop() {
      isOver = true;
      await looking;
    },
  };
  const looking = (async () => {
    for (; !isOver; await sleep(LOOK_EVERY_MS)) {
      for (const words of await lookOnce(fake)) findings.add(words);
      watch.looks += 1;
    }
  })();
  return watch;
}

/** The same, once. */
export async function lookOnce(fake: FakeStripe): Promise<string[]> {
  const payable = () => fake.payableSessions().map(({ client_reference_id: attemptId }) => attemptId ?? "");
  const before = payable();
  if (before.length === 0) return [];
  const rows = await sql<
    { attempt: string; donation: string; claim: string | null; status: string | null; isLetGo: boolean }[]
  >`
    select attempt.id as attempt, donations.id as donation, claims.id as claim,
      concat_ws(', ', claims.status, attempt.status, attempt.problem) as status,
      claims.id is not null and claims.status::text <> all(${[...openStatuses]}::text[]) as "isLetGo"
    from payment_attempts attempt
    join donations on donations.community_id = attempt.community_id and donations.id = attempt.donation_id
    left join claims on claims.community_id = donations.community_id and claims.id = donations.claim_id
    where attempt.id = any(${before}::uuid[])`;
  const still = new Set(payable());
  const found: string[] = [];
  for (const [donation, twins] of Map.groupBy(rows, (row) => row.donation))
    if (twins.length > 1)
      found.push(
        `the donation ${donation} has ${twins.length} pages that can be paid: ${twins.map(({ status }) => status).join("; ")}`,
      );
  if (new Set(before).size < before.length) found.push("an attempt has two pages that can be paid");
  for (const { attempt, claim, status, isLetGo } of rows)
    if (isLetGo && still.has(attempt))
      found.push(`the claim ${claim} let its book go (${status}) while it could be paid`);
  return found;
}
