import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import { db, one } from "@/db/client";
import { apiTokens, people } from "@/db/schema";
import { hashToken, newSecretToken } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, isMember, type PersonActor } from "./actor";
import { record } from "./audit";
import type { CreateToken } from "./input";
import { actorOf } from "./people";

const TOKEN = /^bk_[A-Za-z0-9_-]{43}$/;
const SEEN_EVERY_MS = 60_000;

/** Makes a token for the JSON API that carries its owner's roles in this community. Shown this once; the table keeps its hash. */
export async function createToken(
  actor: Actor,
  input: CreateToken,
  now = new Date(),
): Promise<{ id: string; token: string }> {
  if (!isMember(actor)) throw new Refusal("identity.notAllowed");
  const { communityId, personId } = actor;
  const token = `bk_${newSecretToken()}`;
  return db.transaction(async (tx) => {
    const { id } = one(
      await tx
        .insert(apiTokens)
        .values({ communityId, personId, name: input.name, tokenHash: hashToken(token), createdAt: now })
        .returning({ id: apiTokens.id }),
    );
    await record(tx, actor, "token_made", { subjectId: personId, details: { token: id } }, now);
    return { id, token };
  });
}

/** Ends a token at once: one's own, or anybody's for an organizer. Not yours and not there look the same. */
export async function revokeToken(actor: Actor, tokenId: string, now = new Date()): Promise<void> {
  const isOwn = actor.personId === null ? undefined : eq(apiTokens.personId, actor.personId);
  if (!isOwn && !can(actor, "people.manage")) throw new Refusal("identity.notFound");
  const ofToken = and(
    eq(apiTokens.communityId, actor.communityId),
    eq(apiTokens.id, tokenId),
    can(actor, "people.manage") ? undefined : isOwn,
  );
  await db.transaction(async (tx) => {
    const [token] = await tx.select().from(apiTokens).where(ofToken).for("update");
    if (!token) throw new Refusal("identity.notFound");
    if (token.revokedAt) return;
    await tx.update(apiTokens).set({ revokedAt: now }).where(ofToken);
    await record(tx, actor, "token_revoked", { subjectId: token.personId, details: { token: tokenId } }, now);
  });
}

/** One's own tokens that still work, newest first. */
export async function listTokens(actor: PersonActor) {
  return db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      createdAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.communityId, actor.communityId),
        eq(apiTokens.personId, actor.personId),
        isNull(apiTokens.revokedAt),
      ),
    )
    .orderBy(desc(apiTokens.createdAt));
}

/**
 * Who calls the JSON API, with the roles they hold at this moment. Refuses with `identity.tokenInvalid` when the token is not
 * one, is revoked, is of another community, or its owner was erased. When it was last used is noted to the minute.
 */
export async function actorOfToken(communityId: string, token: string, now = new Date()): Promise<PersonActor> {
  if (!TOKEN.test(token)) throw new Refusal("identity.tokenInvalid");
  const [found] = await db
    .select({ id: apiTokens.id, personId: apiTokens.personId })
    .from(apiTokens)
    .innerJoin(people, and(eq(people.communityId, apiTokens.communityId), eq(people.id, apiTokens.personId)))
    .where(
      and(
        eq(apiTokens.communityId, communityId),
        eq(apiTokens.tokenHash, hashToken(token)),
        isNull(apiTokens.revokedAt),
        isNull(people.erasedAt),
      ),
    );
  if (!found) throw new Refusal("identity.tokenInvalid");

  const longAgo = new Date(now.getTime() - SEEN_EVERY_MS);
  await db
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(apiTokens.communityId, communityId),
        eq(apiTokens.id, found.id),
        or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, longAgo)),
      ),
    );
  return actorOf(db, communityId, found.personId);
}
