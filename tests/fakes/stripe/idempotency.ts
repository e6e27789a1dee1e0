import { StripeFailure } from "./failures";
import type { KeptAnswer, State } from "./state";

const KEPT_SECONDS = 24 * 60 * 60;
const KEY_MAX = 255;

/**
 * What was answered under this key before, if anything.
 *
 * @param request method, path and parameters, the same text for the same request
 * @param running keys of requests that are being executed
 * @throws StripeFailure for a key used with other parameters, or used by a request that still runs
 */
export function keptAnswer(
  state: State,
  running: ReadonlySet<string>,
  { key, request, now }: { key: string; request: string; now: number },
): KeptAnswer | undefined {
  if (key.length > KEY_MAX) {
    const message = `Idempotency keys can be at most ${KEY_MAX} characters long.`;
    throw new StripeFailure(400, { type: "idempotency_error", message }, false);
  }
  if (running.has(key)) {
    const message =
      "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
      `twice, and the other request is still going through): ${key}. Please try again later.`;
    throw new StripeFailure(409, { type: "invalid_request_error", code: "idempotency_key_in_use", message }, false);
  }
  const kept = state.answers[key];
  if (!kept || kept.at <= now - KEPT_SECONDS) return undefined;
  if (kept.request === request) return kept;
  const message =
    "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a " +
    `key other than '${key}' if you meant to execute a different request.`;
  throw new StripeFailure(400, { type: "idempotency_error", message }, false);
}
