import Stripe from "stripe";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import { acquiringClient } from "../mono/acquiring";
import { invoiceAnswer } from "../mono/invoice";
import { keyKeeper } from "../mono/signature";
import { type ProviderEvent, recordEvents } from "./events";

/** Stripe's own tolerance: an older signature is a replay. */
const SIGNED_WITHIN_SECONDS = 300;

/**
 * A webhook of Stripe: its signature is checked on the bytes as they came, then it is kept; what it means is found out later.
 * Refuses `webhookForged` for anything that was not signed with our secret in the last five minutes, and keeps nothing of it.
 */
export async function takeStripeWebhook(raw: Uint8Array, signature: string | null, now = new Date()): Promise<void> {
  const secret = env.STRIPE_WEBHOOK_SECRET;
  if (!secret || !env.STRIPE_SECRET_KEY) throw new Refusal("donations.cardsOff");
  let event: Stripe.Event;
  try {
    event = Stripe.webhooks.constructEvent(
      Buffer.from(raw),
      signature ?? "",
      secret,
      SIGNED_WITHIN_SECONDS,
      undefined,
      now.getTime(),
    );
  } catch {
    throw new Refusal("donations.webhookForged");
  }
  const { id: eventId, type } = event;
  await keep("stripe", { eventId, type, payload: event as unknown as Record<string, unknown> });
}

let monoKeys: { token: string; keeper: ReturnType<typeof keyKeeper> } | undefined;

/** A webhook of plata by mono, signed by the bank's own key. Refuses `webhookForged`. The body is the invoice's state at its time. */
export async function takeMonoWebhook(raw: Uint8Array, signature: string | null, now = new Date()): Promise<void> {
  const { MONO_ACQUIRING_TOKEN: token, MONO_API_URL: baseUrl } = env;
  if (!token) throw new Refusal("donations.cardsOff");
  if (monoKeys?.token !== token) {
    const client = acquiringClient({ token, ...(baseUrl && { baseUrl }) });
    monoKeys = { token, keeper: keyKeeper(() => client.publicKey()) };
  }
  if (!signature || !(await monoKeys.keeper.verify(raw, signature, now))) throw new Refusal("donations.webhookForged");
  const invoice = invoiceAnswer.safeParse(parsed(raw));
  if (!invoice.success) throw new Refusal("donations.webhookForged");
  const { invoiceId, status, modifiedAt, reference } = invoice.data;
  // the signature carries no time: the same state sent again is the same event
  const eventId = `${invoiceId}:${modifiedAt?.toISOString() ?? ""}:${status}`;
  await keep("mono", { eventId, type: status, payload: { invoiceId, status, reference } });
}

type Kept = { event: ProviderEvent; done: (error?: unknown) => void };
type Name = Parameters<typeof recordEvents>[0];
const waiting: Record<Name, Kept[]> = { stripe: [], mono: [] };
const isWriting: Record<Name, boolean> = { stripe: false, mono: false };

/** Kept before the answer. What comes while a statement is under way shares the next one, so that a flood needs few. */
function keep(provider: Name, event: ProviderEvent): Promise<void> {
  const kept = new Promise<void>((resolve, reject) => {
    waiting[provider].push({ event, done: (error) => (error === undefined ? resolve() : reject(error)) });
  });
  if (!isWriting[provider]) void writeWaiting(provider);
  return kept;
}

const ONE_STATEMENT_MAX = 500;

async function writeWaiting(provider: Name): Promise<void> {
  isWriting[provider] = true;
  while (waiting[provider].length > 0) {
    const batch = waiting[provider].splice(0, ONE_STATEMENT_MAX);
    try {
      await recordEvents(
        provider,
        batch.map(({ event }) => event),
      );
      for (const { done } of batch) done();
    } catch (error) {
      for (const { done } of batch) done(error);
    }
  }
  isWriting[provider] = false;
}

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return undefined;
  }
}
