import type { Campaign, CardProvider as Name } from "@/db/schema";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { formatMoney, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { Refusal } from "@/lib/core/refusal";
import { monoProvider } from "./mono";
import type { CardProvider } from "./provider";
import { stripeProvider } from "./stripe";

/**
 * The least each provider takes, in minor units. Stripe's is about half a dollar of the account's currency, so the hryvnia's is our
 * own floor, well above it; monobank's is one hryvnia. Currencies that are not here cannot be paid by card.
 */
const MINIMUM: Record<Name, Partial<Record<string, number>>> = {
  stripe: { UAH: 5_000, USD: 100, EUR: 100, PLN: 500, GBP: 100 },
  mono: { UAH: 100 },
};

const known = new Map<string, CardProvider>();

/** The provider, when this installation has its keys. */
export function cardProvider(name: Name): CardProvider | undefined {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL, MONO_ACQUIRING_TOKEN, MONO_API_URL } = env;
  const key = name === "stripe" ? STRIPE_WEBHOOK_SECRET && STRIPE_SECRET_KEY : MONO_ACQUIRING_TOKEN;
  if (!key) return undefined;
  const url = name === "stripe" ? STRIPE_API_URL : MONO_API_URL;
  const access = `${name} ${key} ${url}`;
  let provider = known.get(access);
  if (!provider) {
    provider =
      name === "stripe" ? stripeProvider({ secretKey: key, apiUrl: url }) : monoProvider({ token: key, apiUrl: url });
    known.set(access, provider);
  }
  return provider;
}

/** Which providers an organizer can choose for a campaign in this currency. */
export function cardProvidersFor(currency: string): Name[] {
  return (["stripe", "mono"] as const).filter((name) => cardProvider(name) && MINIMUM[name][currency] !== undefined);
}

/** How a campaign takes cards, and the least by card in minor units; nothing when it does not, or its provider's keys are gone. */
export function cardsOf({ cards, currency }: Pick<Campaign, "cards" | "currency">) {
  const provider = cards ? cardProvider(cards) : undefined;
  const minimumMinor = cards ? MINIMUM[cards][currency] : undefined;
  return provider && minimumMinor !== undefined ? { provider, minimumMinor } : undefined;
}

/**
 * How a campaign takes this amount by card. Refuses, before anything is made for it, what it does not take: `cardsOff`,
 * `cardMinimum`, `amountTooLarge`.
 */
export function requireCards(campaign: Pick<Campaign, "cards" | "currency">, amountMinor: number, locale: Locale) {
  const cards = cardsOf(campaign);
  if (!cards) throw new Refusal("donations.cardsOff");
  const minimum = formatMoney(cards.minimumMinor, campaign.currency, locale);
  if (amountMinor < cards.minimumMinor) throw new Refusal("donations.cardMinimum", { minimum });
  if (amountMinor > MAX_AMOUNT_MINOR) throw new Refusal("donations.amountTooLarge");
  return cards;
}

/** Whether the cards are play money: a test key, or the demo's own Stripe. Pages say so. */
export function isTestMode({ cards }: Pick<Campaign, "cards">): boolean {
  return cards === "stripe" && (env.STRIPE_API_URL !== undefined || (env.STRIPE_SECRET_KEY ?? "").includes("_test_"));
}
