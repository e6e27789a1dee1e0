import { db, one, type Tx } from "@/db/client";
import { users } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { peopleWhoMaySignIn } from "./actors";
import { spendCode } from "./codes";
import { admitByDomain } from "./domains";
import type { SignIn } from "./input";
import { countAgainst, forgive } from "./limits";
import { keyedHash } from "./secrets";
import { openSession } from "./sessions";

/**
 * Signs in with the code from the e-mail and opens a session of 30 days. Whoever proves an address at a domain that communities
 * list becomes their member by it. An address nobody here has is refused in the same words.
 * Refuses: `identity.codeWrong`, `identity.codeSpent`, `identity.tooMany`.
 */
export async function signIn(
  input: SignIn,
  now = new Date(),
): Promise<{ userId: string; sessionToken: string; expires: Date }> {
  const subject = signInSubject(input.email);
  await countAgainst("codeGuesses", subject);
  await spendCode("sign_in", subject, input.code, now);
  await forgive("codeGuesses", subject);

  return db.transaction(async (tx) => {
    await admitByDomain(tx, input.email, now);
    const known = await peopleWhoMaySignIn(input.email, tx);
    if (known.length === 0) throw new Refusal("identity.codeWrong");
    const user = await userWith(tx, input.email, now);
    return openSession(tx, user.id, now);
  });
}

/** What stands for an address in the table of codes and among the counters. */
export function signInSubject(email: string): string {
  return keyedHash("sign-in", email);
}

/** A step. One person signs in once for all their communities, so users are global. */
export async function userWith(tx: Tx, email: string, now: Date): Promise<{ id: string }> {
  return one(
    await tx
      .insert(users)
      .values({ email, emailVerified: now })
      .onConflictDoUpdate({ target: users.email, set: { emailVerified: now } })
      .returning({ id: users.id }),
  );
}
