import { closeDispute } from "./disputes";
import { noSuch, StripeFailure } from "./failures";
import type { Fields } from "./fields";
import { expand, LIST_FIELDS, linesOf, pageOf } from "./lists";
import { createRefund } from "./refunds";
import { createSession, expireDueSessions, expireSession, findSession } from "./sessions";
import type { Account } from "./state";

interface Call {
  account: Account;
  url: string;
  id: string;
  fields: Fields;
}

type Route = [method: "GET" | "POST", path: string, answer: (call: Call) => object];

const ROUTES: Route[] = [
  ["POST", "/v1/checkout/sessions", ({ account, fields }) => createSession(account, fields)],
  ["GET", "/v1/checkout/sessions", listSessions],
  ["GET", "/v1/checkout/sessions/:id", ({ account, id }) => findSession(account, id).session],
  ["POST", "/v1/checkout/sessions/:id/expire", ({ account, id }) => expireSession(account, id)],
  ["GET", "/v1/checkout/sessions/:id/line_items", ({ account, id }) => linesOf(account.state, id)],
  ["GET", "/v1/payment_intents", ({ account, url, fields }) => listOf(account.state.intents, url, fields, [])],
  ["GET", "/v1/payment_intents/:id", ({ account, id }) => one(account.state.intents, "payment_intent", id, "intent")],
  ["GET", "/v1/charges", ({ account, url, fields }) => listOf(account.state.charges, url, fields, ["payment_intent"])],
  ["GET", "/v1/charges/:id", ({ account, id }) => one(account.state.charges, "charge", id)],
  ["POST", "/v1/refunds", ({ account, fields }) => createRefund(account, fields)],
  ["GET", "/v1/refunds", ({ account, url, fields }) => listOf(account.state.refunds, url, fields, OF_A_PAYMENT)],
  ["GET", "/v1/refunds/:id", ({ account, id }) => one(account.state.refunds, "refund", id)],
  ["GET", "/v1/disputes", ({ account, url, fields }) => listOf(account.state.disputes, url, fields, OF_A_PAYMENT)],
  ["GET", "/v1/disputes/:id", ({ account, id }) => one(account.state.disputes, "dispute", id)],
  ["POST", "/v1/disputes/:id/close", ({ account, id }) => closeDispute(account, id, "lost")],
  ["GET", "/v1/balance_transactions", ({ account, url, fields }) => listOf(account.state.balance, url, fields, POSTED)],
  ["GET", "/v1/balance_transactions/:id", ({ account, id }) => one(account.state.balance, "balance transaction", id)],
  ["GET", "/v1/events", listEvents],
  ["GET", "/v1/events/:id", ({ account, id }) => one(account.state.events, "event", id)],
];

const OF_A_PAYMENT = ["payment_intent", "charge"];
const POSTED = ["currency", "source", "type"];

/**
 * Executes a request, all at once and without waiting for anything.
 *
 * @throws StripeFailure for every no
 */
export function answer(account: Account, { method, path, fields }: { method: string; path: string; fields: Fields }) {
  expireDueSessions(account);
  for (const [routeMethod, pattern, respond] of ROUTES) {
    const id = routeMethod === method ? matchPath(pattern, path) : undefined;
    if (id === undefined) continue;
    const paths = fields.texts("expand");
    return expand(account.state, respond({ account, url: path, id, fields }), paths);
  }
  const message = `Unrecognized request URL (${method}: ${path}).`;
  throw new StripeFailure(404, { type: "invalid_request_error", message }, false);
}

function listSessions({ account: { state }, url, fields }: Call) {
  fields.only(...LIST_FIELDS, "payment_intent", "status");
  const intent = fields.text("payment_intent");
  const status = fields.choice("status", ["complete", "expired", "open"]);
  const sessions = Object.values(state.sessions)
    .map(({ session }) => session)
    .filter((session) => intent === undefined || session.payment_intent === intent)
    .filter((session) => status === undefined || session.status === status);
  return pageOf(url, sessions, fields);
}

function listEvents({ account: { state }, url, fields }: Call) {
  fields.only(...LIST_FIELDS, "delivery_success", "type", "types");
  const only = fields.text("type");
  const types = fields.texts("types");
  const delivered = fields.flag("delivery_success");
  const events = Object.values(state.events)
    .filter((event) => only === undefined || event.type === only)
    .filter((event) => types.length === 0 || types.includes(event.type))
    .filter((event) => delivered === undefined || delivered === (event.pending_webhooks === 0));
  return pageOf(url, events, fields);
}

/** A list narrowed by fields that must equal what is asked. */
function listOf<T extends { id: string; created: number }>(
  kept: Record<string, T>,
  url: string,
  fields: Fields,
  names: string[],
) {
  fields.only(...LIST_FIELDS, ...names);
  const asked = names.flatMap((name) => {
    const value = fields.text(name);
    return value === undefined ? [] : [{ name, value }];
  });
  const items = Object.values(kept).filter((item) =>
    asked.every(({ name, value }) => Object.entries(item).some(([key, held]) => key === name && held === value)),
  );
  return pageOf(url, items, fields);
}

function one<T>(kept: Record<string, T>, noun: string, id: string, param = "id"): T {
  const found = kept[id];
  if (!found) throw noSuch(noun, id, param);
  return found;
}

/** @returns the id in the path, empty where the pattern has none */
function matchPath(pattern: string, path: string): string | undefined {
  const match = new RegExp(`^${pattern.replace(":id", "([^/]+)")}$`).exec(path);
  return match ? decodeURIComponent(match[1] ?? "") : undefined;
}
