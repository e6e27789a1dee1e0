import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { telegramMarks } from "@/db/schema";
import { type Bot, ourBot } from "./api";

const meSchema = z.object({ username: z.string() });

/** What is known of a bot: its name, and how far it has read. Asked of Telegram once. Throws `BotFault`. */
export async function knownBot(bot: Bot) {
  const [known] = await db.select().from(telegramMarks).where(eq(telegramMarks.bot, bot.id));
  if (known) return known;
  const { username } = meSchema.parse(await bot.call("getMe", {}));
  await db.insert(telegramMarks).values({ bot: bot.id, username }).onConflictDoNothing();
  return { bot: bot.id, username, nextUpdate: 0, readAt: null };
}

/** The address that opens the bot with a secret in hand. Throws `BotFault` when nobody has asked who it is yet, and it is silent. */
export async function startLink(token: string, bot = ourBot()): Promise<string> {
  if (!bot) throw new Error("TELEGRAM_TOKEN is not set");
  const { username } = await knownBot(bot);
  return `https://t.me/${username}?start=${token}`;
}
