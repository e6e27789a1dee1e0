import { createHash } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type LinkKind, privateLinks } from "@/db/schema";
import { derivedToken } from "./secrets";

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The secret part of a private address: 256 bits, the same for the same claim or book, unguessable without the installation's secret. */
export function linkToken(kind: LinkKind, communityId: string, subjectId: string): string {
  return derivedToken(`link:${kind}`, `${communityId}:${subjectId}`);
}

/** A step: makes the private link of a claim, a donation or an outsider's book work. Only the token's hash is stored. */
export async function openLink(tx: Tx, kind: LinkKind, communityId: string, subjectId: string): Promise<string> {
  const token = linkToken(kind, communityId, subjectId);
  await tx
    .insert(privateLinks)
    .values({ tokenHash: hash(token), communityId, kind, subjectId })
    .onConflictDoNothing();
  return token;
}

/** A step: what led to one thing leads to another from now on, and so does the other's own address. Without a link there is nothing to do. */
export async function leadOn(tx: Tx, kind: LinkKind, communityId: string, fromId: string, toId: string): Promise<void> {
  const own = eq(privateLinks.tokenHash, hash(linkToken(kind, communityId, fromId)));
  if ((await tx.$count(privateLinks, and(own, isNull(privateLinks.revokedAt)))) === 0) return;
  await tx
    .update(privateLinks)
    .set({ subjectId: toId })
    .where(
      and(
        eq(privateLinks.communityId, communityId),
        eq(privateLinks.kind, kind),
        eq(privateLinks.subjectId, fromId),
        isNull(privateLinks.revokedAt),
      ),
    );
  await openLink(tx, kind, communityId, toId);
}

/** What a private link leads to, or nothing when it never existed or was revoked. */
export async function findLink(kind: LinkKind, token: string) {
  if (!TOKEN.test(token)) return undefined;
  const [link] = await db
    .select({ communityId: privateLinks.communityId, subjectId: privateLinks.subjectId })
    .from(privateLinks)
    .where(and(eq(privateLinks.tokenHash, hash(token)), eq(privateLinks.kind, kind), isNull(privateLinks.revokedAt)));
  return link;
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
