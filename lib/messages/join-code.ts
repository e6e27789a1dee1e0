import { db } from "@/db/client";
import { issueCode } from "@/lib/identity/codes";
import type { AskToJoin } from "@/lib/identity/input";
import { joinSubject, requireInvite } from "@/lib/identity/invites";
import { countAgainst } from "@/lib/identity/limits";
import { knownPerson } from "@/lib/identity/people";
import { signInSubject } from "@/lib/identity/sign-in";
import { notify } from "./notify";

/**
 * E-mails a code to somebody who wants to join by a link. Whoever has a link learns nothing of an address by it: members, guests
 * and strangers are all sent one. Refuses: a link that is none or is over; `identity.tooMany` per address; who calls also counts
 * the network it is called from.
 */
export async function requestJoinCode(token: string, input: AskToJoin, now = new Date()): Promise<void> {
  const { invite } = await requireInvite(token, now);
  await countAgainst("signInCodes", signInSubject(input.email));
  const { communityId, id } = invite;
  await db.transaction(async (tx) => {
    const person = await knownPerson(tx, communityId, input, now);
    const code = await issueCode(tx, "sign_in", joinSubject(id, input.email), now);
    const about = { communityId, personId: person.id, kind: "sign_in_code", payload: { code } } as const;
    await notify(tx, { ...about, locale: input.locale }, now);
  });
}
