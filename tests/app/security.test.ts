import { createHash } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { answerHeadAsGet, isReadableAddress, secure } from "@/app/_cli/security";

let server: Server | undefined;
afterEach(() => server?.close());

async function answerOf(page: RequestListener, path = "/uk", https = false, method = "GET"): Promise<Response> {
  server = createServer((request, response) => {
    answerHeadAsGet(request);
    secure(request, response, { dev: false, https });
    page(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
}

const sha = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

test("a page's own inline scripts are allowed by hash and no others are", async () => {
  const answer = await answerOf((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.flushHeaders();
    response.write("<html><script>one()</script><script src='/x.js'></script><scr");
    response.end("ipt>дві()</script></html>");
  });
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain(`script-src 'self' ${sha("one()")} ${sha("дві()")};`);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(await answer.text()).toContain("дві()");
});

test("a status that is known only at the page's end still reaches the browser", async () => {
  const answer = await answerOf((_, response) => {
    response.setHeader("content-type", "text/html");
    response.write("<html>");
    response.statusCode = 404;
    response.end("</html>");
  });
  expect(answer.status).toBe(404);
});

test("what is not a page passes through as it comes", async () => {
  const answer = await answerOf((_, response) => {
    response.setHeader("content-type", "application/json");
    response.write("{");
    response.end("}");
  });
  expect(answer.headers.get("content-security-policy")).toBeNull();
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await answer.json()).toEqual({});
});

test("a cached page is asked for again each time, and a page without a change is answered 304 without a policy", async () => {
  const cached = await answerOf((_, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("cache-control", "s-maxage=3600, stale-while-revalidate=82800");
    response.end("<html></html>");
  });
  expect(cached.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
  server?.close();
  const unchanged = await answerOf((_, response) => {
    response.setHeader("content-type", "text/html");
    response.statusCode = 304;
    response.end();
  });
  expect(unchanged.headers.get("content-security-policy")).toBeNull();
});

test("an address that is a secret is told to nobody", async () => {
  const page: RequestListener = (_, response) => void response.end();
  const privately = ["/uk/claims/abc", "/en/books/manage/abc", "/api/v1/claims/abc"];
  for (const path of privately) {
    expect((await answerOf(page, path)).headers.get("referrer-policy")).toBe("no-referrer");
    server?.close();
  }
  expect((await answerOf(page, "/uk/pm")).headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
});

test("other sites may frame a widget, which can run nothing, and nothing else of ours", async () => {
  const page: RequestListener = (_, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("etag", '"the same"');
    response.end("<html><script>one()</script></html>");
  };
  const framing = async (path: string) => {
    const { headers } = await answerOf(page, path);
    server?.close();
    const policy = headers.get("content-security-policy") ?? "";
    return { option: headers.get("x-frame-options"), ancestors: /frame-ancestors ([^;]+)/.exec(policy)?.[1], policy };
  };
  const widget = await framing("/embed/pm/charity-book-sale?view=shelf&lang=uk");
  expect(widget).toMatchObject({ option: null, ancestors: "*" });
  expect(widget.policy).toContain("default-src 'none'");
  expect(widget.policy).not.toContain("script-src");
  for (const path of [
    "/uk",
    "/uk/pm/charity-book-sale",
    "/uk/claims/abc",
    "/uk/embed/pm",
    "/embed",
    "/embed/pm",
    "/embed/pm/..%2f..%2fuk",
    "/embed/pm/%2e%2e",
    "/embed/pm/sale/more",
    "/embed//pm/sale",
    "/%65mbed/pm/sale",
    "/?/embed/pm/sale",
  ])
    expect(await framing(path), path).toMatchObject({ option: "DENY", ancestors: "'none'" });
});

test("over HTTPS browsers are told to stay there", async () => {
  const page: RequestListener = (_, response) => void response.end();
  expect((await answerOf(page, "/", true)).headers.get("strict-transport-security")).toContain("max-age=");
  server?.close();
  expect((await answerOf(page, "/")).headers.get("strict-transport-security")).toBeNull();
});

test.each(["/uk/%zz", "/uk/%00", "/uk/a%0d%0ab", "//\u0001", "uk", "/uk?q=%00"])(
  "the address %j is refused before anything reads it",
  (url) => {
    expect(isReadableAddress(url)).toBe(false);
  },
);

test.each(["/", "/uk/pm?q=%D1%81", "/uk/%D0%BA"])("the address %j is read", (url) => {
  expect(isReadableAddress(url)).toBe(true);
});

test("a page answers HEAD with the status it would answer GET, and no body", async () => {
  const page: RequestListener = (request, response) => {
    response.setHeader("content-type", "text/html");
    response.statusCode = request.method === "GET" ? 404 : 200;
    response.end("<html></html>");
  };
  const head = await answerOf(page, "/uk/nowhere", false, "HEAD");
  expect([head.status, await head.text()]).toEqual([404, ""]);
  server?.close();
  expect((await answerOf(page, "/r/code", false, "HEAD")).status).toBe(200); // what counts clicks sees a HEAD
});

test("only the page where piles are scanned has a camera and may run a decoder", async () => {
  const page: RequestListener = (_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<html><script>one()</script></html>");
  };
  const scanning = await answerOf(page, "/uk/pm/charity-book-sale/give/pile?pile=abc");
  expect(scanning.headers.get("permissions-policy")).toContain("camera=(self)");
  expect(scanning.headers.get("content-security-policy")).toContain(
    `script-src 'self' 'wasm-unsafe-eval' ${sha("one()")};`,
  );
  server?.close();
  for (const path of [
    "/uk/pm/charity-book-sale/give",
    "/uk/pm/give/pile",
    "/uk/pm/x/give/pile/more",
    "/uk?x=/uk/a/b/give/pile",
  ]) {
    const other = await answerOf(page, path);
    expect(other.headers.get("permissions-policy"), path).toContain("camera=()");
    expect(other.headers.get("content-security-policy"), path).not.toContain("wasm");
    server?.close();
  }
});
