import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";

/** Takes webhooks as the product would: only well-signed ones count, and they are answered with `status`. */
export async function startReceiver(webhookSecret: string) {
  const { webhooks } = new Stripe("sk_test_receiver");
  const received: Stripe.Event[] = [];
  const receiver = {
    url: "",
    status: 200,
    received,
    forged: 0,
    types: () => received.map((event) => event.type),
    close,
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const signature = request.headers["stripe-signature"] ?? "";
      received.push(webhooks.constructEvent(Buffer.concat(chunks), signature, webhookSecret));
    } catch {
      receiver.forged++;
    }
    response.writeHead(receiver.status).end();
  });

  function close() {
    server.closeAllConnections();
    server.close();
  }

  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  return receiver;
}
