import { setTimeout as sleep } from "node:timers/promises";

/** What one visitor wants from one book, and how far it is known to have come. */
export type Errand = {
  book: string;
  email: string;
  receipt: string;
  amountMinor: number;
  reference: string;
  /** Steps that were asked for at least once: of these an unanswered one may have happened. */
  asked: Set<Step>;
  /** Steps that were answered with a success: these have happened. */
  done: Set<Step>;
  claim?: { code: string; token: string };
};
export type Step = "claim" | "proof" | "confirm";

/** Where the campaign answers, and the token of one who may confirm. */
export type Desk = { api: string; campaign: string; token: string };
export type Tally = { acknowledged: number; lost: number; faults: string[] };

const ANSWER_MS = 30_000;
const PAUSE_MS = 50;

/**
 * Goes through an errand: claim, proof, confirmation. A step whose answer was lost is asked for again by the patient until it is
 * answered; the others go away. An answer that is a refusal is a fault here: nobody is in anybody's way.
 */
export async function run(
  errand: Errand,
  desk: Desk,
  tally: Tally,
  { isPatient }: { isPatient: boolean },
): Promise<void> {
  for (const step of ["claim", "proof", "confirm"] as const) {
    while (!errand.done.has(step)) {
      errand.asked.add(step);
      const { status, body } = await ask(errand, step, desk);
      if (status >= 200 && status < 300) {
        errand.done.add(step);
        tally.acknowledged += 1;
        if (step === "claim") errand.claim = { code: String(body.code), token: String(body.token) };
      } else if (status === 0 || status >= 500) {
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
async function ask(errand: Errand, step: Step, { api, campaign, token }: Desk) {
  const { book, email, amountMinor, receipt, reference, claim } = errand;
  const visitor = { name: "Читачка Нескорена", email, consent: true };
  const [path, body, authorization] = {
    claim: [`${campaign}/books/${book}/claims`, { ...visitor, amountMinor }, undefined],
    proof: [`/claims/${claim?.token}/proof`, { receipt }, undefined],
    confirm: [`${campaign}/donations/${claim?.code}/confirm`, { amountMinor, reference }, `Bearer ${token}`],
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
