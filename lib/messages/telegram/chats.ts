import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { telegramChats as chats, communities, messages, people } from "@/db/schema";
import { hashToken, newSecretToken } from "@/lib/core/codes";
import type { Locale } from "@/lib/core/i18n/locale";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { BotFault, isTelegramOn, ourBot } from "./api";
import { startLink } from "./bot";

const LINK_MS = 3_600_000;
const TOKEN = /^[\w-]{43}$/;

export type ChatState = "off" | "none" | "linked" | "lost";

/** Whether somebody is told in Telegram: not possible here, not yet, yes, or no longer because they blocked the bot. */
export async function chatState({ communityId, personId }: PersonActor): Promise<ChatState> {
  if (!isTelegramOn()) return "off";
  const [chat] = await db
    .select({ chatId: chats.chatId, lostAt: chats.lostAt })
    .from(chats)
    .where(and(eq(chats.communityId, communityId), eq(chats.personId, personId)));
  if (chat?.chatId) return "linked";
  return chat?.lostAt ? "lost" : "none";
}

/**
 * The address that links a chat to this person: whoever opens it within an hour and presses Start is told there what e-mail tells
 * them. Only the token's hash is kept; a new one replaces it. Refuses `telegram.off`, `telegram.silent`.
 */
export async function makeChatLink({ communityId, personId }: PersonActor, now = new Date(), bot = ourBot()) {
  if (!bot) throw new Refusal("telegram.off");
  const token = newSecretToken();
  const address = await startLink(token, bot).catch((error: unknown) => {
    if (!(error instanceof BotFault)) throw error;
    log.warn({ status: error.status, reason: error.message }, "Telegram did not say who the bot is");
    throw new Refusal("telegram.silent");
  });
  const link = { linkHash: hashToken(token), linkEndsAt: new Date(now.getTime() + LINK_MS) };
  await db
    .insert(chats)
    .values({ communityId, personId, ...link, createdAt: now })
    .onConflictDoUpdate({ target: [chats.communityId, chats.personId], set: link });
  return address;
}

/** Nothing more is told to this person in Telegram, and what waited for that is dropped. */
export async function unlinkChat({ communityId, personId }: PersonActor, now = new Date()): Promise<void> {
  await db.transaction((tx) => endChat(tx, { communityId, personId }, now));
}

export type Linked = { community: string; locale: Locale };

/** A step: the chat that opened a link. Nothing when the link is none, is over, or its person was erased. */
export async function linkChat(tx: Tx, token: string, chatId: string, now: Date): Promise<Linked | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const [linked] = await tx
    .update(chats)
    .set({ chatId, linkHash: null, linkEndsAt: null, lostAt: null })
    .from(people)
    .where(
      and(
        eq(chats.linkHash, hashToken(token)),
        gt(chats.linkEndsAt, now),
        eq(people.communityId, chats.communityId),
        eq(people.id, chats.personId),
        isNull(people.erasedAt),
      ),
    )
    .returning({ communityId: chats.communityId, locale: people.locale });
  if (!linked) return undefined;
  const [community] = await tx
    .select({ name: communities.name })
    .from(communities)
    .where(eq(communities.id, linked.communityId));
  return { community: community?.name ?? "", locale: linked.locale };
}

/** A step: who is told in a chat, of all communities. */
export async function personsOf(tx: Tx, chatId: string) {
  return tx
    .select({ communityId: chats.communityId, personId: chats.personId, locale: people.locale })
    .from(chats)
    .innerJoin(people, and(eq(people.communityId, chats.communityId), eq(people.id, chats.personId)))
    .where(eq(chats.chatId, chatId))
    .orderBy(chats.createdAt);
}

/** A step: the chat is no longer this person's; `isLost` when the bot was blocked there. What waited for it is dropped. */
export async function endChat(
  tx: Tx,
  { communityId, personId }: Pick<PersonActor, "communityId" | "personId">,
  now: Date,
  isLost = false,
): Promise<void> {
  await tx
    .update(chats)
    .set({ chatId: null, linkHash: null, linkEndsAt: null, lostAt: isLost ? now : null })
    .where(and(eq(chats.communityId, communityId), eq(chats.personId, personId)));
  await tx
    .update(messages)
    .set({ failedAt: now, lastError: isLost ? "the bot was blocked" : "the chat was unlinked", payload: {} })
    .where(
      and(
        eq(messages.communityId, communityId),
        eq(messages.personId, personId),
        eq(messages.channel, "telegram"),
        sql`${messages.sentAt} is null and ${messages.failedAt} is null`,
      ),
    );
}
