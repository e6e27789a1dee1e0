import { setTimeout as sleep } from "node:timers/promises";
import { type Dice, diceOf, seedOf } from "./dice";
import { type Desk, type Errand, run, type Tally } from "./errands";
import { type Product, startProduct } from "./product";

const LANES = 16;
const BOOKS_A_KILL = 120;
const STEPS_BETWEEN = [40, 100] as const; // acknowledged steps between two kills
const SETTLE_MS = 5 * 60_000; // what a killed process had begun is somebody else's by then
const ROUNDS = 3;

export type Siege = {
  product: Product;
  communityId: string;
  campaignId: string;
  desks: Desk[];
  errands: Errand[];
  tally: Tally;
  kills: number;
  slowestReturnMs: number;
};

/** A campaign of the running product, its visitors in many lanes, and the kills in their midst, at random moments, in this order. */
export async function besiege(kills: readonly Kill[], flags: string[] = []): Promise<Siege> {
  const product = await startProduct(flags);
  try {
    return await fight(product, kills);
  } catch (error) {
    await product.stop();
    throw error;
  }
}

type Kill = "killWeb" | "killPostgres";

async function fight(product: Product, kills: readonly Kill[]): Promise<Siege> {
  const dice = diceOf(seedOf("the kills"));
  const ground = await openCampaign(product, kills.length * BOOKS_A_KILL);
  const tally: Tally = { acknowledged: 0, lost: 0, faults: [] };
  const errands: Errand[] = [];
  let slowestReturnMs = 0;
  let isOver = false;
  let returning: Promise<unknown> = Promise.resolve();

  const lane = async (nth: number) => {
    const desk = ground.desks[nth] as Desk;
    while (!isOver) {
      await returning; // nobody sets out while nothing is there; those under way meet what they meet
      const book = ground.shelf.pop();
      if (!book) throw new Error("There were not enough books for so many kills");
      const errand = anErrand(book, errands.length);
      errands.push(errand);
      await run(errand, desk, tally, { isPatient: nth % 2 === 0 });
    }
  };
  const lanes = Promise.all(ground.desks.map((_, nth) => lane(nth)));
  const killing = (async () => {
    for (const kill of kills) {
      await progressed(tally, dice);
      const back = product[kill]();
      returning = back;
      slowestReturnMs = Math.max(slowestReturnMs, await back);
    }
    await progressed(tally, dice);
    isOver = true;
  })();
  await Promise.all([lanes, killing]);
  const { communityId, campaignId, desks } = ground;
  return { product, communityId, campaignId, desks, errands, tally, kills: kills.length, slowestReturnMs };
}

/** Whoever went away or was cut off comes back, now that nobody kills: every errand can be brought to its end. */
export async function bringHome({ errands, desks, tally }: Siege): Promise<void> {
  const left = [...errands];
  const lane = async (desk: Desk) => {
    for (let errand = left.pop(); errand; errand = left.pop()) await run(errand, desk, tally, { isPatient: true });
  };
  await Promise.all(desks.map(lane));
}

/** What the clock of the product does in time: webhooks come, events are handled, payments nobody told of are asked about. */
export async function catchUp({ product }: Siege): Promise<void> {
  const { handleEvents } = await import("@/lib/donations/card/events");
  const { askOpenAttempts } = await import("@/lib/donations/card/reconcile");
  const { takeOverBooks } = await import("@/lib/donations/card/books");
  const { sql } = await import("@/db/client");
  await product.stripe.webhooksDone();
  for (let round = 1; round <= ROUNDS; round++) {
    const now = new Date(Date.now() + round * SETTLE_MS);
    const due = async (table: string) =>
      (await sql`select from ${sql(table)} where ask_at <= ${now.toISOString()} limit 1`).count > 0;
    while (await due("provider_events")) await handleEvents(now);
    // as if the quarter of an hour had passed
    await sql`update payment_attempts set ask_at = ${now.toISOString()} where status in ('created', 'open', 'processing')`;
    while (await due("payment_attempts")) await askOpenAttempts(now);
  }
  await takeOverBooks();
}

async function openCampaign({ address, stripe }: Product, count: number) {
  const { aCampaign, aCommunity, aListedBook, aMember, aTreasurer } = await import("../support/factories");
  const { createToken } = await import("@/lib/identity/tokens");
  const { daysAfter } = await import("../support/times");
  const { newBookCode } = await import("@/lib/core/codes");
  const now = new Date();
  const community = await aCommunity();
  const campaign = await aCampaign(community.id, {
    opensAt: daysAfter(now, -1),
    closesAt: daysAfter(now, 30),
    cards: "stripe",
  });
  const { personId: giverId } = await aMember(community.id);
  const shelf: string[] = [];
  for (let nth = 0; nth < count; nth++)
    shelf.push((await aListedBook(campaign, { giverId, code: newBookCode(), listedAt: now })).code);

  const desks: Desk[] = [];
  for (let nth = 0; nth < LANES; nth++) {
    const { token } = await createToken(await aTreasurer(community.id), { name: "Виписка банку" });
    const path = `/communities/${community.slug}/campaigns/${campaign.slug}`;
    desks.push({ api: `${address}/api/v1`, campaign: path, token, stripe });
  }
  return { communityId: community.id, campaignId: campaign.id, shelf, desks };
}

function anErrand(book: string, nth: number): Errand {
  return {
    book,
    email: `visitor-${nth}@example.org`,
    way: nth % 2 === 0 ? "card" : "transfer",
    receipt: `R-${nth}`,
    amountMinor: 30_000 + nth,
    reference: `BANK-${nth}`,
    asked: new Set(),
    done: new Set(),
  };
}

/** Some work was done since, and a moment more, so that a kill meets whatever is under way. */
async function progressed(tally: Tally, dice: Dice): Promise<void> {
  const [least, most] = STEPS_BETWEEN;
  const until = tally.acknowledged + least + dice.next() * (most - least);
  while (tally.acknowledged < until && tally.faults.length === 0) await sleep(5);
  await sleep(dice.next() * 50);
}
