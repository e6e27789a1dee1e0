import { after } from "next/server";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import { handleEvents } from "@/lib/donations/card/events";
import { pagesOf } from "@/lib/donations/moves";
import { changedByApi } from "./freshness";
import { readBytes } from "./request-body";

const WEBHOOK_MAX = 256 * 1024;

type Take = (raw: Uint8Array, signature: string | null) => Promise<void>;

/**
 * A card provider's webhook: kept, then answered 200, then acted on. A signature that does not hold is 400, a body that is too long
 * 413, and neither changes anything. A fault of ours is 500, so that the provider sends it again.
 */
export async function takeWebhook(request: Request, signatureHeader: string, take: Take): Promise<Response> {
  const raw = await readBytes(request, WEBHOOK_MAX).catch(() => undefined);
  if (!raw) return new Response(null, { status: 413 });
  try {
    await take(raw, request.headers.get(signatureHeader));
  } catch (error) {
    if (error instanceof Refusal)
      return new Response(null, { status: error.code === "donations.cardsOff" ? 404 : 400 });
    log.error({ err: error }, "a webhook could not be kept");
    return new Response(null, { status: 500 });
  }
  handleSoon();
  return new Response(null, { status: 200 });
}

let isHandling = false;

/** At once, one after another; what comes meanwhile is in the next round, or the clock's. */
function handleSoon(): void {
  if (isHandling) return;
  isHandling = true;
  after(async () => {
    try {
      for (const outcome of await handleEvents()) changedByApi(pagesOf(outcome));
    } catch (error) {
      log.error({ err: error }, "what a card provider told waits for the clock");
    } finally {
      isHandling = false;
    }
  });
}
