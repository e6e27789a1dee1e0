import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { books, claims, donations, memberships, waitlist } from "@/db/schema";
import { forgetHandovers, leaveLines, lockBooksOf, settleBooks } from "@/lib/claims/forget";
import { Refusal } from "@/lib/core/refusal";
import { dropProofFiles, forgetDonor } from "@/lib/donations/forget";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { forgetPerson, lockPerson, refuseLastOrganizer } from "@/lib/identity/forget";
import { lockCommunity } from "@/lib/identity/locks";
import { forgetInInbox, forgetMessages } from "@/lib/messages/forget";
import { forgetInPromos } from "@/lib/promos/forget";
import { forgetLeads } from "@/lib/referrals/forget";
import { countUnderWay, underWay } from "./under-way";

/** What becomes of the free books the person gives: they stay in the catalog for organizers to hand over, or leave it. */
export const FREE_BOOKS = ["leave", "withdraw"] as const;
export type ErasePerson = { personId: string; freeBooks: (typeof FREE_BOOKS)[number] };
export type Erased = { campaignIds: string[]; bookIds: string[]; isKnownElsewhere: boolean };

/**
 * Erases somebody in one community: name, contacts, account, roles, links, proofs, what they were told and what others wrote of them.
 * Claims, donations, the ledger and all events stay by their ids, so that no total moves. A person erases themselves, an organizer or
 * the operator anybody. Refuses: `identity.notAllowed`, `identity.notFound` (also the second time), `identity.lastOrganizer`,
 * `privacy.underWay` while a book or money of theirs is, `privacy.organizerFirst` for another organizer, until the role is taken.
 */
export async function erasePerson(
  actor: Actor,
  { personId, freeBooks }: ErasePerson,
  now = new Date(),
): Promise<Erased> {
  const isSelf = actor.kind === "person" && actor.personId === personId;
  if (!isSelf) requirePermission(actor, "people.manage");
  const whose = { communityId: actor.communityId, personId };
  const { erased, files, email } = await db.transaction(async (tx) => {
    const locked = await lockBooksOf(tx, whose); // books before people, as everywhere
    await lockDonations(tx, whose);
    await lockCommunity(tx, whose.communityId);
    const person = await lockPerson(tx, whose.communityId, personId);
    await refuseLastOrganizer(tx, whose.communityId, personId);
    // else one could put the others out without the letters that go with a role
    if (!isSelf && actor.kind === "person" && (await isOrganizer(tx, whose)))
      throw new Refusal("privacy.organizerFirst");
    const found = await underWay(whose, now, tx);
    if (found.length > 0) throw new Refusal("privacy.underWay", countUnderWay(found));

    await leaveLines(tx, whose, locked, now);
    const gone = await settleBooks(tx, whose, locked, freeBooks, actor, now);
    const subjectIds = await subjectsOf(tx, whose);
    await forgetHandovers(tx, whose);
    const { files, campaignIds } = await forgetDonor(tx, { ...whose, email: person.email }, now);
    await forgetLeads(tx, person);
    await forgetInPromos(tx, person);
    await forgetMessages(tx, whose, now);
    const { isKnownElsewhere } = await forgetPerson(tx, person, subjectIds, now);
    const by = isSelf ? "self" : actor.kind === "system" ? "operator" : "organizer";
    await record(tx, actor, "person_erased", { subjectId: personId, details: { by } }, now);
    const erased = {
      campaignIds: [...new Set([...campaignIds, ...gone.map(({ campaignId }) => campaignId)])],
      bookIds: gone.map(({ id }) => id),
      isKnownElsewhere,
    };
    return { erased, files, email: person.email };
  });
  await dropProofFiles(files); // a removal that is cut short is made good by the retention job
  if (email) await forgetInInbox(email);
  return erased;
}

async function isOrganizer(tx: Tx, { communityId, personId }: { communityId: string; personId: string }) {
  const held = and(
    eq(memberships.communityId, communityId),
    eq(memberships.personId, personId),
    eq(memberships.role, "organizer"),
  );
  return (await tx.$count(memberships, held)) > 0;
}

async function lockDonations(tx: Tx, { communityId, personId }: { communityId: string; personId: string }) {
  await tx
    .select({ id: donations.id })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.donorId, personId)))
    .orderBy(donations.code)
    .for("update");
}

/** Everything of a person's that a private link can lead to. */
async function subjectsOf(tx: Tx, { communityId, personId }: { communityId: string; personId: string }) {
  const rows = [
    ...(await tx
      .select({ id: claims.id })
      .from(claims)
      .where(and(eq(claims.communityId, communityId), eq(claims.claimantId, personId)))),
    ...(await tx
      .select({ id: books.id })
      .from(books)
      .where(and(eq(books.communityId, communityId), eq(books.giverId, personId)))),
    ...(await tx
      .select({ id: donations.id })
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.donorId, personId)))),
    ...(await tx
      .select({ id: waitlist.id })
      .from(waitlist)
      .where(and(eq(waitlist.communityId, communityId), eq(waitlist.personId, personId)))),
  ];
  return rows.map(({ id }) => id);
}
