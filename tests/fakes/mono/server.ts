import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};
export type Answered = { status: number; body: object | string; location?: string };

const BODY_MAX = 1_000_000;

/** A server on this machine alone. "hang up" breaks the connection without an answer. */
export async function listen(answer: (asked: Asked) => Promise<Answered | "hang up">, port = 0) {
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return; // the caller left in the middle
      console.error(error);
      response.writeHead(500).end();
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse) {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) {
      body += chunk;
      if (body.length > BODY_MAX) return request.destroy();
    }
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const { method = "GET", headers } = request;
    const answered = await answer({ method, path: pathname, query: searchParams, headers, body });
    if (answered === "hang up") return request.socket.destroy();
    const isHtml = typeof answered.body === "string";
    response.writeHead(answered.status, {
      "content-type": isHtml ? "text/html; charset=utf-8" : "application/json",
      "cache-control": "no-store",
      ...(answered.location && { location: answered.location }),
    });
    response.end(isHtml ? answered.body : JSON.stringify(answered.body));
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
