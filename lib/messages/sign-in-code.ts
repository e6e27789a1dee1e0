import { db, type Tx } from "@/db/client";
import { peopleWhoMaySignIn } from "@/lib/identity/actors";
import { issueCode } from "@/lib/identity/codes";
import { communitiesTaking, strangerOf } from "@/lib/identity/domains";
import type { RequestCode } from "@/lib/identity/input";
import { countAgainst } from "@/lib/identity/limits";
import { wasRemoved } from "@/lib/identity/memberships";
import { knownPerson } from "@/lib/identity/people";
import { signInSubject } from "@/lib/identity/sign-in";
import { notify } from "./notify";

/**
 * E-mails a sign-in code to whoever has this address, and answers nothing: known and unknown addresses look the same.
 * An unknown one gets a code too, which nobody is told, so that guessing at it is refused in the same way.
 * Refuses: `identity.tooMany` per address; who calls also counts the network it is called from.
 */
export async function requestSignInCode(input: RequestCode, now = new Date()): Promise<void> {
  const subject = signInSubject(input.email);
  await countAgainst("signInCodes", subject);

  const [known] = await peopleWhoMaySignIn(input.email);
  await db.transaction(async (tx) => {
    const addressee = known ?? (await newcomer(tx, input.email, now));
    const code = await issueCode(tx, "sign_in", subject, now);
    // Two statements more for a known address. They cannot be timed: the limit leaves too few tries for it.
    if (addressee)
      await notify(tx, { ...addressee, kind: "sign_in_code", payload: { code }, locale: input.locale }, now);
  });
}

/** Somebody unknown whose domain a community lists: kept as a guest, who becomes a member by proving the address. None who was removed. */
async function newcomer(tx: Tx, email: string, now: Date) {
  for (const { communityId, locale } of await communitiesTaking(tx, email)) {
    if (await wasRemoved(tx, communityId, email)) continue;
    const { id: personId } = await knownPerson(tx, communityId, strangerOf(email, locale), now);
    return { communityId, personId };
  }
  return undefined;
}
