import { isNull } from "drizzle-orm";
import { db, sql } from "@/db/client";
import { messages } from "@/db/schema";
import { deliverMessages } from "@/lib/messages/deliver";
import { closeSmtp, smtpSend } from "@/lib/messages/smtp";
import { NOON } from "../support/times";

// A program of its own, which the tests kill: delivers until nothing waits. "careless" notes mails as sent before it sends them.
const careless = process.argv[2] === "careless";

for (;;) {
  const sent = careless ? await deliverCarelessly() : (await deliverMessages(NOON)).sent;
  if (sent === 0) break;
}
closeSmtp();
await sql.end();

async function deliverCarelessly(): Promise<number> {
  const waiting = await db
    .update(messages)
    .set({ sentAt: NOON })
    .where(isNull(messages.sentAt))
    .returning({ id: messages.id });
  for (const { id } of waiting)
    await smtpSend({ messageId: `<${id}@localhost>`, to: "reader@example.org", subject: "…", text: "…", html: "…" });
  return waiting.length;
}
