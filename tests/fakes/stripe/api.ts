import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import Stripe from "stripe";
import type { Cause } from "./events";
import { type ErrorBody, StripeFailure } from "./failures";
import type { Ending, FaultPlan } from "./faults";
import { parseFields } from "./fields";
import { keptAnswer } from "./idempotency";
import { answer } from "./routes";
import { type Account, newId } from "./state";

export interface ApiRequest {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The part under `/v1`: the key, the fault plan, idempotency, and then the request itself. */
export function serveApi(options: {
  account: Account;
  plan: FaultPlan;
  secretKey: string;
  /** Runs a step with the request that caused its events. */
  because: <T>(cause: Cause, step: () => T) => T;
  changed: () => void;
}) {
  const { account, plan, secretKey, because, changed } = options;
  const running = new Set<string>();

  /** @returns null when the connection is to be cut instead of answered */
  return async function respond(request: ApiRequest): Promise<ApiAnswer | null> {
    const { ending, slowMs } = plan.forRequest(`${request.method} ${request.url.pathname}`);
    if (ending === "reset") return null;
    const requestId = newId("req_", 14);
    const key = request.method === "POST" ? keyOf(request) : undefined;
    let mine = false;
    try {
      if (ending === "rateLimited") throw RATE_LIMITED;
      if (ending === "serverError") throw SERVER_ERROR;
      refuseKey(request, secretKey);
      const text = key === undefined ? "" : requestText(request);
      const kept =
        key === undefined ? undefined : keptAnswer(account.state, running, { key, request: text, now: account.now() });
      if (kept) {
        await wait(slowMs);
        if (ending === "answerLost") return null;
        const replayed = { "idempotent-replayed": "true", "original-request": kept.requestId };
        return toAnswer(kept.status, kept.body, { ...common(requestId, key), ...replayed });
      }
      if (key !== undefined) running.add(key);
      mine = true;
      await wait(slowMs / 2);
      const { status, body, keep } = execute(request, { requestId, key, ending });
      if (key !== undefined && keep) {
        // before anybody can ask again, so that a lost answer is found under its key
        account.state.answers[key] = { at: account.now(), request: text, requestId, status, body };
      }
      if (request.method === "POST") changed();
      await wait(slowMs / 2);
      return ending === "answerLost" ? null : toAnswer(status, body, common(requestId, key));
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      return toAnswer(error.status, { error: error.body }, common(requestId, key));
    } finally {
      if (mine && key !== undefined) running.delete(key);
    }
  };

  function execute(request: ApiRequest, about: { requestId: string; key: string | undefined; ending: Ending | null }) {
    const { requestId, key, ending } = about;
    try {
      if (ending === "serverErrorKept") throw SERVER_ERROR_KEPT;
      const fields = parseFields(request.method === "POST" ? request.body : request.url.search);
      const call = { method: request.method, path: request.url.pathname, fields };
      const cause = { id: requestId, idempotency_key: key ?? null };
      const body = because(cause, () => answer(account, call));
      return { status: 200, body: structuredClone(body), keep: true };
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      return { status: error.status, body: { error: error.body }, keep: error.kept };
    }
  }
}

const RATE_LIMITED = new StripeFailure(
  429,
  {
    type: "invalid_request_error",
    code: "rate_limit",
    message: "Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.",
  },
  false,
);
const TROUBLE: ErrorBody = {
  type: "api_error",
  message: "Sorry! There was an error while talking to one of our backends. Please try again.",
};
const SERVER_ERROR = new StripeFailure(500, TROUBLE, false);
const SERVER_ERROR_KEPT = new StripeFailure(500, TROUBLE, true);

function keyOf(request: ApiRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** The same parameters in another order are the same request. */
function requestText({ method, url, body }: ApiRequest): string {
  const parameters = new URLSearchParams(body);
  parameters.sort();
  return `${method} ${url.pathname} ${parameters}`;
}

function refuseKey({ headers: { authorization = "" } }: ApiRequest, secretKey: string) {
  const given = Buffer.from(authorization);
  const wanted = Buffer.from(`Bearer ${secretKey}`);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  const shown = authorization.replace(/^Bearer /, "");
  const message = shown
    ? `Invalid API Key provided: ${shown.slice(0, 8)}${"*".repeat(10)}${shown.slice(-4)}`
    : "You did not provide an API key.";
  throw new StripeFailure(401, { type: "invalid_request_error", message }, false);
}

const common = (requestId: string, key: string | undefined): Record<string, string> => ({
  "content-type": "application/json",
  "request-id": requestId,
  "stripe-version": Stripe.API_VERSION,
  ...(key !== undefined && { "idempotency-key": key }),
});

const toAnswer = (status: number, body: object, headers: Record<string, string>): ApiAnswer => ({
  status,
  headers,
  body: JSON.stringify(body, null, 2),
});
