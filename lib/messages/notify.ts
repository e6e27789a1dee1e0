import { and, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type MessageKind, messages, people, telegramChats } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { CODES } from "./kinds";
import { isTelegramOn } from "./telegram/api";

export type Notice = {
  communityId: string;
  personId: string;
  kind: MessageKind;
  subjectId?: string;
  payload?: Record<string, string | number>;
  locale?: Locale; // of the page somebody asked from; otherwise the person's own
};

/**
 * Promises an e-mail inside the caller's transaction: no change without it, no message without the change. Whoever linked a chat
 * is promised the same in Telegram, as a row of its own; codes go by e-mail alone.
 * The language is the person's at this moment; somebody erased, or without an address, gets none.
 */
export async function notify(tx: Tx, notice: Notice, now: Date): Promise<void> {
  const { communityId, personId } = notice;
  const person = one(
    await tx
      .select({ email: people.email, locale: people.locale, erasedAt: people.erasedAt, chatId: telegramChats.chatId })
      .from(people)
      .leftJoin(
        telegramChats,
        and(eq(telegramChats.communityId, people.communityId), eq(telegramChats.personId, people.id)),
      )
      .where(and(eq(people.communityId, communityId), eq(people.id, personId))),
  );
  if (person.erasedAt) return;
  const locale = notice.locale ?? person.locale;
  const row = { ...notice, locale, createdAt: now, deliverAfter: now };
  const isForChat = person.chatId !== null && isTelegramOn() && !CODES.includes(notice.kind);
  const promised = [
    ...(person.email === null ? [] : [{ ...row, channel: "email" as const }]),
    ...(isForChat ? [{ ...row, channel: "telegram" as const }] : []),
  ];
  if (promised.length > 0) await tx.insert(messages).values(promised);
}
