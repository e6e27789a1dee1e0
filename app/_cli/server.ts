import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";
import next from "next";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { eventsTeller, startClock } from "./clock";
import { answerKept } from "./kept-pages";
import { answerLink } from "./redirects";
import { acceptOwnForms, answerHeadAsGet, isReadableAddress, secure } from "./security";
import { answerWebhook } from "./webhooks";

const dev = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOST ?? "0.0.0.0";
const GRACE_MS = 10_000;

const origin = `http://127.0.0.1:${port}`;
const eventsCame = eventsTeller(origin);

const app = next({ dev, port, hostname });
const handle = app.getRequestHandler();
await app.prepare();
// Its types ask for Express; the middleware itself needs no more than Node.
const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } }) as unknown as (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

const server = createServer((request, response) => {
  if (!isReadableAddress(request.url)) {
    response.writeHead(400, { "content-type": "text/plain" }).end("Bad Request");
    return;
  }
  // what a visitor claims about their own address counts only behind a proxy that checks it
  if (!env.TRUST_PROXY) request.headers["x-forwarded-for"] = request.socket.remoteAddress;
  if (answerLink(request, response) || answerWebhook(request, response, eventsCame)) return;
  if (answerKept(request, response)) return;
  compress(request, response, () => {
    answerHeadAsGet(request);
    acceptOwnForms(request);
    secure(request, response, { dev, https: env.APP_URL.startsWith("https:") });
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error }, "request failed");
      response.destroy();
    });
  });
});
server.requestTimeout = 120_000; // five photos over a phone's connection
server.on("error", (error) => {
  log.fatal({ err: error }, "the server could not start");
  process.exit(1);
});
server.listen(port, hostname, () => {
  log.info({ port }, "serving");
  startClock(origin);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), GRACE_MS).unref();
  });
}
