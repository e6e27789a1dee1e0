import { and, asc, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { telegramChats as chats, messages, people } from "@/db/schema";
import { log } from "@/lib/core/log";
import { ATTEMPTS_MAX, backOffMinutes, type Delivery } from "../deliver";
import { type Message, readFacts } from "../facts";
import { letterOf } from "../templates";
import { type Bot, BotFault, ourBot } from "./api";
import { endChat } from "./chats";
import { asChatMessage, type ChatMessage } from "./render";

const CHATS_AT_ONCE = 4;
const CHATS_MAX = 200;
const PER_CHAT_MAX = 20;
const RUN_MS = 20_000;
const MINUTE_MS = 60_000;
/** A message that was begun and never noted is begun again after this. */
export const LEASE_MS = 2 * MINUTE_MS;
const RETRY_AFTER_MAX_S = 3_600;

type Outcome = keyof Delivery | "flood";

/**
 * Sends what waits for Telegram: several chats side by side, the messages of one in their order. A chat that fails is left alone
 * until the next run. When Telegram asks for a pause, everything waits that long and loses no try; a chat where the bot was blocked
 * is unlinked; what Telegram will never take is given up. Other failures are tried again as e-mail is. E-mails are rows of their
 * own and know nothing of it. A row is marked as begun before it is sent, so whoever dies in between repeats one message.
 */
export async function deliverToChats(now = new Date(), bot = ourBot()): Promise<Delivery> {
  const done: Delivery = { sent: 0, retried: 0, gaveUp: 0, dropped: 0 };
  if (!bot) return done;
  const until = performance.now() + RUN_MS;
  const due = await duePeople(now);
  let isFlood = false;
  async function work(through: Bot) {
    for (let person = due.shift(); person; person = due.shift()) {
      for (let left = PER_CHAT_MAX; left > 0 && !isFlood && performance.now() < until; left--) {
        const outcome = await deliverNext(through, person, now);
        if (outcome === "flood") isFlood = true;
        else if (outcome) done[outcome] += 1;
        if (outcome !== "sent" && outcome !== "dropped") break;
      }
    }
  }
  await Promise.all(Array.from({ length: CHATS_AT_ONCE }, () => work(bot)));
  return done;
}

type Ref = { communityId: string; personId: string };
type Begun = { message: Message; chatId: string; says: ChatMessage };

async function deliverNext(bot: Bot, person: Ref, now: Date): Promise<Outcome | undefined> {
  const begun = await begin(person, now);
  if (!begun || typeof begun === "string") return begun;
  const { message, chatId, says } = begun;
  try {
    await sayInChat(bot, chatId, says);
  } catch (error) {
    if (error instanceof BotFault) return noteFault(message, error, now);
    throw error;
  }
  await change(db, message, { sentAt: now, lastError: null, payload: {} });
  return "sent";
}

/** Says something in a chat, at once. Throws `BotFault`. */
export async function sayInChat(bot: Bot, chatId: string, { text, buttons }: ChatMessage): Promise<void> {
  await bot.call("sendMessage", {
    chat_id: chatId,
    text,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons.map((button) => [button]) } }),
  });
}

function isDue(now: Date): SQL | undefined {
  return and(
    eq(messages.channel, "telegram"),
    isNull(messages.sentAt),
    isNull(messages.failedAt),
    lte(messages.deliverAfter, now),
  );
}

function duePeople(now: Date): Promise<Ref[]> {
  return db
    .selectDistinct({ communityId: messages.communityId, personId: messages.personId })
    .from(messages)
    .where(isDue(now))
    .limit(CHATS_MAX);
}

/** The next message of a person, written and begun. A word where there is nothing to send: it was dropped, or could not be written. */
function begin({ communityId, personId }: Ref, now: Date): Promise<Begun | Outcome | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ message: messages, chatId: chats.chatId, erasedAt: people.erasedAt })
      .from(messages)
      .innerJoin(people, and(eq(people.communityId, messages.communityId), eq(people.id, messages.personId)))
      .leftJoin(chats, and(eq(chats.communityId, messages.communityId), eq(chats.personId, messages.personId)))
      .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId), isDue(now)))
      .orderBy(asc(messages.createdAt), asc(messages.id))
      .limit(1)
      .for("update", { of: messages, skipLocked: true });
    if (!row) return undefined;
    const { message, chatId, erasedAt } = row;
    if (!chatId || erasedAt) return drop(tx, message, "there is no chat", now);
    try {
      // A savepoint: a query that fails here must not take the note of the failure with it.
      const facts = await tx.transaction((inner) => readFacts(inner, message, now));
      const letter = letterOf(message, facts, now);
      if (!letter) return drop(tx, message, "it was no longer true", now);
      const lease = { attempts: message.attempts + 1, deliverAfter: new Date(now.getTime() + LEASE_MS) };
      const taken = one(await change(tx, message, lease));
      return { message: taken, chatId, says: asChatMessage(letter) };
    } catch (error) {
      const attempts = message.attempts + 1;
      return failed(tx, { ...message, attempts }, error instanceof Error ? error.message : String(error), now);
    }
  });
}

async function noteFault(message: Message, fault: BotFault, now: Date): Promise<Outcome> {
  const { status, message: reason } = fault;
  log.warn({ message: message.id, status, reason }, "Telegram did not take a message");
  if (status === 429) {
    const seconds = Math.min(fault.retryAfter ?? 1, RETRY_AFTER_MAX_S);
    await pause(message, new Date(now.getTime() + seconds * 1_000));
    return "flood";
  }
  if (status === 403) {
    await db.transaction((tx) => endChat(tx, message, now, true));
    return "gaveUp";
  }
  if (status === 400) {
    await change(db, message, { failedAt: now, lastError: reason, payload: {} });
    return "gaveUp";
  }
  return failed(db, message, reason, now);
}

/** Telegram's pause is for the whole bot. */
async function pause(message: Message, until: Date): Promise<void> {
  await change(db, message, { attempts: message.attempts - 1, deliverAfter: until });
  await db.update(messages).set({ deliverAfter: until }).where(isDue(until));
}

async function failed(tx: Pick<Tx, "update">, message: Message, lastError: string, now: Date): Promise<Outcome> {
  const { attempts } = message;
  const isLast = attempts >= ATTEMPTS_MAX;
  const deliverAfter = new Date(now.getTime() + backOffMinutes(attempts) * MINUTE_MS);
  await change(tx, message, { attempts, lastError, ...(isLast ? { failedAt: now, payload: {} } : { deliverAfter }) });
  return isLast ? "gaveUp" : "retried";
}

async function drop(tx: Tx, message: Message, lastError: string, now: Date): Promise<Outcome> {
  await change(tx, message, { failedAt: now, lastError, payload: {} });
  return "dropped";
}

/** Only while nobody else has settled it: a chat can end while a message is on its way. */
function change(tx: Pick<Tx, "update">, { communityId, id }: Message, set: Partial<Message>): Promise<Message[]> {
  return tx
    .update(messages)
    .set(set)
    .where(and(eq(messages.communityId, communityId), eq(messages.id, id), sql`${messages.sentAt} is null`))
    .returning();
}
