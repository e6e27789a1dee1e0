import { and, eq } from "drizzle-orm";
import { db, sql } from "@/db/client";
import { messages } from "@/db/schema";
import { remindMeetings } from "@/lib/claims/handovers/sweep";
import { readFacts } from "@/lib/messages/facts";
import { asText } from "@/lib/messages/render";
import { letterOf } from "@/lib/messages/templates";

// A program of its own, run beside the product: the reminders of a community's meetings as they go out at another hour than now.

const now = new Date(process.env.E2E_NOW ?? "");
const communityId = process.env.E2E_COMMUNITY ?? "";
await remindMeetings(now);
const promised = await db
  .select()
  .from(messages)
  .where(and(eq(messages.communityId, communityId), eq(messages.kind, "handover_soon")));
const letters = await Promise.all(
  promised.map((message) =>
    db.transaction(async (tx) => {
      const letter = letterOf(message, await readFacts(tx, message), now);
      return letter ? asText(letter) : "";
    }),
  ),
);
console.log(JSON.stringify(letters));
await sql.end();
