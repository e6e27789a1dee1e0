import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { accounts, sessions, users, verificationTokens } from "@/db/schema";
import { newSecretToken } from "@/lib/core/codes";
import { keyedHash } from "./secrets";

export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** A step: a session of 30 days. The token goes into the cookie; the table keeps its hash. */
export async function openSession(tx: Tx, userId: string, now: Date) {
  const sessionToken = newSecretToken();
  const expires = new Date(now.getTime() + SESSION_SECONDS * 1000);
  await tx.insert(sessions).values({ sessionToken: hashSession(sessionToken), userId, expires });
  return { userId, sessionToken, expires };
}

/** Ends a session at once, everywhere. Doing it twice, or with a token that never was, changes nothing. */
export async function signOut(sessionToken: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.sessionToken, hashSession(sessionToken)));
}

/** Ends all sessions of a person. */
export async function signOutEverywhere(userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}

/** What next-auth reads and prolongs sessions through: its tokens are hashed before they reach the table. */
export const sessionAdapter = hashed(
  DrizzleAdapter(db, {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  }),
);

type Adapter = ReturnType<typeof DrizzleAdapter>;

function hashed(adapter: Adapter): Adapter {
  const { createSession, getSessionAndUser, updateSession, deleteSession } = adapter as Required<Adapter>;
  return {
    ...adapter,
    async createSession(session) {
      const made = await createSession({ ...session, sessionToken: hashSession(session.sessionToken) });
      return { ...made, sessionToken: session.sessionToken };
    },
    async getSessionAndUser(sessionToken) {
      const found = await getSessionAndUser(hashSession(sessionToken));
      return found && { ...found, session: { ...found.session, sessionToken } };
    },
    async updateSession(session) {
      const kept = await updateSession({ ...session, sessionToken: hashSession(session.sessionToken) });
      return kept && { ...kept, sessionToken: session.sessionToken };
    },
    async deleteSession(sessionToken) {
      await deleteSession(hashSession(sessionToken));
    },
  };
}

function hashSession(token: string): string {
  return keyedHash("session", token);
}
