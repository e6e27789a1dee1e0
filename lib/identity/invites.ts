import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db } from "@/db/client";
import { communities, invites, people } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, type PersonActor, requirePermission } from "./actor";
import { record } from "./audit";
import { spendCode } from "./codes";
import type { Join, MakeInvite } from "./input";
import { countAgainst, forgive } from "./limits";
import { lockInvite } from "./locks";
import { giveRoles, holds, wasRemoved } from "./memberships";
import { knownPerson } from "./people";
import { derivedToken, keyedHash } from "./secrets";
import { openSession } from "./sessions";
import { userWith } from "./sign-in";

export const INVITE_DAYS_MAX = 180;
const DAY_MS = 24 * 60 * 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const SHOWN_MAX = 50;

type Invite = typeof invites.$inferSelect;
type InviteState = "open" | "expired" | "usedUp" | "revoked";

/** What a link can still do, by the one thing that ended it first in a reader's eyes. */
function inviteState({ revokedAt, expiresAt, uses, maxUses }: Invite, now: Date): InviteState {
  if (revokedAt) return "revoked";
  if (uses >= maxUses) return "usedUp";
  return expiresAt <= now ? "expired" : "open";
}

/**
 * Makes a link by which so many people can become members until a moment. Only its hash is stored; the link itself can be made
 * again, so organizers see it as long as it works. Refuses: not an organizer; `identity.inviteEnd` for an end that is over or
 * more than 180 days away.
 */
export async function makeInvite(
  actor: PersonActor,
  { expiresAt, maxUses }: MakeInvite,
  now = new Date(),
): Promise<{ id: string; token: string }> {
  requirePermission(actor, "people.manage");
  if (expiresAt <= now || expiresAt.getTime() - now.getTime() > (INVITE_DAYS_MAX + 1) * DAY_MS)
    throw new Refusal("identity.inviteEnd", { days: INVITE_DAYS_MAX });
  const { communityId, personId: createdBy } = actor;
  const id = uuidv7();
  const token = inviteToken(communityId, id);
  await db.transaction(async (tx) => {
    await tx
      .insert(invites)
      .values({ communityId, id, tokenHash: hash(token), createdBy, createdAt: now, expiresAt, maxUses });
    await record(tx, actor, "invite_made", { subjectId: id, details: { maxUses } }, now);
  });
  return { id, token };
}

/** Ends a link at once. Twice changes nothing. Refuses: not an organizer, no such link here. */
export async function revokeInvite(actor: Actor, inviteId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "people.manage");
  await db.transaction(async (tx) => {
    const invite = await lockInvite(tx, { communityId: actor.communityId, id: inviteId });
    if (!invite) throw new Refusal("identity.notFound");
    if (invite.revokedAt) return;
    await tx.update(invites).set({ revokedAt: now }).where(isInvite(invite));
    await record(tx, actor, "invite_revoked", { subjectId: inviteId, details: { uses: invite.uses } }, now);
  });
}

/** The community's links, the newest first, with their uses; those that work with their secret. For organizers. */
export async function listInvites(actor: Actor, now = new Date()) {
  requirePermission(actor, "people.manage");
  const rows = await db
    .select({ invite: invites, madeBy: people.name })
    .from(invites)
    .innerJoin(people, and(eq(people.communityId, invites.communityId), eq(people.id, invites.createdBy)))
    .where(eq(invites.communityId, actor.communityId))
    .orderBy(desc(invites.createdAt), desc(invites.id))
    .limit(SHOWN_MAX);
  return rows.map(({ invite, madeBy }) => {
    const state = inviteState(invite, now);
    const { id, communityId, createdAt, expiresAt, maxUses, uses } = invite;
    const token = state === "open" ? inviteToken(communityId, id) : undefined;
    return { id, createdAt, expiresAt, maxUses, uses, madeBy, state, token };
  });
}

/** What a link leads to and whether it still works; nothing when it never was one. Reading changes nothing. */
export async function findInvite(token: string, now = new Date()) {
  if (!TOKEN.test(token)) return undefined;
  const [found] = await db
    .select({
      invite: invites,
      community: { id: communities.id, slug: communities.slug, name: communities.name, timeZone: communities.timeZone },
    })
    .from(invites)
    .innerJoin(communities, eq(communities.id, invites.communityId))
    .where(eq(invites.tokenHash, hash(token)));
  return found && { ...found, state: inviteState(found.invite, now) };
}

/** The same for somebody who wants to use it. Refuses `notFound`, `inviteExpired`, `inviteUsedUp`, `inviteRevoked`. */
export async function requireInvite(token: string, now: Date) {
  const found = await findInvite(token, now);
  if (!found) throw new Refusal("identity.notFound");
  refuseOver(found.state);
  return found;
}

/**
 * Makes whoever proves an address by the code from the letter a member, and signs them in. Somebody who is one already is only
 * signed in, and uses nothing up. Of many at the same moment as many come in as there were uses left.
 * Refuses: `codeWrong`, `codeSpent`, `tooMany`, what `requireInvite` does, and `removedMember`.
 */
export async function joinByInvite(token: string, input: Join, now = new Date()) {
  const { invite: asked } = await requireInvite(token, now);
  const { code, ...contact } = input;
  const subject = joinSubject(asked.id, contact.email);
  await countAgainst("codeGuesses", subject);
  await spendCode("sign_in", subject, code, now);
  await forgive("codeGuesses", subject);

  const { communityId } = asked;
  return db.transaction(async (tx) => {
    const invite = await lockInvite(tx, asked);
    if (!invite) throw new Refusal("identity.notFound");
    const person = await knownPerson(tx, communityId, contact, now);
    if (!(await holds(tx, communityId, person.id, "member"))) {
      refuseOver(inviteState(invite, now));
      if (await wasRemoved(tx, communityId, contact.email)) throw new Refusal("identity.removedMember");
      await giveRoles(tx, { communityId, personId: person.id, grantedBy: invite.createdBy }, ["member"], now);
      await tx
        .update(people)
        .set({ name: contact.name })
        .where(and(eq(people.communityId, communityId), eq(people.id, person.id)));
      await tx
        .update(invites)
        .set({ uses: invite.uses + 1 })
        .where(isInvite(invite));
      const actor = { communityId, personId: person.id };
      await record(tx, actor, "member_joined", { subjectId: person.id, details: { invite: invite.id } }, now);
    }
    const user = await userWith(tx, contact.email, now);
    return openSession(tx, user.id, now);
  });
}

/** What stands for an address that wants to join by one link: a code asked for here opens nothing else. */
export function joinSubject(inviteId: string, email: string): string {
  return keyedHash("join", `${inviteId}\0${email}`);
}

function refuseOver(state: InviteState): void {
  if (state === "expired") throw new Refusal("identity.inviteExpired");
  if (state === "usedUp") throw new Refusal("identity.inviteUsedUp");
  if (state === "revoked") throw new Refusal("identity.inviteRevoked");
}

const isInvite = ({ communityId, id }: Invite) => and(eq(invites.communityId, communityId), eq(invites.id, id));

const inviteToken = (communityId: string, id: string) => derivedToken("invite", `${communityId}:${id}`);

const hash = (token: string) => createHash("sha256").update(token).digest("hex");
