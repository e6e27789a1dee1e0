import type { NextAuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { SESSION_SECONDS, sessionAdapter } from "@/lib/identity/sessions";

declare module "next-auth" {
  interface Session {
    userId: string;
  }
}

const isSecure = env.APP_URL.startsWith("https:");

// next-auth asks this variable where it runs; it decides nothing here, since the cookie below is set outright.
process.env.NEXTAUTH_URL ??= env.APP_URL;

/** The cookie a sign-in sets and next-auth reads: its own name and options. `__Secure-` binds it to https. */
export const sessionCookie = {
  name: `${isSecure ? "__Secure-" : ""}next-auth.session-token`,
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
} as const;

/**
 * Sessions in the database, so that one that is ended is over at the next request. There are no providers and no next-auth
 * routes: the sign-in form posts the e-mailed code to `signIn`, and no GET uses anything up.
 */
export const authOptions: NextAuthOptions = {
  adapter: sessionAdapter as Adapter, // the adapter is typed for the next major version of next-auth
  session: { strategy: "database", maxAge: SESSION_SECONDS },
  providers: [],
  secret: env.AUTH_SECRET,
  useSecureCookies: isSecure,
  cookies: { sessionToken: sessionCookie },
  callbacks: { session: ({ session, user }) => ({ ...session, userId: user.id }) },
  logger: {
    error: (code, about) => log.error({ code, err: about instanceof Error ? about : about.error }, "next-auth"),
    warn: (code) => log.warn({ code }, "next-auth"),
    debug: (code) => log.debug({ code }, "next-auth"),
  },
};
