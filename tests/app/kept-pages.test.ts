import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { compressedOnce, KEPT_MAX_BYTES, keptPages } from "@/app/_cli/kept-pages";
import { secure } from "@/app/_cli/security";

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

const PUBLIC = "s-maxage=3600, stale-while-revalidate=82800";
const PRIVATE = "private, no-cache, no-store, max-age=0, must-revalidate";
const pageOf = (words: string) => Buffer.from(`<html>${words.repeat(1_000)}</html>`);

/** Answers with the page, and says how many pages were kept for it. */
async function serve(page: Buffer, cacheControl: string) {
  const before = keptPages.size;
  server = createServer((request, response) => {
    secure(request, response, { dev: false, https: false });
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("cache-control", cacheControl);
    response.end(page);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/uk/pm`;
  return {
    ask: async (accepted: string) => {
      const answer = await fetch(address, { headers: { "accept-encoding": accepted } });
      const { headers } = answer;
      return {
        text: await answer.text(),
        encoding: headers.get("content-encoding"),
        length: headers.get("content-length"),
      };
    },
    kept: () => keptPages.size - before,
  };
}

test("a public page is compressed once for everyone, and the second answer is the first to the byte", async () => {
  const page = pageOf("Кобзар ");
  const { ask, kept } = await serve(page, PUBLIC);
  const first = await ask("gzip, deflate, br");
  expect(first).toMatchObject({ text: page.toString(), encoding: "br" });
  expect(Number(first.length)).toBeLessThan(page.length / 10);
  expect(await ask("gzip, deflate, br")).toEqual(first);
  expect(kept()).toBe(1);
  expect(compressedOnce(page, "br")?.bytes).toBe(compressedOnce(page, "br")?.bytes);
});

test("each browser gets an encoding it takes", async () => {
  const page = pageOf("Енеїда ");
  expect(brotliDecompressSync(compressedOnce(page, "gzip;q=0.8, BR;q=1")?.bytes ?? "")).toEqual(page);
  expect(gunzipSync(compressedOnce(page, "br;q=0, gzip")?.bytes ?? "")).toEqual(page);
  for (const accepted of ["", "identity", "br;q=0.0", "deflate"])
    expect(compressedOnce(page, accepted)).toBeUndefined();
  const { ask } = await serve(page, PUBLIC);
  expect(await ask("identity")).toEqual({ text: page.toString(), encoding: null, length: String(page.length) });
});

test("a private page is never kept", async () => {
  const page = pageOf("Ваш код BK-7M4QT ");
  const { ask, kept } = await serve(page, PRIVATE);
  expect(await ask("br")).toMatchObject({ text: page.toString(), encoding: null });
  expect(kept()).toBe(0);
});

test("a page that has changed is compressed anew", () => {
  const [before, after] = [pageOf("вільна "), pageOf("зайнята ")];
  expect(compressedOnce(before, "br")?.bytes).not.toEqual(compressedOnce(after, "br")?.bytes);
});

test("what is kept stays within its bytes, and what is asked for often stays", () => {
  const often = randomBytes(100_000);
  const first = compressedOnce(often, "gzip")?.bytes;
  for (let nth = 0; nth < 200; nth++) {
    compressedOnce(randomBytes(100_000), "gzip");
    expect(compressedOnce(often, "gzip")?.bytes).toBe(first);
  }
  const bytes = [...keptPages.values()].reduce((sum, { length }) => sum + length, 0);
  expect(bytes).toBeLessThanOrEqual(KEPT_MAX_BYTES);
  expect(bytes).toBeGreaterThan(KEPT_MAX_BYTES * 0.9);
});
