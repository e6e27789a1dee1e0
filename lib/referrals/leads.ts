import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { campaigns, type Lead, type LeadCause, leads, links, people, promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, type PersonActor, requirePermission } from "@/lib/identity/actor";
import { once } from "@/lib/identity/idempotency";
import type { EnteredLeads } from "./input";
import { CREDIT_DAYS, type Source, touchesOf } from "./touches";

/** The links a claim, a donation or a lead is credited to, as they stood when it was made. They never change. */
export type Credit = { firstLinkId: string | null; lastLinkId: string | null };
export const NO_CREDIT: Credit = { firstLinkId: null, lastLinkId: null };

type Interest = { communityId: string; campaignId: string; personId: string; cause: Exclude<LeadCause, "entered"> };

/**
 * A step: somebody showed interest in a campaign. Whoever came by a link, or says how they heard of it, is a lead, once; a member who
 * came by none is nobody's. A lead that was entered by hand, by this name or address, is tracked from now on. Answers what they do now
 * is credited to: the first link of all, and the last one within 30 days. What staff entered credits nothing.
 */
export async function recordLead(
  tx: Tx,
  { communityId, campaignId, personId, cause }: Interest,
  source: Source | undefined,
  now: Date,
): Promise<Credit> {
  const touches = source ? await touchesOf(tx, { communityId, campaignId }, source, now) : null;
  const heardFrom = source?.heardFrom?.trim() || null;
  const isIt = and(eq(leads.communityId, communityId), eq(leads.campaignId, campaignId), eq(leads.personId, personId));
  const isLead = touches !== null || heardFrom !== null;
  const seen = {
    cause,
    heardFrom,
    ...(touches && {
      firstLinkId: touches.first.linkId,
      firstAt: touches.first.at,
      lastLinkId: touches.last.linkId,
      lastAt: touches.last.at,
    }),
  };
  if (isLead) {
    await adoptEntered(tx, { communityId, campaignId, personId });
    await tx
      .insert(leads)
      .values({ communityId, campaignId, personId, ...seen, createdAt: now })
      .onConflictDoNothing();
  }
  const [lead] = await tx.select().from(leads).where(isIt);
  if (isLead && lead?.cause === "entered") await tx.update(leads).set(seen).where(isIt);
  const tracked = lead?.firstAt ? lead : undefined;
  const firstLinkId = tracked?.firstLinkId ?? touches?.first.linkId ?? null;
  return { firstLinkId, lastLinkId: touches?.last.linkId ?? recentLast(tracked, now) ?? null };
}

/** Somebody entered before they were known: the same lead, when nobody else here has this name. */
async function adoptEntered(tx: Tx, { communityId, campaignId, personId }: Omit<Interest, "cause">): Promise<void> {
  const person = await lockPerson(tx, communityId, personId);
  const isOfCampaign = and(eq(leads.communityId, communityId), eq(leads.campaignId, campaignId));
  const [entered] = await tx
    .select({ id: leads.id, name: leads.name })
    .from(leads)
    .where(
      and(
        isOfCampaign,
        isNull(leads.personId),
        inArray(
          sql`lower(${leads.name})`,
          [person?.name, person?.email].flatMap((word) => word?.toLowerCase() ?? []),
        ),
      ),
    )
    .orderBy(leads.id)
    .limit(1);
  if (!entered?.name || (await personNamed(tx, communityId, entered.name)) !== personId) return;
  if ((await tx.$count(leads, and(isOfCampaign, eq(leads.personId, personId)))) > 0) return;
  await tx
    .update(leads)
    .set({ personId })
    .where(and(isOfCampaign, eq(leads.id, entered.id)));
}

/** Whoever makes a person's lead does so one after the other. */
async function lockPerson(tx: Tx, communityId: string, personId: string) {
  const [person] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.id, personId)))
    .for("no key update");
  return person;
}

const CREDIT_MS = CREDIT_DAYS * 86_400_000;

function recentLast(lead: Lead | undefined, now: Date): string | null {
  const isRecent = lead?.lastAt && now.getTime() - lead.lastAt.getTime() <= CREDIT_MS;
  return isRecent ? lead.lastLinkId : null;
}

export type EnteredOutcome = { entered: number; knownAlready: number };

/**
 * Leads that came past our links, entered by hand: by name, or as a bare count. A name that is a person of the community counts as
 * that person, and a name that was entered before as the same lead, so that nobody counts twice; the same form sent again is answered
 * as the first time. Refuses `identity.notAllowed`, `identity.keyBusy` (the first press is at work), `catalog.campaignNotFound`,
 * `referrals.linkNotFound`, `promos.notFound`.
 */
export async function enterLeads(
  actor: Actor,
  campaignId: string,
  { formId, ...entry }: EnteredLeads,
  now = new Date(),
): Promise<EnteredOutcome> {
  const author = requireAuthor(actor);
  if (!formId) return enter(author, campaignId, entry, now);
  const scope = `${author.personId} enters leads of ${campaignId}`;
  // a page that was gone back to has its old id: with other words in it, it is another entry
  const key = `${formId} ${JSON.stringify(entry)}`;
  const run = async () => ({ status: 201, body: await enter(author, campaignId, entry, now) });
  return (await once(author.communityId, scope, key, entry, run, now)).body;
}

async function enter(
  author: PersonActor,
  campaignId: string,
  { linkId, promoId, network, count, names, note }: Omit<EnteredLeads, "formId">,
  now: Date,
): Promise<EnteredOutcome> {
  const { communityId } = author;
  return db.transaction(async (tx) => {
    const from = await placeOf(tx, communityId, campaignId, linkId);
    if (promoId) await refuseOtherPromo(tx, communityId, campaignId, promoId);
    const row = {
      communityId,
      campaignId,
      promoId,
      cause: "entered" as const,
      firstLinkId: linkId,
      lastLinkId: linkId,
      network: network ?? from.network,
      note,
      authorId: author.personId,
      createdAt: now,
    };
    let entered = 0;
    // in one order, so that two hands that enter the same people do not wait for each other
    for (const name of names.toSorted()) {
      const personId = await personNamed(tx, communityId, name);
      if (personId) await lockPerson(tx, communityId, personId);
      const made = await tx
        .insert(leads)
        .values({ ...row, name, personId })
        .onConflictDoNothing()
        .returning({ id: leads.id });
      entered += made.length;
    }
    if (count) {
      await tx.insert(leads).values({ ...row, count });
      entered += count;
    }
    return { entered, knownAlready: names.length + (count ?? 0) - entered };
  });
}

/** Takes back what was entered by mistake. A tracked lead cannot be removed. Refuses `referrals.leadNotFound`. */
export async function removeEnteredLead(actor: Actor, leadId: string): Promise<void> {
  const { communityId } = requireAuthor(actor);
  const gone = await db
    .delete(leads)
    .where(and(eq(leads.communityId, communityId), eq(leads.id, leadId), eq(leads.cause, "entered")))
    .returning({ id: leads.id });
  if (gone.length === 0) throw new Refusal("referrals.leadNotFound");
}

/** What was entered, the latest first, with its author. Refuses `identity.notAllowed`. */
export async function listEnteredLeads(actor: Actor, campaignId: string) {
  const { communityId } = requireAuthor(actor);
  return db
    .select({
      id: leads.id,
      count: leads.count,
      name: leads.name,
      network: leads.network,
      content: links.content,
      note: leads.note,
      authorName: people.name,
      createdAt: leads.createdAt,
    })
    .from(leads)
    .leftJoin(links, and(eq(links.communityId, leads.communityId), eq(links.id, leads.firstLinkId)))
    .leftJoin(people, and(eq(people.communityId, leads.communityId), eq(people.id, leads.authorId)))
    .where(and(eq(leads.communityId, communityId), eq(leads.campaignId, campaignId), eq(leads.cause, "entered")))
    .orderBy(desc(leads.id))
    .limit(500);
}

/** Staff who enter what happened elsewhere, each under their own name. Refuses `identity.notAllowed`. */
export function requireAuthor(actor: Actor): PersonActor {
  requirePermission(actor, "links.manage");
  if (actor.kind !== "person") throw new Refusal("identity.notAllowed");
  return actor;
}

/** A step: the campaign, and the link's network when one is named. Refuses `catalog.campaignNotFound`, `referrals.linkNotFound`. */
export async function placeOf(tx: Tx, communityId: string, campaignId: string, linkId: string | undefined) {
  const isCampaign = and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId));
  if ((await tx.$count(campaigns, isCampaign)) === 0) throw new Refusal("catalog.campaignNotFound");
  if (!linkId) return { network: null };
  const [link] = await tx
    .select({ network: links.network })
    .from(links)
    .where(and(eq(links.communityId, communityId), eq(links.campaignId, campaignId), eq(links.id, linkId)));
  if (!link) throw new Refusal("referrals.linkNotFound");
  return link;
}

async function refuseOtherPromo(tx: Tx, communityId: string, campaignId: string, promoId: string): Promise<void> {
  const isOurs = and(eq(promos.communityId, communityId), eq(promos.campaignId, campaignId), eq(promos.id, promoId));
  if ((await tx.$count(promos, isOurs)) === 0) throw new Refusal("promos.notFound");
}

/** Only when one person of the community has this name or address: a guess would merge two people. */
async function personNamed(tx: Tx, communityId: string, name: string): Promise<string | null> {
  const found = await tx
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.communityId, communityId),
        sql`(lower(${people.name}) = lower(${name}) or ${people.email} = lower(${name}))`,
      ),
    )
    .limit(2);
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}
