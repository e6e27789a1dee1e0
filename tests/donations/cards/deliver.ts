import { takeStripeWebhook } from "@/lib/donations/card/webhooks";
import type { Dice } from "../../chaos/dice";
import type { FakeStripe } from "../../fakes/stripe/start";

const AT_ONCE_MAX = 5;

/** Hands over some of what Stripe has told, of late or long ago, told before or not, as its webhooks would. */
export async function deliver(fake: FakeStripe, dice: Dice): Promise<void> {
  const latest = fake.events().slice(-20);
  if (latest.length === 0) return;
  const chosen = Array.from({ length: 1 + dice.below(AT_ONCE_MAX) }, () => dice.pick(latest));
  await Promise.all(chosen.map(({ id }) => hand(fake, id)));
}

/** One webhook, signed now. */
export async function hand(fake: FakeStripe, eventId: string): Promise<void> {
  const { body, headers } = fake.webhookOf(eventId);
  await takeStripeWebhook(Buffer.from(body), headers["stripe-signature"]);
}
