import { and, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { people, type WaitEntry } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import type { Contact } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";

/**
 * A step: why a book that is offered to somebody in line is not for whoever asks, or nothing when it is theirs. An address that was
 * typed and not proved takes nobody's offer: the link goes to that address once more.
 */
export async function whyKept(
  tx: Tx,
  offer: WaitEntry,
  actor: Actor,
  contact: Contact | undefined,
  now: Date,
): Promise<"claims.bookOffered" | "claims.offeredToYou" | undefined> {
  const { communityId, personId, id: subjectId } = offer;
  if (actor.kind === "person") return actor.personId === personId ? undefined : "claims.bookOffered";
  const asked = one(
    await tx
      .select({ email: people.email })
      .from(people)
      .where(and(eq(people.communityId, communityId), eq(people.id, personId))),
  );
  if (!contact || asked.email !== contact.email) return "claims.bookOffered";
  await notify(tx, { communityId, personId, subjectId, kind: "wait_offered" }, now);
  return "claims.offeredToYou";
}
