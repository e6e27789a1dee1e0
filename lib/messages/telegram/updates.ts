import { timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { db, one, type Tx } from "@/db/client";
import { telegramMarks as marks } from "@/db/schema";
import { hashToken } from "@/lib/core/codes";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { telegramWords } from "@/lib/core/i18n/messages/telegram";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import { escaped } from "../render";
import { type Bot, BotFault, ourBot } from "./api";
import { knownBot } from "./bot";
import { endChat, linkChat, personsOf } from "./chats";
import { sayInChat } from "./deliver";

const WAIT_S = 3;
const BATCH = 100;
const DAY_MS = 86_400_000;
/** A week without updates, and Telegram numbers the next from anywhere: what was read before says nothing then. */
const NUMBERED_FOR_MS = 6 * DAY_MS;
const ASKED_FOR = ["message", "my_chat_member"];
export const TELEGRAM_WEBHOOK = "/api/telegram/webhook";

const chatSchema = z.object({ id: z.int(), type: z.string() });
const updateSchema = z.object({
  update_id: z.int().nonnegative(),
  message: z
    .object({
      chat: chatSchema,
      from: z.object({ language_code: z.string().optional() }).optional(),
      text: z.string().optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat: chatSchema, new_chat_member: z.object({ status: z.string() }) }).optional(),
});
type Update = z.infer<typeof updateSchema>;
type Reply = { chatId: string; text: string };

/**
 * Takes what people wrote to the bot since it last asked, and answers them. The call is held for some seconds until something comes.
 * When Telegram calls us instead, this only sees to it that it does. One process at a time: the clock's job. Answers how many
 * updates there were.
 */
export async function listenToBot(now = new Date(), bot = ourBot()): Promise<number> {
  if (!bot) return 0;
  const mark = await knownBot(bot);
  if (env.TELEGRAM_WEBHOOK_SECRET) {
    await askToBeCalled(bot, env.TELEGRAM_WEBHOOK_SECRET);
    return 0;
  }
  const offset = isNumberedOn(mark.readAt, now) ? { offset: mark.nextUpdate } : {};
  const updates = await updatesOf(bot, offset);
  const said: Promise<void>[] = [];
  for (const update of updates) {
    const reply = await takeUpdate(bot, update, now);
    if (reply) said.push(say(bot, reply));
  }
  await Promise.all(said);
  return updates.length;
}

/**
 * Takes an update that Telegram sent. Refuses `telegram.off` while nobody waits for any, `telegram.forged` when the secret it was
 * given does not come with it.
 */
export async function takeTelegramWebhook(
  raw: Uint8Array,
  secret: string | null,
  now = new Date(),
  bot = ourBot(),
): Promise<void> {
  if (!bot || !env.TELEGRAM_WEBHOOK_SECRET) throw new Refusal("telegram.off");
  if (!isSame(secret ?? "", env.TELEGRAM_WEBHOOK_SECRET)) throw new Refusal("telegram.forged");
  await knownBot(bot);
  const reply = await takeUpdate(bot, jsonOf(raw), now);
  if (reply) void say(bot, reply); // Telegram waits for our answer to this call first
}

async function updatesOf(bot: Bot, offset: { offset?: number }): Promise<unknown[]> {
  const asked = { ...offset, limit: BATCH, timeout: WAIT_S, allowed_updates: ASKED_FOR };
  try {
    return z.array(z.unknown()).parse(await bot.call("getUpdates", asked, WAIT_S * 1_000));
  } catch (error) {
    if (!(error instanceof BotFault)) throw error;
    // 409: it is called somewhere, as set up before; or another program asks for the same bot
    if (error.status === 409) await bot.call("deleteWebhook", {}).catch(() => {});
    log.warn({ status: error.status, reason: error.message }, "Telegram did not tell what is new");
    return [];
  }
}

/** One update, once: its effect and how far the bot has read are one transaction. Answers what to say. */
async function takeUpdate(bot: Bot, unread: unknown, now: Date): Promise<Reply | undefined> {
  const read = updateSchema.safeParse(unread);
  const id = read.success ? read.data.update_id : z.object({ update_id: z.int() }).safeParse(unread).data?.update_id;
  if (id === undefined) return undefined;
  return db.transaction(async (tx) => {
    const mark = one(await tx.select().from(marks).where(eq(marks.bot, bot.id)).for("update"));
    if (isNumberedOn(mark.readAt, now) && id < mark.nextUpdate) return undefined;
    await tx
      .update(marks)
      .set({ nextUpdate: id + 1, readAt: now })
      .where(eq(marks.bot, bot.id));
    return read.success ? follow(tx, read.data, now) : undefined; // of a kind we do not know
  });
}

async function follow(tx: Tx, { message, my_chat_member: member }: Update, now: Date): Promise<Reply | undefined> {
  if (member?.chat.type === "private" && member.new_chat_member.status === "kicked") {
    for (const person of await personsOf(tx, String(member.chat.id))) await endChat(tx, person, now, true);
  }
  // what is told is one person's: groups are not spoken to
  if (message?.chat.type !== "private") return undefined;
  const chatId = String(message.chat.id);
  const [command = "", token = ""] = (message.text ?? "").trim().split(/\s+/);
  if (/^\/start(@\w+)?$/i.test(command) && token) {
    const linked = await linkChat(tx, token, chatId, now);
    if (linked) return { chatId, text: telegramWords(linked.locale)("bot.linked", { community: linked.community }) };
  }
  const people = await personsOf(tx, chatId);
  const t = telegramWords(people[0]?.locale ?? languageOf(message.from?.language_code));
  if (/^\/stop(@\w+)?$/i.test(command)) {
    for (const person of people) await endChat(tx, person, now);
    return { chatId, text: t(people.length > 0 ? "bot.stopped" : "bot.notLinked") };
  }
  if (/^\/start(@\w+)?$/i.test(command) && token && people.length === 0) return { chatId, text: t("bot.linkOver") };
  return { chatId, text: t(people.length > 0 ? "bot.help" : "bot.notLinked") };
}

/** Who has not said who they are is spoken to as their Telegram is set. */
function languageOf(code: string | undefined): Locale {
  return code === undefined || /^(uk|ru|be)\b/.test(code) ? "uk" : "en";
}

/** An answer that is lost is asked for again by whoever wrote. */
async function say(bot: Bot, { chatId, text }: Reply): Promise<void> {
  try {
    await sayInChat(bot, chatId, { text: escaped(text), buttons: [] });
  } catch (error) {
    log.warn({ err: error }, "the bot could not answer");
  }
}

const infoSchema = z.object({ url: z.string().default("") });

/** Telegram calls one address; ours is told to it when it is another. */
async function askToBeCalled(bot: Bot, secret: string): Promise<void> {
  const url = `${env.APP_URL.replace(/\/+$/, "")}${TELEGRAM_WEBHOOK}`;
  // the secret is never told back: a part of its hash in the address shows that it was changed
  const known = `${url}?v=${hashToken(secret).slice(0, 8)}`;
  const { url: called } = infoSchema.parse(await bot.call("getWebhookInfo", {}));
  if (called === known) return;
  await bot.call("setWebhook", { url: known, secret_token: secret, allowed_updates: ASKED_FOR, max_connections: 1 });
}

function isNumberedOn(readAt: Date | null, now: Date): boolean {
  return readAt !== null && now.getTime() - readAt.getTime() < NUMBERED_FOR_MS;
}

function isSame(given: string, kept: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(kept)));
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString("utf8"));
  } catch {
    return undefined;
  }
}
