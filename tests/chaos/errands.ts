import { setTimeout as sleep } from "node:timers/promises";
import type { FakeStripe } from "../fakes/stripe/start";

/** What one visitor wants from one book, and how far it is known to have come. */
export type Errand = {
  book: string;
  email: string;
  way: "transfer" | "card";
  receipt: string;
  amountMinor: number;
  reference: string;
  /** Steps that were asked for at least once: of these an unanswered one may have happened. */
  asked: Set<Step>;
  /** Steps that were answered with a success: these have happened. */
  done: Set<Step>;
  claim?: { code: string; token: string };
  page?: string; // where it is paid by card
};
export type Step = "claim" | "proof" | "confirm" | "checkout" | "pay";

const STEPS = { transfer: ["claim", "proof", "confirm"], card: ["claim", "checkout", "pay"] } as const;

/** Where the campaign answers, and the token of one who may confirm. */
export type Desk = { api: string; campaign: string; token: string; stripe: FakeStripe };
export type Tally = { acknowledged: number; lost: number; faults: string[] };

/** For a minute a process that was killed while it asked Stripe is still believed to be asking. */
const SILENT = "donations.providerSilent";
const ANSWER_MS = 30_000;
const PAUSE_MS = 50;

/**
 * Goes through an errand: claim, then proof and confirmation of a transfer, or Stripe's page and paying there. A step whose answer was lost is asked for again by the patient until it is
 * answered; the others go away. An answer that is a refusal is a fault here: nobody is in anybody's way.
 */
export async function run(
  errand: Errand,
  desk: Desk,
  tally: Tally,
  { isPatient }: { isPatient: boolean },
): Promise<void> {
  for (const step of STEPS[errand.way]) {
    while (!errand.done.has(step)) {
      errand.asked.add(step);
      const { status, body } = await ask(errand, step, desk);
      if (status >= 200 && status < 300) {
        errand.done.add(step);
        tally.acknowledged += 1;
        if (step === "checkout") errand.page = String(body.url);
        if (step === "claim") errand.claim = { code: String(body.code), token: String(body.token) };
      } else if (status === 0 || status >= 500 || body.code === SILENT) {
        tally.lost += 1;
        await sleep(PAUSE_MS);
        if (!isPatient) return;
      } else {
        tally.faults.push(`${step} of ${errand.email}: ${status} ${body.code}`);
        return;
      }
    }
  }
}

/** One request. Status 0 is no answer: refused, cut off, or too late. */
async function ask(errand: Errand, step: Step, { api, campaign, token, stripe }: Desk) {
  const { book, way, email, amountMinor, receipt, reference, claim } = errand;
  if (step === "pay") return payAt(stripe, errand.page ?? "");
  const visitor = { name: "Читачка Нескорена", email, consent: true };
  const [path, body, authorization] = {
    claim: [`${campaign}/books/${book}/claims`, { ...visitor, amountMinor, method: way }, undefined],
    proof: [`/claims/${claim?.token}/proof`, { receipt }, undefined],
    confirm: [`${campaign}/donations/${claim?.code}/confirm`, { amountMinor, reference }, `Bearer ${token}`],
    checkout: [`/claims/${claim?.token}/checkout`, {}, undefined],
  }[step] as [string, object, string | undefined];
  try {
    const answer = await fetch(api + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization && { authorization }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  } catch {
    return { status: 0, body: {} as Record<string, unknown> };
  }
}

/** Stripe is another house, which nobody kills: what it answers is true. */
function payAt(stripe: FakeStripe, page: string): { status: number; body: Record<string, unknown> } {
  const outcome = stripe.pay(page.split("/").at(-1) ?? "");
  return { status: outcome.status === "paid" ? 200 : 409, body: { code: outcome.status } };
}
