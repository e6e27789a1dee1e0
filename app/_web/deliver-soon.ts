import { after } from "next/server";
import { log } from "@/lib/core/log";
import { deliverMessages } from "@/lib/messages/deliver";

/** Sends what waits in the outbox once the answer is out: somebody is looking at their inbox for a code. The clock sends the rest. */
export function deliverSoon(): void {
  after(async () => {
    try {
      await deliverMessages();
    } catch (error) {
      log.error({ err: error }, "the letters wait for the clock");
    }
  });
}
