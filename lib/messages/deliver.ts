import { and, asc, desc, eq, inArray, isNull, lte } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { messages, people } from "@/db/schema";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { CODE_MINUTES } from "@/lib/identity/codes";
import { type Message, readFacts } from "./facts";
import { CODES } from "./kinds";
import { asHtml, asText } from "./render";
import { hasServer, isOffline, type Mail, type Send, smtpSend } from "./smtp";
import { letterOf } from "./templates";

const BATCH_MAX = 200;
export const ATTEMPTS_MAX = 10;
const LAST_ERROR_LENGTH = 300;

export type Delivery = { sent: number; retried: number; gaveUp: number; dropped: number };

/**
 * Sends the e-mails that wait in the outbox, up to 200 a run, codes first. Each row is locked while its one mail is on the way, so two
 * deliverers never send it twice; one that dies in between leaves the row to the next, who sends it with the same Message-ID.
 * Failures are tried again after 1, 3, 9 … minutes (at most 12 hours) and given up after ten. What is no longer true, or whose
 * person was erased, is dropped. While the server is out of reach the rest waits and loses no try.
 */
export async function deliverMessages(now = new Date(), send?: Send): Promise<Delivery> {
  const done: Delivery = { sent: 0, retried: 0, gaveUp: 0, dropped: 0 };
  if (!send && !hasServer()) return done;

  // One at a time, so that a deliverer that is killed has at most one mail whose sending was not noted.
  for (let left = BATCH_MAX; left > 0; left--) {
    const outcome = await deliverNext(now, send ?? smtpSend);
    if (outcome === "none") break;
    done[outcome === "offline" ? "retried" : outcome] += 1;
    if (outcome === "offline") break;
  }
  return done;
}

/** Minutes until a message that has failed so often is tried again. */
export function backOffMinutes(attempts: number): number {
  return Math.min(3 ** (attempts - 1), 12 * 60);
}

type Outcome = keyof Delivery | "offline" | "none";

function deliverNext(now: Date, send: Send): Promise<Outcome> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ message: messages, email: people.email, erasedAt: people.erasedAt })
      .from(messages)
      .innerJoin(people, and(eq(people.communityId, messages.communityId), eq(people.id, messages.personId)))
      .where(
        and(
          eq(messages.channel, "email"),
          isNull(messages.sentAt),
          isNull(messages.failedAt),
          lte(messages.deliverAfter, now),
        ),
      )
      .orderBy(desc(inArray(messages.kind, [...CODES])), asc(messages.deliverAfter))
      .limit(1)
      .for("update", { of: messages, skipLocked: true });
    if (!row) return "none";
    const { message, email, erasedAt } = row;

    if (email === null || erasedAt) return drop(tx, message, "the person was erased", now);
    if (isStaleCode(message, now)) return drop(tx, message, "the code had run out", now);
    try {
      const mail = await mailOf(tx, message, email, now);
      if (!mail) return drop(tx, message, "it was no longer true", now);
      await send(mail);
    } catch (error) {
      return failed(tx, message, error, now);
    }
    // Codes and reasons have done their work.
    await change(tx, message, { sentAt: now, attempts: message.attempts + 1, lastError: null, payload: {} });
    return "sent";
  });
}

/** Nothing when the message is no longer true. */
async function mailOf(tx: Tx, message: Message, to: string, now: Date): Promise<Mail | undefined> {
  // A savepoint: a query that fails here must not take the note of the failure with it.
  const facts = await tx.transaction((inner) => readFacts(inner, message, now));
  const letter = letterOf(message, facts, now);
  if (!letter) return undefined;
  const messageId = `<${message.id}@${new URL(env.APP_URL).hostname}>`;
  const { subject, calendar: content } = letter;
  const attachments = content
    ? [{ filename: "meeting.ics", content, contentType: "text/calendar; charset=utf-8" }]
    : undefined;
  return { messageId, to, subject, text: asText(letter), html: asHtml(letter), ...(attachments && { attachments }) };
}

function isStaleCode({ kind, createdAt, payload }: Message, now: Date): boolean {
  return (
    CODES.includes(kind) && payload.code !== undefined && createdAt.getTime() + CODE_MINUTES * 60_000 <= now.getTime()
  );
}

async function failed(tx: Tx, message: Message, error: unknown, now: Date): Promise<Outcome> {
  const attempts = message.attempts + 1;
  const lastError = String(error instanceof Error ? error.message : error).slice(0, LAST_ERROR_LENGTH);
  const isLast = attempts >= ATTEMPTS_MAX;
  const deliverAfter = new Date(now.getTime() + backOffMinutes(attempts) * 60_000);
  log.warn({ message: message.id, kind: message.kind, attempts, isLast }, "a message was not sent");
  await change(tx, message, {
    attempts,
    lastError,
    ...(isLast ? { failedAt: now, payload: {} } : { deliverAfter }),
  });
  if (isLast) return "gaveUp";
  return isOffline(error) ? "offline" : "retried";
}

async function drop(tx: Tx, message: Message, lastError: string, now: Date): Promise<Outcome> {
  await change(tx, message, { failedAt: now, lastError, payload: {} });
  return "dropped";
}

async function change(tx: Tx, { communityId, id }: Message, set: Partial<Message>): Promise<void> {
  await tx
    .update(messages)
    .set(set)
    .where(and(eq(messages.communityId, communityId), eq(messages.id, id)));
}
