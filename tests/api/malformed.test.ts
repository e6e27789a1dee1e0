import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, expect, test, vi } from "vitest";
import { problemAnswer } from "@/app/_web/problem";
import { aListedBook } from "../support/factories";
import fc from "../support/property";
import { type Asked, aSale, ask, askRaw, guest, routes, type Sale } from "./caller";
import { SOUND } from "./sound";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));
// The limits stand aside here: after a minute nothing would come past them.
vi.mock("@/lib/identity/limits", async (original) => ({ ...(await original()), async countAgainst() {} }));

// 2,000 inputs over all calls in the short form; CHAOS_RUNS=20 gives each call that is open to everyone 10,000, the others 1,000,
// and looks at the memory, too.
const RUNS = Number(process.env.CHAOS_RUNS ?? 0);
const calls = routes.flatMap(([address, route]) =>
  address === "/{...rest}"
    ? []
    : Object.entries(route).flatMap(([method, { operation }]) =>
        operation && method !== "HEAD" ? [{ method, address, operation }] : [],
      ),
);
const inputsFor = (isPublic: boolean) => (RUNS > 0 ? RUNS * (isPublic ? 500 : 50) : Math.ceil(2_000 / calls.length));
const AT_ONCE = RUNS > 0 ? 10 : 1; // while the database thinks about one, the next is read

let sale: Sale;
let codes: { book: string; claim: string; token: string; statement: string };
let promo: { promo: string; placement: string; line: string };
beforeAll(async () => {
  sale = await aSale({ allowsCash: true });
  const book = (await aListedBook(sale.campaign)).code;
  const { body } = await ask("POST", `${sale.k}/books/${book}/claims`, { body: { ...guest, amountMinor: 40_000 } });
  const { body: statement } = await ask("POST", `${sale.k}/statements`, {
    token: sale.tokens.treasurer,
    body: "Дата,Сума\n2026-03-02,400",
    headers: { "content-type": "text/csv" },
  });
  const link = await ask("POST", `/communities/${sale.community.slug}/links`, {
    token: sale.tokens.organizer,
    body: { ...SOUND["/communities/{community}/links"], hopOf: undefined },
  });
  Object.assign(linked, { linkCode: link.body.code, hopOf: link.body.code });
  codes = { book, claim: body.code, token: body.token, statement: statement.id };
  promo = await aPromo();
});

/** A promo with a placement and a line of its plan, each by its id. */
async function aPromo() {
  const made = async (address: string, sent: object) => {
    const { body } = await ask("POST", `/communities/${sale.community.slug}/promos${address}`, {
      token: sale.tokens.organizer,
      body: sent,
    });
    return String(body.id);
  };
  const id = await made("", { kind: "initiative", name: "Промо", campaign: sale.campaign.slug });
  const placement = await made(`/${id}/placements`, { network: "instagram", format: "story" });
  return { promo: id, placement, line: await made(`/${id}/contingencies`, SOUND["…/contingencies"] ?? {}) };
}

/** What programs that are broken, or meant to break us, send in place of a value. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "x\udfff",
    "\u202E",
    "🙂".repeat(300),
    "я".repeat(20_000),
  ),
  fc.constantFrom<unknown>(
    0,
    -1,
    0.1,
    1e21,
    -1e308,
    Number.MAX_SAFE_INTEGER + 2,
    2 ** 31,
    "1e400",
    "NaN",
    "Infinity",
    "0x10",
    "1,5",
  ),
  fc.constantFrom<unknown>(
    [],
    [[]],
    {},
    { length: 3 },
    { $ne: null },
    { toString: "x" },
    { constructor: { prototype: 1 } },
  ),
  fc.constantFrom<unknown>(
    "'; drop table books; --",
    "%27%00",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "<script>",
    "{{7*7}}",
    "\r\nSet-Cookie: a=b",
  ),
  fc.constantFrom<unknown>(
    "2026-02-30T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59+99:00",
    "+275760-09-13T00:00:00Z",
  ),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.double(),
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 200 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer({ min: 1, max: 500 }).map(deep),
);

function deep(depth: number): unknown {
  let value: unknown = 1;
  for (let nth = 0; nth < depth; nth++) value = nth % 2 ? { a: value } : [value];
  return value;
}

/** The code of a link that is there, in the bodies that name one. */
const linked: { linkCode?: string; hopOf?: string } = {};
const withLink = (sound: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(sound).map(([name, value]) => [name, linked[name as "hopOf"] ?? value]));
const soundFor = (address: string) =>
  withLink(SOUND[address] ?? SOUND[`…/${address.split("/").at(-1)}`] ?? { reason: "бо" });

/** Deeper than this file could build it. */
const DEEP = `{"title":${'{"a":['.repeat(20_000)}1${"]}".repeat(20_000)}}`;
const written = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** A sound body with one or two of its values, at any depth, replaced. */
const mutated = (sound: object) =>
  fc.array(fc.tuple(fc.nat(), nasty), { minLength: 1, maxLength: 2 }).map((changes) => {
    const body = structuredClone(sound);
    for (const [nth, value] of changes) {
      const places = placesIn(body);
      const [holder, key] = places[nth % places.length] ?? [];
      if (holder && key !== undefined) holder[key] = structuredClone(value); // a value of its own, not one to be changed next
    }
    return body as unknown;
  });
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesIn(holder[key]),
  ]);
}

const types = fc.constantFrom(
  "application/json",
  "application/json; charset=utf-16",
  "text/csv",
  "text/plain",
  "multipart/form-data",
  "multipart/form-data; boundary=",
  "multipart/form-data; boundary=edge",
  "application/x-www-form-urlencoded",
  "image/png",
  "image/jpeg",
  "a/b/c;;;=",
);
const bytes = fc.uint8Array({ maxLength: 2_000 });
const brokenForm = fc
  .tuple(fc.constantFrom("file", "receipt", "", "a\0"), fc.string({ unit: "binary", maxLength: 50 }), fc.boolean())
  .map(
    ([name, text, ends]) =>
      `--edge\r\nContent-Disposition: form-data; name="${name}"; filename="${text}"\r\n\r\n${text}${ends ? "\r\n--edge--\r\n" : ""}`,
  );
const brokenCsv = fc
  .tuple(
    fc.constantFrom("title", "title;authors", "Назва,ISBN", "isbn", '"title', ""),
    fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 20 }),
  )
  .map(([header, rows]) => [header, ...rows].join("\n"));

const body = (address: string): fc.Arbitrary<Pick<Asked, "body" | "headers">> =>
  fc.oneof(
    { weight: 6, arbitrary: mutated(soundFor(address)).map((value) => json(value)) },
    { weight: 2, arbitrary: nasty.map((value) => json(value)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("{", "", "nul", "[1,", '{"a":1e999}', '{"__proto__":{"x":1}}', "[".repeat(100_000), DEEP)
        .map((text) => ({ body: text, headers: { "content-type": "application/json" } })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.oneof(bytes, brokenForm, brokenCsv), types)
        .map(([content, type]) => ({ body: content, headers: { "content-type": type } })),
    },
    { weight: 1, arbitrary: brokenCsv.map((content) => ({ body: content, headers: { "content-type": "text/csv" } })) },
    {
      weight: 1,
      arbitrary: brokenForm.map((content) => ({
        body: content,
        headers: { "content-type": "multipart/form-data; boundary=edge" },
      })),
    },
  );
const json = (value: unknown) => ({
  body: JSON.stringify(value) ?? "null",
  headers: { "content-type": "application/json" },
});

const printable = fc.string({ unit: "grapheme-ascii", maxLength: 300 }).map((text) => text.trim());
const oddHeaders = fc.record(
  {
    "idempotency-key": fc.oneof(printable, fc.uuid()),
    "accept-language": fc.oneof(printable, fc.constantFrom("en;q=abc", "*", ",,,", "uk;q=-1", "en".repeat(500))),
    "if-none-match": printable,
    authorization: fc.oneof(
      printable,
      fc.constantFrom("Bearer", "Bearer \t", "bearer null", `Bearer bk_${"a".repeat(43)}`),
    ),
    "x-forwarded-for": fc.constantFrom("127.0.0.1", "::1", "127.0.0.1, 127.0.0.1"),
  },
  { requiredKeys: [] },
);

const queryNames = [
  "q",
  "category",
  "language",
  "condition",
  "city",
  "available",
  "sort",
  "limit",
  "cursor",
  "dryRun",
  "state",
  "x",
];
const cursors = fc
  .tuple(
    fc.constantFrom("newest", "minimum", "title", "relevance"),
    fc.boolean(),
    nasty,
    fc.constantFrom("0192d3a0-0000-7000-8000-000000000000", "x", ""),
  )
  .map(
    ([order, isTaken, key, id]) =>
      [
        "cursor",
        Buffer.from(
          JSON.stringify({ order, isTaken, key, id, part: "rest", at: key, offset: 5, isGuess: true }),
        ).toString("base64url"),
      ] as const,
  );
const query = fc
  .array(
    fc.oneof(
      fc.tuple(
        fc.constantFrom(...queryNames),
        nasty.map((value) => written(value).slice(0, 3_000)),
      ),
      cursors,
    ),
    { maxLength: 4 },
  )
  .map((pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString());

/** A part of an address in place of the sound one. */
const part = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 100 }) },
  { weight: 1, arbitrary: fc.constantFrom("\0", "..", "%00", "я", "BK-", "a".repeat(500), "'", "\u2028") },
);

function fill(address: string, parts: (string | undefined)[]): { address: string; isWhole: boolean } {
  const own: Record<string, string> = {
    community: sale.community.slug,
    campaign: sale.campaign.slug,
    token: codes.token,
    id: codes.statement,
    code: /donations|handovers/.test(address) ? codes.claim : codes.book,
    ...promo,
  };
  const given = [...parts];
  const whole = address.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((given.shift() ?? own[name] ?? "x").toWellFormed()),
  );
  return { address: whole, isWhole: !/\/\.{1,2}(\/|$)|\/\//.test(whole) };
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** What the process holds on to once its garbage is out. */
function keptBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test.each(calls)(
  "nothing sent to $method $address is a fault",
  { timeout: 60 * 60_000 },
  async ({ method, address }) => {
    const arbitrary = fc.record({
      parts: fc.tuple(part, part, part, part),
      query,
      who: fc.constantFrom("organizer", "treasurer", "member", undefined),
      sent: method === "GET" ? fc.constant({}) : body(address),
      odd: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders }),
    });
    const meets = async ({
      parts,
      query,
      who,
      sent,
      odd,
    }: typeof arbitrary extends fc.Arbitrary<infer One> ? One : never) => {
      const { address: filled, isWhole } = fill(address, parts);
      if (!isWhole) return; // the server tidies such an address before it comes here
      const token = who && sale.tokens[who];
      const headers = { ...(sent as Asked).headers, ...odd } as Record<string, string>;
      const asked: Asked = { ...(sent as Asked), headers, ...(token && !("authorization" in odd) && { token }) };
      const { status, text, body: answer } = await askRaw(method, `${filled}${query ? `?${query}` : ""}`, asked);
      expect(status, text).toBeLessThan(500);
      expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|PostgresError|select .+ from/i);
      if (status >= 400) problemAnswer.parse(answer);
    };
    if (RUNS > 0) await fc.assert(fc.asyncProperty(arbitrary, meets), { numRuns: 200 }); // what is loaded once is loaded now
    const start = keptBytes();
    const isPublic = (await askRaw(method, fill(address, []).address)).status !== 401;
    const some = fc.array(arbitrary, { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(some, async (all) => void (await Promise.all(all.map(meets)))),
      { numRuns: inputsFor(isPublic) / AT_ONCE },
    );
    if (RUNS > 0) expect(keptBytes()).toBeLessThan(start * 1.2);
  },
);

test.each(["a\0bcde", "\ud800abcd", "я".repeat(6), "abc", "a".repeat(13), "ab-cd"])(
  "a link's code that no link can have is told with its field: %j",
  async (odd) => {
    const at = (rest: string) => `/communities/${sale.community.slug}/${rest}`;
    const { organizer: token } = sale.tokens;
    for (const [rest, field] of [
      ["leads", "linkCode"],
      ["readings", "linkCode"],
      ["links", "hopOf"],
    ] as const) {
      const sound = soundFor(`/communities/{community}/${rest}`);
      const { status, body } = await ask("POST", at(rest), { token, body: { ...sound, [field]: odd } });
      expect([status, body.code, Object.keys(body.errors ?? {})]).toEqual([422, "api.invalid", [field]]);
      const loud = String(sound[field]).toUpperCase();
      expect((await ask("POST", at(rest), { token, body: { ...sound, [field]: ` ${loud} ` } })).status).toBe(201);
    }
  },
);

test.each(["length", "size"])("a value that only claims to have a %s is told with its field", async (name) => {
  const body = { code: { [name]: { toString: "x" } } };
  const { status, body: answer } = await ask("POST", `/claims/${codes.token}/verify`, { body });
  expect([status, answer.code, Object.keys(answer.errors ?? {})]).toEqual([422, "api.invalid", ["code"]]);
  const last = { order: "title", isTaken: false, key: { [name]: { toString: "x" } }, id: crypto.randomUUID() };
  const cursor = Buffer.from(JSON.stringify(last)).toString("base64url");
  expect((await ask("GET", `${sale.k}/books?sort=title&cursor=${cursor}`)).status).toBe(422);
});
