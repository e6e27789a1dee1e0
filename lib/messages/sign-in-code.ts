import { db } from "@/db/client";
import { peopleWhoMaySignIn } from "@/lib/identity/actors";
import { issueCode } from "@/lib/identity/codes";
import type { RequestCode } from "@/lib/identity/input";
import { countAgainst } from "@/lib/identity/limits";
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
    const code = await issueCode(tx, "sign_in", subject, now);
    // Two statements more for a known address. They cannot be timed: the limit leaves too few tries for it.
    if (known) await notify(tx, { ...known, kind: "sign_in_code", payload: { code }, locale: input.locale }, now);
  });
}
