import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { raw: Buffer; sign: string };

/** Takes webhooks as a shop would, raw; `answer` says with which status, 200 unless told. */
export async function startReceiver(answer: (received: Received) => number = () => 200) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const webhook = { raw, sign: String(request.headers["x-sign"] ?? "") };
    received.push(webhook);
    response.writeHead(answer(webhook)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    statuses: () => received.map(({ raw }) => JSON.parse(raw.toString()).status as string),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
