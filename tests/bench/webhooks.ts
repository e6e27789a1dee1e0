import http from "node:http";
import { sql } from "@/db/client";
import { env } from "@/lib/core/env";
import { signWebhook } from "../fakes/stripe/webhooks";
import { startProduct } from "./servers";
import { median, ms, perSecond, progress, quantile, report } from "./table";

const ROUNDS = 5;
const EACH = 3_000; // deliveries, and bare rows, in a round
const AT_ONCE = 64;
const AGAIN = 0.1; // of them come twice
const REACH = 0.3;
const SECRET = "whsec_of_the_bench";

type Event = Parameters<typeof signWebhook>[0];

/**
 * Signed webhooks through the built server, which keeps each before it answers, and the very rows inserted bare, one a statement,
 * over as many connections to the database as the server has; round by round in turn.
 */
export async function measureWebhooks(): Promise<void> {
  // nobody answers at this address: an event that names no payment of ours asks nothing of Stripe
  const keys = {
    STRIPE_SECRET_KEY: "sk_test_bench",
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_API_URL: "http://127.0.0.1:9",
  };
  Object.assign(process.env, keys);
  const product = await startProduct();
  const address = `${product.address}/api/stripe/webhook`;
  const rates: { deliveries: number[]; bare: number[] } = { deliveries: [], bare: [] };
  const taken: number[] = [];
  const sent: string[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const events = Array.from({ length: EACH }, anEvent);
      const again = events.filter((_, nth) => nth % (1 / AGAIN) === 0);
      const signed = [...events, ...again].map((event) => signWebhook(event, SECRET));
      sent.push(...events.map(({ id }) => id));
      const times: number[] = [];
      const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
      const deliveries = await rateOf(signed, AT_ONCE, async (one) => {
        const askedAt = performance.now();
        await post(address, one, agent);
        times.push(performance.now() - askedAt);
      });
      agent.destroy(); // the server would end its idle connections before the next round
      const bare = await rateOf(Array.from({ length: EACH }, anEvent), env.DATABASE_POOL, insertBare);
      if (round === 0) continue; // it warms both
      rates.deliveries.push(deliveries);
      rates.bare.push(bare);
      taken.push(...times);
    }
    await expectStoredOnce(sent);
  } finally {
    product.child.kill("SIGTERM");
    for (const name of Object.keys(keys)) delete process.env[name];
    await sql`delete from job_runs`;
  }
  const ratio = median(rates.deliveries.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN)));
  report({
    what: `webhook deliveries, ${AT_ONCE} at once, each kept before it is answered`,
    measured: `${perSecond(median(rates.deliveries))}, p50 ${ms(quantile(taken, 0.5))}, p99 ${ms(quantile(taken, 0.99))}`,
    limit: `bare inserts ${perSecond(median(rates.bare))}, reach ${REACH}`,
    ratio,
    isMet: ratio >= REACH,
  });
}

/** As large as Stripe's are. It names an attempt that nobody knows. */
function anEvent(): Event {
  const attempt = crypto.randomUUID();
  const session = {
    id: `cs_test_${crypto.randomUUID()}`,
    object: "checkout.session",
    amount_total: 40_000,
    currency: "uah",
    client_reference_id: attempt,
    metadata: { attempt, community: crypto.randomUUID() },
    payment_status: "paid",
    status: "complete",
    success_url: "http://localhost:3000/uk/donations/a-token-of-the-bench?from=paid",
    custom_text: { filler: "Донат на фонд за книгу, яку читач забере в офісі. ".repeat(20) },
  };
  return {
    id: `evt_${crypto.randomUUID()}`,
    object: "event",
    api_version: "2026-01-01",
    created: Math.floor(Date.now() / 1000),
    data: { object: session },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: "checkout.session.completed",
  };
}

async function insertBare(event: Event): Promise<void> {
  await sql`insert into provider_events (provider, event_id, type, payload, received_at)
    values ('stripe', ${event.id}, ${event.type}, ${JSON.stringify(event)}::jsonb, now())`;
}

async function rateOf<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (items.length / (performance.now() - startedAt)) * 1000;
}

function post(address: string, { body, headers }: ReturnType<typeof signWebhook>, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": Buffer.byteLength(body) };
    const request = http.request(address, { agent, method: "POST", headers: { ...headers, ...length } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`A webhook was answered ${response.statusCode}`));
      response.on("end", resolve).resume();
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function expectStoredOnce(ids: string[]): Promise<void> {
  const [stored] = await sql<{ rows: number; ids: number }[]>`
    select count(*)::int as rows, count(distinct event_id)::int as ids from provider_events
    where event_id = any(${ids}::text[])`;
  if (stored?.rows !== ids.length || stored.ids !== ids.length)
    throw new Error(`Of ${ids.length} webhooks ${stored?.rows} rows are stored`);
  progress(`all ${ids.length} webhooks are stored, each once`);
}
