import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { headers: Record<string, string>; body: string };
/** What the next call gets: a status, no answer at all, or an answer that never ends. */
export type Planned = number | "hang" | "endless" | "hang up";

/** A program of somebody else's on this machine that keeps what it is told. */
export async function aReceiver() {
  const received: Received[] = [];
  const planned: Planned[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ headers, body: Buffer.concat(parts).toString("utf8") });
    const next = planned.shift() ?? 204;
    if (next === "hang up") return void request.socket.destroy();
    if (next === "hang") return;
    if (next === "endless") {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      return more();
    }
    response.writeHead(next, { location: "http://127.0.0.1:9/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told?key=1`,
    received,
    plan: (...next: Planned[]) => void planned.push(...next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
