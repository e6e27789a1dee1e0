import type { AddressInfo } from "node:net";
import { serveApi } from "./api";
import { type Sums, sumUp } from "./balance";
import { GOOD_CARD } from "./cards";
import { closeDispute, openDispute } from "./disputes";
import { type Cause, recordEvent } from "./events";
import { type Faults, planFaults } from "./faults";
import { findObject } from "./lists";
import { type PayOutcome, paySession, settleDuePayments, settleFee, settlePayment } from "./payments";
import { refundCharge, settleRefund } from "./refunds";
import { startServer } from "./server";
import { expireDueSessions } from "./sessions";
import type { Account, Charge, Dispute, EventType, Refund, Session, StripeEvent } from "./state";
import { openStore } from "./store";
import { type SignedWebhook, signWebhook, startWebhooks } from "./webhooks";

const TICK_MS = 1000;
const RETRY_MS = [100, 300, 1000, 3000];

export interface FakeStripeOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Where webhooks go; null, the default, for nowhere. */
  webhookUrl?: string | null;
  /** Only a key that begins with `sk_test_` is taken. */
  secretKey: string;
  webhookSecret: string;
  /** Base of the checkout page's address, when it is reached by another than `url`. */
  publicUrl?: string;
  /** A JSON file that keeps the state across restarts. */
  file?: string;
  /** Of the fault plan. */
  seed?: number;
  /** The clock of sessions, events and the balance. */
  now?: () => Date;
  /** Pauses before each further try of a webhook. */
  retryMs?: readonly number[];
  /** After how long an asynchronous payment ends as its card says; never, unless said. */
  settleSeconds?: number;
}

/** A payment is named by the id of its session, its payment intent or its charge, whichever is at hand. */
export interface FakeStripe {
  readonly url: string;
  readonly port: number;
  /** For `new Stripe(key, fake.connection)`. */
  readonly connection: { host: string; port: number; protocol: "http"; telemetry: false };
  /** May change at any time; what is on its way goes to the new one, and null ends deliveries. */
  webhookUrl: string | null;
  readonly faults: Faults;

  /** Pays as the page does, and says what became of it. The card is 4242… unless said. */
  pay(sessionId: string, card?: string, email?: string): PayOutcome;
  /** Decides an asynchronous payment; throws when none waits. */
  settle(sessionId: string, ok: boolean): void;
  /** Sends money back as the dashboard does: all that is left, unless said. */
  refund(payment: string, amountMinor?: number): Refund;
  /** Ends a pending refund, or fails one that had succeeded. */
  settleRefund(refundId: string, ok: boolean): Refund;
  /** Opens a dispute over all that is left of a payment, unless said. */
  dispute(payment: string, amountMinor?: number): Dispute;
  closeDispute(disputeId: string, outcome: "won" | "lost"): Dispute;
  /** While true, payments get their balance transaction and fee only by `settleFees`. */
  feesComeLater: boolean;
  settleFees(): void;
  /** Expires what is due by the clock; requests and pages do it by themselves. */
  expireDue(): void;

  /** By currency, for an audit. */
  sums(): Record<string, Sums>;
  session(id: string): Session | undefined;
  /** Of every session ever made with this `client_reference_id`, in order. */
  sessionsOf(clientReferenceId: string): Session[];
  /** Sessions that can be paid at this moment. */
  payableSessions(now?: Date): Session[];
  /** Any object by its id, as it is now. */
  object(id: string): object | undefined;
  /** In order; of one type if said. */
  events(type?: EventType): StripeEvent[];
  /** The request that carries an event, signed now: for a test that delivers by hand. */
  webhookOf(eventId: string): SignedWebhook;
  /** Sends an event once more, as the dashboard's Resend does. */
  resend(eventId: string): void;
  /** Waits until no webhook is on its way, retries and delays included. */
  webhooksDone(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Stripe of one's own, on the loopback interface, with a state of its own. */
export async function startFakeStripe(options: FakeStripeOptions): Promise<FakeStripe> {
  const { secretKey, webhookSecret, now = () => new Date() } = options;
  if (!secretKey.startsWith("sk_test_")) throw new Error("The fake Stripe takes a key that begins with sk_test_");
  const plan = planFaults(options.seed ?? 1);
  const { state, changed, flush } = openStore(options.file ?? null);
  const webhooks = startWebhooks({
    url: options.webhookUrl ?? null,
    secret: webhookSecret,
    plan,
    retryMs: options.retryMs ?? RETRY_MS,
    delivered: changed,
  });
  let cause: Cause = null;

  const account: Account = {
    state,
    publicUrl: "",
    feesComeLater: false,
    now: () => Math.floor(now().getTime() / 1000),
    emit(type, object, before) {
      const event = recordEvent(type, { object, before, created: account.now(), cause });
      state.events[event.id] = event;
      webhooks.send(event);
      changed();
    },
  };

  function because<T>(request: Cause, step: () => T): T {
    cause = request;
    try {
      return step();
    } finally {
      cause = null;
    }
  }

  const sessions = () => Object.values(state.sessions).map(({ session }) => session);

  function chargeOf(payment: string): Charge {
    const intentId = state.sessions[payment]?.session.payment_intent ?? payment;
    const charge = state.charges[state.intents[intentId]?.latest_charge ?? intentId];
    if (!charge) throw new Error(`No payment ${payment}`);
    return charge;
  }

  function eventOf(id: string): StripeEvent {
    const event = state.events[id];
    if (!event) throw new Error(`No event ${id}`);
    return event;
  }

  function tick() {
    expireDueSessions(account);
    if (options.settleSeconds !== undefined) settleDuePayments(account, options.settleSeconds);
  }

  const respond = serveApi({ account, plan, secretKey, because, changed });
  const server = await startServer({ account, port: options.port ?? 0, respond, changed });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  account.publicUrl = (options.publicUrl ?? url).replace(/\/$/, "");
  const clock = setInterval(tick, TICK_MS).unref();
  for (const event of Object.values(state.events)) if (event.pending_webhooks > 0) webhooks.send(event);

  return {
    url,
    port,
    connection: { host: "127.0.0.1", port, protocol: "http", telemetry: false },
    faults: plan.faults,
    get webhookUrl() {
      return webhooks.url;
    },
    set webhookUrl(address) {
      webhooks.url = address;
    },
    get feesComeLater() {
      return account.feesComeLater;
    },
    set feesComeLater(later) {
      account.feesComeLater = later;
    },
    pay: (sessionId, card = GOOD_CARD, email = "payer@example.org") =>
      paySession(account, sessionId, card, state.sessions[sessionId]?.session.customer_email ?? email),
    settle: (sessionId, ok) => settlePayment(account, sessionId, ok),
    refund: (payment, amountMinor) => refundCharge(account, chargeOf(payment), { amountMinor }),
    settleRefund: (id, ok) => settleRefund(account, id, ok),
    dispute: (payment, amountMinor) => openDispute(account, chargeOf(payment), amountMinor),
    closeDispute: (id, outcome) => closeDispute(account, id, outcome),
    settleFees() {
      for (const charge of Object.values(state.charges)) settleFee(account, charge);
    },
    expireDue: () => expireDueSessions(account),
    sums: () => sumUp(state),
    session: (id) => state.sessions[id]?.session,
    sessionsOf: (reference) => sessions().filter((session) => session.client_reference_id === reference),
    payableSessions: (at = now()) =>
      sessions().filter((session) => session.status === "open" && session.expires_at * 1000 > at.getTime()),
    object: (id) => findObject(state, id),
    events: (type) => Object.values(state.events).filter((event) => type === undefined || event.type === type),
    webhookOf: (id) => signWebhook(eventOf(id), webhookSecret),
    resend: (id) => webhooks.send(eventOf(id)),
    webhooksDone: () => webhooks.done(),
    async close() {
      clearInterval(clock);
      await webhooks.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      flush();
    },
  };
}
