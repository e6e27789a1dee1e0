import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ApiAnswer, ApiRequest } from "./api";
import { type PageAnswer, showCheckout, submitCheckout } from "./checkout-page";
import { actOnDashboard, dashboardPage } from "./dashboard-page";
import { STYLE_SOURCE } from "./html";
import type { Account } from "./state";

const BODY_MAX = 1_000_000;

/** Listens on the loopback interface only. */
export function startServer(options: {
  account: Account;
  port: number;
  respond: (request: ApiRequest) => Promise<ApiAnswer | null>;
  changed: () => void;
}): Promise<Server> {
  const { account, port, respond, changed } = options;
  let said = "";

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end("The fake itself failed");
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", "http://localhost");
    const method = request.method ?? "GET";
    const body = await readBody(request);
    if (body === null) response.writeHead(413).end();
    else if (url.pathname.startsWith("/v1/")) {
      const answer = await respond({ method, url, headers: request.headers, body });
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
      else request.socket.destroy();
    } else if (method === "POST" && request.headers["sec-fetch-site"] === "cross-site") response.writeHead(403).end();
    else {
      sendPage(response, pageOf(method, url.pathname, new URLSearchParams(body)));
      if (method === "POST") changed();
    }
  }

  function pageOf(method: string, path: string, form: URLSearchParams): PageAnswer {
    const sessionId = /^\/pay\/(\w+)$/.exec(path)?.[1];
    if (sessionId !== undefined) {
      return method === "POST" ? submitCheckout(account, sessionId, form) : showCheckout(account, sessionId);
    }
    if (path !== "/dashboard") return { status: 404, body: "" };
    if (method === "POST") {
      try {
        said = actOnDashboard(account, form);
      } catch (error) {
        said = error instanceof Error ? error.message : String(error);
      }
      // relative, so that it holds behind another address as well
      return { location: "dashboard" };
    }
    const answer = { status: 200, body: dashboardPage(account, said) };
    said = "";
    return answer;
  }

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

/** @returns null when it is larger than any request should be */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sendPage(response: ServerResponse, answer: PageAnswer) {
  if ("location" in answer) {
    response.writeHead(303, { location: answer.location, "cache-control": "no-store" }).end();
    return;
  }
  response.writeHead(answer.status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; frame-ancestors 'none'`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(answer.body);
}
