import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { books } from "@/db/schema";
import { LIMITS } from "@/lib/identity/limits";
import { aListedBook } from "../support/factories";
import { aBook, aSale, ask, askRaw, guest, routes, type Sale } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

let sale: Sale;
beforeEach(async () => {
  sale = await aSale();
});
const listed = () => db.$count(books, and(eq(books.communityId, sale.community.id), eq(books.title, aBook.title)));

describe("Idempotency-Key", () => {
  test("the same key with the same body gets the first answer, and nothing is done twice", async () => {
    const asked = { token: sale.tokens.member, body: aBook, headers: { "idempotency-key": "order-1" } };
    const first = await ask("POST", `${sale.k}/books`, asked);
    const again = await ask("POST", `${sale.k}/books`, asked);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await listed()).toBe(1);
  });

  test("ten at the same moment do it once", async () => {
    const asked = { token: sale.tokens.member, body: aBook, headers: { "idempotency-key": "order-2" } };
    const all = await Promise.all(Array.from({ length: 10 }, () => ask("POST", `${sale.k}/books`, asked)));
    expect(all.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    for (const { status, body } of all) if (status !== 201) expect(body.code).toBe("identity.keyBusy");
    expect(await listed()).toBe(1);
  });

  test("another body is refused; another person's key is another key", async () => {
    const headers = { "idempotency-key": "order-3" };
    await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body: aBook, headers });
    const other = { ...aBook, title: "Інша книга" };
    const reused = await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body: other, headers });
    expect([reused.status, reused.body.code]).toEqual([422, "identity.keyReused"]);
    const theirs = await ask("POST", `${sale.k}/books`, { token: sale.tokens.treasurer, body: other, headers });
    expect(theirs.status).toBe(201);
  });

  test("a refusal is given again, and a guest's private link too", async () => {
    const book = await aListedBook(sale.campaign);
    const headers = { "idempotency-key": "claim-1" };
    const low = { body: { ...guest, amountMinor: 1 }, headers: { "idempotency-key": "low" } };
    const at = `${sale.k}/books/${book.code}/claims`;
    expect((await ask("POST", at, low)).body).toEqual((await ask("POST", at, low)).body);
    const first = await ask("POST", at, { body: { ...guest, amountMinor: 40_000 }, headers });
    expect((await ask("POST", at, { body: { ...guest, amountMinor: 40_000 }, headers })).body).toEqual(first.body);
  });

  test("a form with another boundary is the same form", async () => {
    const { code } = await aListedBook(sale.campaign);
    const claim = await ask("POST", `${sale.k}/books/${code}/claims`, { body: { ...guest, amountMinor: 40_000 } });
    const headers = { "idempotency-key": "proof-1" };
    const form = () => {
      const fields = new FormData();
      fields.set("receipt", "4455");
      return fields;
    };
    const at = `/claims/${claim.body.token}/proof`;
    const first = await ask("POST", at, { body: form(), headers });
    expect(first.status).toBe(200);
    expect((await ask("POST", at, { body: form(), headers })).body).toEqual(first.body);
  });

  test("must be one", async () => {
    for (const key of ["", "x".repeat(256), "two words"])
      expect(
        (
          await ask("POST", `${sale.k}/books`, {
            token: sale.tokens.member,
            body: aBook,
            headers: { "idempotency-key": key },
          })
        ).body.code,
      ).toBe("api.keyInvalid");
  });
});

describe("every address", () => {
  const served = routes.filter(([address]) => !["/openapi.json", "/{...rest}"].includes(address));
  const at = (address: string) =>
    address
      .replace("{community}", sale.community.slug)
      .replace("{campaign}", sale.campaign.slug)
      .replace(/\{(code|token)\}/, "abcdefg");

  test("says what it takes, and refuses other methods with 405", async () => {
    for (const [address, route] of served) {
      const has = METHODS.filter((method) => route[method]?.operation);
      const options = await askRaw("OPTIONS", at(address));
      expect([options.status, options.headers.get("allow")]).toEqual([
        204,
        [...has, ...(has.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort((a, b) => order(a) - order(b)).join(", "),
      ]);
      for (const method of METHODS.filter((one) => !has.includes(one))) {
        const refused = await askRaw(method, at(address), { body: method === "GET" ? undefined : {} });
        expect([refused.status, refused.body.code], `${method} ${address}`).toEqual([405, "api.methodNotAllowed"]);
        expect(refused.headers.get("allow")).toBe(options.headers.get("allow"));
      }
    }
  });
  const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const order = (method: string) => ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].indexOf(method);

  test("answers HEAD as GET, without the body", async () => {
    const head = await askRaw("HEAD", `${sale.k}/totals`);
    const get = await askRaw("GET", `${sale.k}/totals`);
    expect([head.status, head.text, head.headers.get("etag")]).toEqual([200, "", get.headers.get("etag")]);
    expect((await askRaw("HEAD", "/communities/nobody")).status).toBe(404);
  });

  test("that leads nowhere says so as a problem", async () => {
    const rest = routes.find(([address]) => address === "/{...rest}")?.[1];
    const response = await rest?.GET?.(new Request("http://localhost/api/v1/no/such"), {
      params: Promise.resolve({ rest: ["no", "such"] }),
    });
    expect(response?.status).toBe(404);
    expect(response?.headers.get("content-type")).toBe("application/problem+json");
    expect(await response?.json()).toMatchObject({ code: "api.notFound" });
  });
});

describe("what comes in", () => {
  test("broken JSON, another type, too much, and bytes that are no text are each named", async () => {
    const at = `${sale.k}/books`;
    const asJson = { "content-type": "application/json" };
    const token = sale.tokens.member;
    const code = async (body: string | Uint8Array, headers: Record<string, string>) =>
      (await ask("POST", at, { token, body, headers })).body.code;
    expect(await code("{", asJson)).toBe("api.brokenJson");
    expect(await code(new Uint8Array([0x7b, 0xff, 0xfe]), asJson)).toBe("api.brokenJson");
    expect(await code("title=x", { "content-type": "application/x-www-form-urlencoded" })).toBe("api.unsupportedType");
    expect(await code(JSON.stringify({ ...aBook, description: "я".repeat(200_000) }), asJson)).toBe("api.bodyTooLarge");
    expect(await code(JSON.stringify(aBook), { "content-type": "application/json; charset=utf-8" })).toMatch(/^\w{7}$/);
    expect(await code("[1]", asJson)).toBe("api.invalid");
  });

  test("money is a whole number: text, which could mean hryvnias or kopiykas, is refused everywhere", async () => {
    const organizer = sale.tokens.organizer;
    const errorsOf = async (address: string, token: string, body: object) =>
      Object.keys((await ask("POST", address, { token, body })).body.errors);
    const book = await aListedBook(sale.campaign);
    const { body } = await ask("POST", `${sale.k}/books/${book.code}/claims`, {
      body: { ...guest, amountMinor: 40_000 },
    });
    const money = `${sale.k}/donations/${body.code}`;
    expect(await errorsOf(`${sale.k}/books`, organizer, { ...aBook, minimumMinor: "300" })).toEqual(["minimumMinor"]);
    expect(await errorsOf(`${sale.k}/books/${book.code}/claims`, sale.tokens.member, { amountMinor: "400" })).toEqual([
      "amountMinor",
    ]);
    expect(await errorsOf(`${money}/confirm`, sale.tokens.treasurer, { amountMinor: "400", reference: "A" })).toEqual([
      "amountMinor",
    ]);
    expect(await errorsOf(`${money}/cash`, organizer, { amountMinor: "400" })).toEqual(["amountMinor"]);
    const campaign = { goalMinor: "400", defaultMinimumMinor: "3" };
    expect(await errorsOf(`${sale.c}/campaigns`, organizer, campaign)).toEqual(
      expect.arrayContaining(["goalMinor", "defaultMinimumMinor"]),
    );
  });

  test("a length that lies does not get more in", async () => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
    });
    const [, route] = routes.find(([address]) => address.endsWith("/books")) ?? [];
    const request = new Request(`http://localhost/api/v1${sale.k}/books`, {
      method: "POST",
      body: endless,
      headers: { "content-type": "application/json", "content-length": "5", "x-forwarded-for": "127.0.0.1" },
      duplex: "half",
    } as RequestInit);
    const params = Promise.resolve({ community: sale.community.slug, campaign: sale.campaign.slug });
    expect((await route?.POST?.(request, { params }))?.status).toBe(413);
  });

  test("problems speak the language asked for, and Ukrainian otherwise", async () => {
    const detail = async (language?: string) =>
      (await ask("GET", "/communities/nobody", { headers: language ? { "accept-language": language } : {} })).body
        .detail;
    expect(await detail("en-US,en;q=0.8")).toBe("There is no such page or record.");
    expect(await detail("uk")).toBe("Такої сторінки чи запису немає.");
    expect(await detail()).toBe(await detail("uk"));
    expect(await detail("de")).toBe(await detail("uk"));
  });
});

test("a network that writes too often is told how long to wait, and reads on", async () => {
  const headers = { "x-forwarded-for": "203.0.113.9" };
  const { times } = LIMITS.apiWritesPerNetwork;
  const statuses: number[] = [];
  for (let nth = 0; nth <= times; nth++)
    statuses.push((await askRaw("POST", `${sale.k}/books`, { body: {}, headers })).status);
  expect(statuses.slice(0, times).every((status) => status === 422)).toBe(true);
  expect(statuses[times]).toBe(429);
  const refused = await ask("POST", `${sale.k}/books`, {
    body: {},
    headers: { "x-forwarded-for": "198.51.100.1, 203.0.113.77" },
  });
  expect(Number(refused.headers.get("retry-after"))).toBe(60);
  expect((await ask("GET", `${sale.k}/books`, { headers })).status).toBe(200);
  expect(
    (await askRaw("POST", `${sale.k}/books`, { body: {}, headers: { "x-forwarded-for": "203.0.114.9" } })).status,
  ).toBe(422);
});

test("a fault is told without what it was", async () => {
  const select = vi.spyOn(db, "select").mockImplementation(() => {
    throw new Error("secret of the database");
  });
  const { status, text, body } = await askRaw("GET", `${sale.k}/totals`);
  select.mockRestore();
  expect([status, body.code]).toEqual([500, "api.fault"]);
  expect(text).not.toContain("secret");
});
