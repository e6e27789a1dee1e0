import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Handler } from "@/app/_web/api";
import { problemAnswer } from "@/app/_web/problem";
import { GET as description } from "@/app/api/v1/openapi.json/route";
import type { PersonActor } from "@/lib/identity/actor";
import { createToken } from "@/lib/identity/tokens";
import { aCampaign, aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { daysAfter } from "../support/times";

type RouteModule = Record<string, Handler>;
type Operation = { responses: Record<string, unknown> };
export type Spec = {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, unknown>;
  components: { schemas: Record<string, unknown> };
};

const folder = fileURLToPath(new URL("../../app/api/v1/", import.meta.url));

/** Every address of the API with the module that answers it, read from the folders as Next reads them. */
export const routes: [address: string, route: RouteModule][] = await Promise.all(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("route.ts"))
    .sort()
    .map(async (file): Promise<[string, RouteModule]> => {
      const address = `/${file.slice(0, -"/route.ts".length).replaceAll("[", "{").replaceAll("]", "}")}`;
      return [address, await import(/* @vite-ignore */ `${folder}${file}`)];
    }),
);
export const spec = (await description().json()) as Spec;

export type Asked = {
  token?: string | undefined;
  /** JSON unless it is a string, bytes or a form. */
  body?: unknown;
  headers?: Record<string, string>;
};
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
export type Answered = { status: number; headers: Headers; body: any; text: string };

/** Asks as a program would. Whatever comes must be described: a success by its schema, a problem as one, and both by status. */
export async function ask(method: string, address: string, asked: Asked = {}): Promise<Answered> {
  const answered = await askRaw(method, address, asked);
  const found = matching(new URL(address, "http://localhost").pathname);
  const operation = found?.route[method === "HEAD" ? "GET" : method]?.operation;
  if (!found || !operation || method === "HEAD") return answered;
  const { status, body } = answered;
  if (status < 300) operation.answer.parse(body);
  else if (status !== 304) expect(problemAnswer.parse(body).status).toBe(status);
  const described = Object.keys(spec.paths[found.pattern]?.[method.toLowerCase()]?.responses ?? {});
  expect([...described, "304"], `${method} ${found.pattern} may answer`).toContain(String(status));
  return answered;
}

/** The same without asking whether the answer is described. */
export async function askRaw(method: string, address: string, { token, body, headers }: Asked = {}): Promise<Answered> {
  const url = new URL(`/api/v1${address}`, "http://localhost");
  const found = matching(new URL(address, "http://localhost").pathname);
  if (!found) throw new Error(`No route for ${address}`);
  const isJson =
    body !== undefined && !(typeof body === "string" || body instanceof Uint8Array || body instanceof FormData);
  const request = new Request(url, {
    method,
    headers: {
      "x-forwarded-for": "127.0.0.1",
      ...(isJson && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as BodyInit) }),
  });
  const handler = found.route[method];
  if (!handler) throw new Error(`${found.pattern} does not export ${method}`);
  const response = await handler(request, { params: Promise.resolve(found.params) });
  const text = await response.text();
  const isText = text !== "" && response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, body: isText ? JSON.parse(text) : undefined, text };
}

function matching(pathname: string) {
  const parts = pathname.split("/").slice(1).map(decodeURIComponent);
  const fitting = routes.flatMap(([pattern, route]) => {
    const names = pattern.split("/").slice(1);
    const fits =
      names.length === parts.length && names.every((name, nth) => name.startsWith("{") || name === parts[nth]);
    const params = Object.fromEntries(
      names.flatMap((name, nth) => (name.startsWith("{") ? [[name.slice(1, -1), parts[nth] ?? ""]] : [])),
    );
    return fits ? [{ pattern, route, params }] : [];
  });
  return fitting.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
}

export const tokenOf = async (person: PersonActor) => (await createToken(person, { name: "Тест" })).token;

/** A community whose campaign runs now, with a token for each role. */
export async function aSale(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const now = new Date();
  const community = await aCommunity();
  const { id } = community;
  const campaign = await aCampaign(id, { opensAt: daysAfter(now, -30), closesAt: daysAfter(now, 30), ...overrides });
  const people = {
    member: await aMember(id),
    organizer: await anOrganizer(id),
    treasurer: await aTreasurer(id),
    smm: await aPerson(id, ["smm"]),
  };
  const tokens = {
    member: await tokenOf(people.member),
    organizer: await tokenOf(people.organizer),
    treasurer: await tokenOf(people.treasurer),
    smm: await tokenOf(people.smm),
  };
  const c = `/communities/${community.slug}`;
  return { community, campaign, people, tokens, c, k: `${c}/campaigns/${campaign.slug}` };
}
export type Sale = Awaited<ReturnType<typeof aSale>>;

export const guest = { name: "Соломія Гостинна", email: "solomiia@example.com", consent: true };
/** A brief of an event that lacks nothing. */
export const aBrief = {
  task: "Щоб зареєструвалися ті, хто ще не був у нас",
  audience: "Проєктні менеджери",
  keyMessage: "Один вечір — один прийом",
  metric: "registrations",
  metricTarget: 50,
  metricBy: "2031-06-30T18:00:00+03:00",
  contentBy: "2031-06-01T18:00:00+03:00",
  reportFormat: "Одна сторінка",
  reportBy: "2031-07-07T12:00:00+03:00",
  networks: [{ network: "instagram", contactName: "Соломія" }],
};
export const aBook = {
  title: "Тореадори з Васюківки",
  authors: ["Всеволод Нестайко"],
  isbn: "978-617-7552-79-5",
  language: "uk",
  category: "fiction",
  condition: "good",
  minimumMinor: 25_000,
  city: "Київ",
};
