import { z } from "zod";
import type { Call, Handler } from "./api";
import { webhooksOf } from "./openapi-webhooks";
import { type ProblemCode, problemAnswer, statusOf } from "./problem";

type RouteModule = Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Handler>>;
type Json = Record<string, unknown>;

/**
 * The API's description, OpenAPI 3.1, from the very definitions its calls are answered by: address by address, with what each
 * takes, answers and refuses.
 */
export function openapi(routes: Record<string, RouteModule>) {
  const components = new Map<string, Json>();
  const paths = Object.fromEntries(
    Object.entries(routes).map(([address, route]) => [address, pathOf(address, route, components)]),
  );
  const webhooks = webhooksOf((schema) => schemaOf(schema, "output", components));
  const problem = schemaOf(problemAnswer, "output", components);
  return {
    openapi: "3.1.0",
    info: {
      title: "Bookraiser",
      version: "1",
      description: INTRODUCTION,
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    servers: [{ url: "/api/v1" }],
    paths,
    webhooks,
    components: {
      schemas: Object.fromEntries(components),
      responses: {
        Problem: { description: "A refusal, RFC 9457", content: { "application/problem+json": { schema: problem } } },
      },
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "A person’s token in one community" } },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          schema: { type: "string", minLength: 1, maxLength: 255 },
          description: "The same key with the same request within a day gets the first answer; with another body, 422",
        },
      },
    },
  };
}

const INTRODUCTION = `Charity book sales of communities: their catalogs, claims, donations and totals.
Amounts are whole minor units beside an ISO 4217 currency; times are ISO 8601 with an offset.
Every refusal is a problem document (RFC 9457) whose code says which; its sentences are in the language of Accept-Language, Ukrainian or English.`;

function pathOf(address: string, route: RouteModule, components: Map<string, Json>): Json {
  const calls = Object.entries(route).flatMap(([method, { operation }]) => (operation ? [{ method, operation }] : []));
  return {
    parameters: [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    ...Object.fromEntries(
      calls.map(({ method, operation }) => [method.toLowerCase(), operationOf(method, address, operation, components)]),
    ),
  };
}

function operationOf(method: string, address: string, call: Call, components: Map<string, Json>): Json {
  const isWrite = method !== "GET";
  return {
    operationId: operationId(method, address),
    summary: call.summary,
    ...(call.needs && {
      description: `Needs a token whose person may do ${call.needs.map((one) => `\`${one}\``).join(" or ")}.`,
    }),
    security: call.credential === "token" ? (call.needs ? [{ token: [] }] : [{}, { token: [] }]) : [],
    parameters: [
      ...(call.query ? queryParameters(call.query) : []),
      ...(isWrite ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    ...(call.body && { requestBody: { content: contentOf(call.body.content, components) } }),
    responses: { ...successes(call, components), ...problems(address, call, isWrite) },
  };
}

function operationId(method: string, address: string): string {
  const words = address.split("/").filter((part) => part !== "" && !part.startsWith("{"));
  const isOne = address.endsWith("}");
  return [method.toLowerCase(), ...words, ...(isOne ? ["one"] : [])]
    .map((word, place) => (place === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function contentOf(content: Record<string, z.ZodType | "binary">, components: Map<string, Json>): Json {
  const described = Object.entries(content).map(([type, schema]) => [
    type,
    { schema: schema === "binary" ? { type: "string", format: "binary" } : schemaOf(schema, "input", components) },
  ]);
  return Object.fromEntries(described);
}

function successes(call: Call, components: Map<string, Json>): Json {
  const content = { "application/json": { schema: schemaOf(call.answer, "input", components) } };
  const statuses = call.statuses ?? [200];
  return Object.fromEntries(statuses.map((status) => [status, { description: SUCCESS[status] ?? "Done", content }]));
}

const SUCCESS: Record<number, string> = { 200: "Done", 201: "Made", 202: "Taken, and waits for review" };

/** What a private link that leads nowhere is told. */
const NOT_THERE: Record<string, ProblemCode> = { donations: "donations.notFound", waits: "claims.waitNotFound" };

/** What this call refuses, by status: its own codes, and those that follow from what it takes. */
function problems(address: string, call: Call, isWrite: boolean): Json {
  const codes: ProblemCode[] = ["api.fault"];
  if (call.credential === "token") codes.push("identity.notFound", "identity.tokenInvalid");
  if (address.includes("{campaign}")) codes.push("catalog.campaignNotFound");
  if (call.credential === "link") codes.push(NOT_THERE[address.split("/")[1] ?? ""] ?? "claims.notFound");
  if (call.needs) codes.push("identity.signInFirst", "identity.notAllowed");
  if (call.query || call.body) codes.push("api.invalid");
  if (call.body) codes.push("api.unsupportedType", "api.bodyTooLarge", "api.brokenBody");
  if (call.body && "application/json" in call.body.content) codes.push("api.brokenJson");
  if (call.body && "multipart/form-data" in call.body.content) codes.push("api.brokenUpload");
  if (isWrite) codes.push("identity.tooMany", "identity.keyReused", "identity.keyBusy", "api.keyInvalid");
  const byStatus = Map.groupBy(new Set([...codes, ...(call.refuses ?? [])]), statusOf);
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, refused]) => [
        status,
        { $ref: "#/components/responses/Problem", description: refused.map((code) => `\`${code}\``).join(", ") },
      ]),
  );
}

/** JSON Schema of a zod schema. Named parts go to the components, once each. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components = new Map<string, Json>()): Json {
  const {
    $schema: _,
    $defs = {},
    ...described
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      if (zodSchema._zod.def.type === "file") Object.assign(jsonSchema, { type: "string", format: "binary" });
    },
  }) as Json & { $defs?: Record<string, Json> };
  for (const [name, part] of Object.entries($defs)) components.set(name, toComponents(part));
  const name = typeof described.id === "string" ? described.id : undefined;
  if (!name) return toComponents(described);
  components.set(name, toComponents(described));
  return { $ref: `#/components/schemas/${name}` };
}

/** References lead to the components, and a part's name is its key there. */
function toComponents(schema: Json): Json {
  const { id: _, ...rest } = schema;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
