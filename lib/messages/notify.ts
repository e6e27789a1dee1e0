import { and, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type MessageKind, messages, people } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";

export type Notice = {
  communityId: string;
  personId: string;
  kind: MessageKind;
  subjectId?: string;
  payload?: Record<string, string | number>;
  locale?: Locale; // of the page somebody asked from; otherwise the person's own
};

/**
 * Promises an e-mail inside the caller's transaction: no change without it, no message without the change.
 * The language is the person's at this moment; somebody erased, or without an address, gets none.
 */
export async function notify(tx: Tx, notice: Notice, now: Date): Promise<void> {
  const { communityId, personId } = notice;
  const person = one(
    await tx
      .select({ email: people.email, locale: people.locale })
      .from(people)
      .where(and(eq(people.communityId, communityId), eq(people.id, personId))),
  );
  if (person.email === null) return;
  const locale = notice.locale ?? person.locale;
  await tx.insert(messages).values({ ...notice, locale, createdAt: now, deliverAfter: now });
}
