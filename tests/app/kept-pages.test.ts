import { randomBytes } from "node:crypto";
import { request as ask, createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerKept, KEPT_MAX_BYTES, KEPT_MS, keptNow } from "@/app/_cli/kept-pages";
import PageCache, { pageChanges } from "@/app/_cli/page-cache.mjs";
import { answerHeadAsGet, secure } from "@/app/_cli/security";

const PUBLIC = "s-maxage=3600, stale-while-revalidate=82800";
const PRIVATE = "private, no-cache, no-store, max-age=0, must-revalidate";
const pageOf = (words: string) => Buffer.from(`<html>${words.repeat(1_000)}<script>one()</script></html>`);

type NextsAnswer = { page: Buffer; etag: string; found: string; status: number; control: string; cookie?: string };

/** What Next would answer; `asked` counts how often it was. */
const next = { answer: {} as NextsAnswer, asked: 0, meanwhile: () => {} };
let server: Server;
let path = "/";

beforeEach(async () => {
  path = `/uk/pm/${randomBytes(6).toString("hex")}`; // what other tests have kept stays where it is
  const answer = { page: pageOf("Кобзар "), etag: '"one"', found: "HIT", status: 200, control: PUBLIC };
  Object.assign(next, { answer, asked: 0, meanwhile: () => {} });
  server = createServer((request, response) => {
    if (answerKept(request, response)) return;
    answerHeadAsGet(request);
    secure(request, response, { dev: false, https: false });
    const { page, etag, found, status, control, cookie } = next.answer;
    next.asked += 1;
    next.meanwhile();
    const { pathname, search } = new URL(request.url ?? "/", "http://host");
    request.url = pathname + search.replace(/nxtP\w+=[^&]*/, ""); // Next rewrites the address of the request
    response.statusCode = status;
    response.setHeader("Vary", "rsc, next-router-prefetch");
    response.setHeader("x-nextjs-cache", found);
    response.setHeader("Cache-Control", control);
    response.setHeader("ETag", etag);
    if (cookie) response.setHeader("Set-Cookie", cookie);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", page.length);
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  vi.useRealTimers();
  server.close();
});

type Answer = { status: number; headers: IncomingHttpHeaders; raw: string[]; body: Buffer };

/** As it travels: neither decoded nor with headers of the same name joined. */
function get(headers: Record<string, string> = {}, at = path, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = ask({ port, host: "127.0.0.1", path: at, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const { statusCode: status = 0, headers, rawHeaders: raw } = answer;
        resolve({ status, headers, raw, body: Buffer.concat(chunks) });
      });
    });
    sent.on("error", reject).end();
  });
}

const lasting = ({ headers: { date: _, connection: __, ...headers } }: Answer) => headers;

test("a page found in Next's cache is answered without Next from then on, the same to the byte and to the header", async () => {
  const first = await get({ "accept-encoding": "gzip, deflate, br" });
  expect(brotliDecompressSync(first.body)).toEqual(next.answer.page);
  expect(first.body.length).toBeLessThan(next.answer.page.length / 10);
  for (const again of [path, `${path}?utm_source=instagram&utm_campaign=%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8,%20ua`]) {
    const second = await get({ "accept-encoding": "gzip, deflate, br" }, again);
    expect(second.body).toEqual(first.body);
    expect(lasting(second)).toEqual(lasting(first));
    expect(second.raw.length).toBe(first.raw.length);
  }
  expect(first.headers).toMatchObject({
    "content-encoding": "br",
    "cache-control": expect.stringContaining("max-age=0"),
  });
  expect(first.headers["content-security-policy"]).toContain("script-src 'self' 'sha256-");
  expect(next.asked).toBe(1);
});

test("each browser gets an encoding it takes", async () => {
  const { page } = next.answer;
  for (const round of [1, 2]) {
    const [brotli, zipped] = [
      await get({ "accept-encoding": "gzip;q=0.8, BR;q=1" }),
      await get({ "accept-encoding": "br;q=0, gzip" }),
    ];
    expect(brotliDecompressSync(brotli.body)).toEqual(page);
    expect(gunzipSync(zipped.body)).toEqual(page);
    for (const accepted of ["", "identity", "br;q=0.0", "deflate"]) {
      const plain = await get({ "accept-encoding": accepted });
      expect(plain.body).toEqual(page);
      expect(plain.headers).toMatchObject({
        "content-length": String(page.length),
        vary: expect.stringContaining("accept-encoding"),
      });
      expect(plain.headers["content-encoding"]).toBeUndefined();
    }
    expect(next.asked, `round ${round}`).toBe(3);
  }
});

test("a change makes Next be asked again, and what was found before the change is not kept after it", async () => {
  const cache = new PageCache({ fs: {} as never, serverDistDir: "", _requestHeaders: {}, revalidatedTags: [] });
  await get();
  await cache.revalidateTag(["catalog:sale"], { expire: 0 });
  next.answer = { ...next.answer, page: pageOf("Енеїда "), etag: '"two"' };
  next.meanwhile = () => void pageChanges.count++; // something else changes while Next answers
  expect((await get()).body).toEqual(next.answer.page);
  expect(next.asked).toBe(2);
  next.meanwhile = () => {};
  next.answer = { ...next.answer, page: pageOf("Лісова пісня "), etag: '"three"' };
  expect((await get()).body).toEqual(next.answer.page);
  await get();
  expect(next.asked).toBe(3);
});

test("after a while Next is asked again even when nothing has changed, and what it says again is not compressed again", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const first = await get({ "accept-encoding": "br" });
  vi.setSystemTime(Date.now() + KEPT_MS - 1);
  await get({ "accept-encoding": "br" });
  expect(next.asked).toBe(1);
  vi.setSystemTime(Date.now() + 1);
  next.answer = { ...next.answer, page: Buffer.from("never compressed: the tag says it is the same") };
  next.answer.page = Buffer.concat([next.answer.page, Buffer.alloc(2_000, " ")]);
  expect((await get({ "accept-encoding": "br" })).body).toEqual(first.body);
  expect(next.asked).toBe(2);
});

test.each<[string, Partial<NextsAnswer>]>([
  ["is private", { control: PRIVATE }],
  ["was made for this request", { found: "MISS" }],
  ["is old and being made anew", { found: "STALE" }],
  ["does not exist", { status: 404 }],
  ["sets a cookie", { cookie: "one=1" }],
])("a page that %s is never answered without Next", async (_, answer) => {
  Object.assign(next.answer, answer);
  await get();
  await get();
  expect(next.asked).toBe(2);
});

test("what asks for something else at the same address goes to Next, and so does what Next could read for itself", async () => {
  await get();
  const asksElse: Parameters<typeof get>[] = [
    [{ rsc: "1" }],
    [{ "next-router-prefetch": "1" }],
    [{}, path, "POST"],
    [{}, `${path}?nxtPcode=other`],
    [{}, `${path}?%6extPcode=other`],
    [{}, `${path}?a?&nxtPcode=other`],
    [{}, `${path}?_rsc=abc`],
    [{}, `${path}/`],
  ];
  for (const [nth, asked] of asksElse.entries()) {
    await get(...asked);
    expect(next.asked, JSON.stringify(asked)).toBe(nth + 2);
  }
});

test("a request that asks for something else keeps nothing for those who ask for the page", async () => {
  await get({ rsc: "1" });
  await get({}, `${path}?nxtPcode=other`);
  await get();
  expect(next.asked).toBe(3);
});

test("an address that is spelt otherwise keeps nothing for those who ask for the page, nor its headers", async () => {
  const before = keptNow().pages;
  for (const spelt of [`/uk/claims/..${path.slice(3)}`, `/uk/%70m${path.slice(6)}`, `/uk/./pm${path.slice(6)}`]) {
    const odd = await get({}, spelt);
    expect(odd.body).toEqual(next.answer.page);
    const { headers } = await get();
    expect(headers["referrer-policy"], spelt).toBe("strict-origin-when-cross-origin");
  }
  expect(next.asked).toBe(4); // the page itself once
  expect(keptNow().pages - before).toBe(1);
});

test("a page that Next must be asked for is not compressed each time either", async () => {
  const asked = `${path}?nxtPcode=other`;
  const first = await get({ "accept-encoding": "br" }, asked);
  next.answer.page = Buffer.alloc(5_000, "never compressed: the tag says it is the same");
  expect((await get({ "accept-encoding": "br" }, asked)).body).toEqual(first.body);
  expect(next.asked).toBe(2);
  next.answer.found = "STALE";
  await get({}, asked);
  next.answer.found = "HIT";
  await get({ "accept-encoding": "br" });
  await get({}, asked); // takes nothing away from those who ask plainly
  await get({ "accept-encoding": "br" });
  expect(next.asked).toBe(5);
});

test("a browser that has the page is told so, and one that has an older page gets the new one", async () => {
  const { headers } = await get();
  for (const known of [headers.etag ?? "", `W/${headers.etag}`]) {
    const same = await get({ "if-none-match": known });
    expect(same).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect(same.headers).toMatchObject({
      etag: headers.etag,
      "cache-control": headers["cache-control"],
      vary: headers.vary,
    });
    expect(same.headers["content-security-policy"]).toBeUndefined();
  }
  expect(next.asked).toBe(1);
  expect((await get({ "if-none-match": '"older"' })).body).toEqual(next.answer.page);
});

test("HEAD is answered as GET, without the page", async () => {
  const { headers } = await get();
  const head = await get({}, path, "HEAD");
  expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  expect(head.headers["content-length"]).toBe(headers["content-length"]);
  expect(next.asked).toBe(1);
});

test("what is kept stays within its bytes, and what is asked for often stays", async () => {
  const often = path;
  await get({}, often);
  for (let nth = 0; nth < 200; nth++) {
    next.answer = { ...next.answer, page: randomBytes(100_000), etag: `"${nth}"` };
    await get({}, `${path}-${nth}`);
    const before = next.asked;
    await get({}, often);
    expect(next.asked).toBe(before);
  }
  expect(keptNow().bytes).toBeLessThanOrEqual(KEPT_MAX_BYTES);
  expect(keptNow().bytes).toBeGreaterThan(KEPT_MAX_BYTES * 0.9);
});
