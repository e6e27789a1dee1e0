import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import { takeMonoWebhook, takeStripeWebhook } from "@/lib/donations/card/webhooks";
import { TELEGRAM_WEBHOOK, takeTelegramWebhook } from "@/lib/messages/telegram/updates";

const WEBHOOK_MAX = 256 * 1024;
const OFF = ["donations.cardsOff", "telegram.off"];

type Take = {
  signature: string;
  take: (raw: Uint8Array, signature: string | null) => Promise<void>;
  /** It is settled by then: nothing waits to be handled. */
  isDone?: true;
};

/** Stripe's events, plata by mono's states of an invoice, and what people write to the bot in Telegram. */
const TAKEN: Record<string, Take> = {
  "/api/stripe/webhook": { signature: "stripe-signature", take: takeStripeWebhook },
  "/api/mono/webhook": { signature: "x-sign", take: takeMonoWebhook },
  [TELEGRAM_WEBHOOK]: { signature: "x-telegram-bot-api-secret-token", take: takeTelegramWebhook, isDone: true },
};

/**
 * Answers a card provider's or Telegram's webhook before Next does, several times faster: it is kept, then answered 200, then `came` is told. A
 * signature that does not hold is 400, a body that is too long 413, and neither changes anything. A fault of ours is 500, so that
 * the provider sends it again. False when the request is for something else.
 */
export function answerWebhook(request: IncomingMessage, response: ServerResponse, came: () => void): boolean {
  const taken = TAKEN[(request.url ?? "").split("?", 1)[0] ?? ""];
  if (!taken) return false;
  answer(request, taken).then(
    (status) => {
      end(response, status);
      if (status === 200 && !taken.isDone) came();
    },
    (error: unknown) => {
      log.error({ err: error }, "a webhook could not be kept");
      end(response, 500);
    },
  );
  return true;
}

async function answer(request: IncomingMessage, { signature, take }: Take): Promise<number> {
  if (request.method !== "POST") return 405;
  const raw = await bodyOf(request);
  if (!raw) return 413;
  try {
    await take(raw, [request.headers[signature]].flat()[0] ?? null);
    return 200;
  } catch (error) {
    if (error instanceof Refusal) return OFF.includes(error.code) ? 404 : 400;
    throw error;
  }
}

/** Nothing when there is more of it than anybody sends. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > WEBHOOK_MAX) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > WEBHOOK_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function end(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  const isRead = status !== 405 && status !== 413; // else what is still coming is not waited for
  response.writeHead(status, {
    "Cache-Control": "no-store",
    "Content-Length": 0,
    ...(status === 405 && { Allow: "POST" }),
    ...(!isRead && { Connection: "close" }),
  });
  response.end();
}
