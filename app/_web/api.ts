import type { z } from "zod";
import { type Locale, preferredLocale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, type Permission } from "@/lib/identity/actor";
import { once } from "@/lib/identity/idempotency";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import type { Source } from "@/lib/referrals/touches";
import { type Change, changedByApi } from "./freshness";
import { type ProblemCode, problemOf, RequestRefusal } from "./problem";
import type { BodyKind } from "./request-body";
import { sourceOf } from "./source";
import { successAnswer } from "./success";
import { addressOf } from "./visitor";

export type Params = Record<string, string>;
/** Where a call acts, and as whom. */
export type Place = { communityId: string; actor: Actor };
export type Answer<Body> = { body: Body; status?: number; changed?: Change | Change[] };

type Context<Query, Body> = {
  params: Params;
  query: Query;
  body: Body;
  locale: Locale;
  /** Whether the caller gave an Idempotency-Key: the same again is answered as the first was. */
  hasKey: boolean;
  /** For the limits that count networks; undefined when nothing is to be counted. */
  network: string | undefined;
  /** Where the person came from; a program that acts for a visitor may name them. */
  sourceOf(said?: { visitor?: string | undefined }): Source;
};

type Definition<Where, Query extends z.ZodType, Body, Result extends z.ZodType> = {
  summary: string;
  /** Whoever has none of these is turned away before anything is read. The command asks again. */
  needs?: readonly Permission[];
  query?: Query;
  body?: BodyKind<Body>;
  answer: Result;
  /** The statuses of success, 200 unless named. */
  statuses?: readonly number[];
  /** What it can refuse, beside what every call can. For the description. */
  refuses?: readonly ProblemCode[];
  handle(context: Where & Context<z.output<Query>, Body>): Promise<Answer<z.input<Result>>>;
};

/** One call of the API: what its description is made from, and how it is answered. */
export type Call = Omit<Definition<Place, z.ZodType, unknown, z.ZodType>, "handle" | "body"> & {
  body?: Pick<BodyKind<unknown>, "content">;
  credential: Credential;
  serve(request: Request, params: Params): Promise<Response>;
};
/** A person's token, or a private link that is itself the address. */
export type Credential = "token" | "link" | "none";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];
type Served = Method | "HEAD" | "OPTIONS";
export type Handler = {
  (request: Request, context: { params: Promise<Record<string, string | string[]>> }): Promise<Response>;
  operation?: Call | undefined;
};

/**
 * The handlers of one address. Every method is answered: the ones it has by their calls, HEAD by GET without the body, OPTIONS
 * with what there is, the rest with 405. All faults end here.
 */
export function api(address: string, calls: Partial<Record<Method, Call>>): Record<Served, Handler> {
  const allowed = METHODS.filter((method) => calls[method]).flatMap((method) =>
    method === "GET" ? [method, "HEAD"] : [method],
  );
  const methods = [...allowed, "OPTIONS"].join(", ");

  function handlerOf(call: Call | undefined): Handler {
    return async (request, context) => {
      try {
        if (!call) throw new RequestRefusal("api.methodNotAllowed", { methods });
        return await call.serve(request, readable(await context.params));
      } catch (error) {
        return problemOf(error, preferredLocale(request.headers.get("accept-language")), address);
      }
    };
  }

  const options: Handler = async () => new Response(null, { status: 204, headers: { allow: methods } });
  const served = Object.fromEntries(
    METHODS.map((method) => [method, Object.assign(handlerOf(calls[method]), { operation: calls[method] })]),
  ) as Record<Method, Handler>;
  return {
    ...served,
    HEAD: async (request, context) => {
      const { status, headers } = await served.GET(request, context);
      return new Response(null, { status, headers });
    },
    OPTIONS: options,
  };
}

/** Makes calls that act at one kind of place. `find` says who asks and where, or refuses. */
export function callsAt<Where extends Place>(
  credential: Credential,
  find: (request: Request, params: Params) => Promise<Where>,
) {
  return <Query extends z.ZodType, Body, Result extends z.ZodType>(
    definition: Definition<Where, Query, Body, Result>,
  ): Call => ({
    ...definition,
    credential,
    async serve(request, params) {
      const locale = preferredLocale(request.headers.get("accept-language"));
      const place = await find(request, params);
      const isWrite = request.method !== "GET" && request.method !== "HEAD";
      const network = addressClass(addressOf(request.headers));
      if (isWrite) await countWrite(place.actor, network);
      if (definition.needs) requireEarly(place.actor, definition.needs);

      const query = definition.query?.parse(queryOf(request)) as z.output<Query>;
      const read = await definition.body?.read(request);
      const cameFrom = (said?: { visitor?: string | undefined }) => sourceOf(request.headers, said);
      const body = read?.value as Body;
      const key = isWrite ? idempotencyKey(request) : undefined;
      const hasKey = key !== undefined;
      const context = { ...place, params, query, body, locale, hasKey, network, sourceOf: cameFrom };
      const run = async () => {
        const { body, status, changed } = await definition.handle(context);
        for (const change of [changed ?? []].flat()) changedByApi(change);
        return { status: status ?? definition.statuses?.[0] ?? 200, body };
      };

      if (key === undefined) return successAnswer(request, await run(), !isWrite && place.actor.kind === "visitor");
      const { pathname, search } = new URL(request.url);
      // Two visitors may think of the same key: only who asks from the same network is given the first one's answer.
      const who = place.actor.personId ?? `visitor ${network ?? ""}`;
      const scope = `${who} ${request.method} ${pathname}${search}`;
      return successAnswer(request, await once(place.communityId, scope, key, read?.print ?? "", run), false);
    },
  });
}

async function countWrite(actor: Actor, network: string | undefined): Promise<void> {
  if (actor.personId) await countAgainst("apiWrites", actor.personId);
  else await countAgainst("apiWritesPerNetwork", network);
}

function requireEarly(actor: Actor, anyOf: readonly Permission[]): void {
  if (actor.kind === "visitor") throw new Refusal("identity.signInFirst");
  if (!anyOf.some((permission) => can(actor, permission))) throw new Refusal("identity.notAllowed");
}

/** A key that comes several times is a list, as in `?category=agile&category=product`. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((key) => {
      const values = searchParams.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new RequestRefusal("api.keyInvalid");
  return key;
}

/** Parts of an address that no record can have are found nowhere, before a query trips over them. */
function readable(params: Record<string, string | string[]>): Params {
  const parts = Object.entries(params).map(([name, part]) => [name, String(part)] as const);
  if (!parts.every(([, part]) => /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(part))) throw new RequestRefusal("api.notFound");
  return Object.fromEntries(parts);
}
