import type Stripe from "stripe";
import { invalid, noSuch } from "./failures";
import type { Fields } from "./fields";
import type { State } from "./state";

interface Listed {
  id: string;
  created: number;
}

export const LIST_FIELDS = ["created", "ending_before", "limit", "starting_after"];

/** One page of a list, newest first; `all` is in the order things came to be. */
export function pageOf<T extends Listed>(url: string, all: readonly T[], fields: Fields): Stripe.ApiList<T> {
  const limit = fields.integer("limit", 1, 100) ?? 10;
  const within = createdWithin(fields);
  const items = all.filter((item) => within(item.created)).reverse();
  const after = fields.text("starting_after");
  const before = fields.text("ending_before");
  if (before !== undefined) {
    const end = placeOf(items, before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: items.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : placeOf(items, after, "starting_after") + 1;
  return { object: "list", data: items.slice(start, start + limit), has_more: items.length > start + limit, url };
}

/**
 * The answer with the asked ids replaced by their objects: `expand[]=payment_intent.latest_charge`.
 *
 * @throws StripeFailure when a path leads to what cannot be expanded
 */
export function expand(state: State, answer: object, paths: readonly string[]): object {
  const copy = structuredClone(answer);
  for (const path of paths) {
    const steps = path.split(".");
    if (steps.length > 4) throw invalid("You cannot expand more than 4 levels of a property.", { param: "expand" });
    expandStep(state, copy, steps, path);
  }
  return copy;
}

function expandStep(state: State, node: unknown, [step, ...rest]: string[], path: string) {
  if (step === undefined || node === null) return;
  if (!isRecord(node)) return refusePath(path);
  if (node.object === "list" && step === "data" && Array.isArray(node.data)) {
    for (const item of node.data) expandStep(state, item, rest, path);
    return;
  }
  if (step === "line_items" && typeof node.id === "string" && state.sessions[node.id]) {
    node.line_items = linesOf(state, node.id);
    return;
  }
  const value = node[step];
  if (typeof value === "string") node[step] = structuredClone(findObject(state, value) ?? refusePath(path));
  else if (value === undefined) refusePath(path);
  expandStep(state, node[step], rest, path);
}

export function linesOf(state: State, sessionId: string): Stripe.ApiList<Stripe.LineItem> {
  const lines = state.sessions[sessionId]?.lines;
  if (!lines) throw noSuch("checkout.session", sessionId, "session");
  return { object: "list", data: lines, has_more: false, url: `/v1/checkout/sessions/${sessionId}/line_items` };
}

/** Any object by its id. */
export function findObject(state: State, id: string): object | undefined {
  const { sessions, intents, charges, refunds, disputes, balance, events } = state;
  return (
    sessions[id]?.session ??
    intents[id] ??
    charges[id] ??
    refunds[id] ??
    disputes[id] ??
    balance[id] ??
    events[id] ??
    undefined
  );
}

function refusePath(path: string): never {
  throw invalid(`This property cannot be expanded (${path}).`, { param: "expand" });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function createdWithin(fields: Fields): (created: number) => boolean {
  const exact = fields.has("created") && !fields.isTree("created") ? fields.integer("created", 0) : undefined;
  if (exact !== undefined) return (created) => created === exact;
  const range = fields.inner("created")?.only("gt", "gte", "lt", "lte");
  const [gt, gte, lt, lte] = ["gt", "gte", "lt", "lte"].map((name) => range?.integer(name, 0));
  return (created) =>
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte);
}

function placeOf(items: readonly Listed[], id: string, param: string): number {
  const place = items.findIndex((item) => item.id === id);
  if (place === -1) throw noSuch("object", id, param);
  return place;
}
