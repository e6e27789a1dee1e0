import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { books, type Campaign, campaigns, donations, people, requisiteChanges } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission, systemOf } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { organizersRemovedSince, peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import type { Fund } from "./input";
import { lockCampaign } from "./locks";

// Where the money goes is what somebody who got into an account would change: it takes a day, and everyone who can stop it hears of it.

export const REQUISITES_HOURS = 24;
const REMOVED_DAYS = 7;
const HOUR_MS = 60 * 60_000;
const SWEEP_MAX = 200;

type Change = typeof requisiteChanges.$inferSelect;

/**
 * Asks for other requisites of the fund. They hold after 24 hours unless an organizer cancels; every organizer and treasurer is
 * written to, and whoever was an organizer within the last week. A second change replaces one that waits. At once they change for the operator, and in a draft that has neither books nor
 * donations. Answers what became of it: `same` when they stand or wait already.
 * Refuses: not an organizer, `catalog.campaignNotFound`.
 */
export async function changeRequisites(
  actor: Actor,
  campaignId: string,
  fund: Fund,
  now = new Date(),
): Promise<"same" | "waits" | "changed"> {
  requirePermission(actor, "campaigns.manage");
  return db.transaction(async (tx) => {
    const { campaign, open } = await standing(tx, actor, campaignId, now);
    const asked = columnsOf(fund);
    const isOperator = actor.kind === "system";
    const stands = isSame(campaign, asked);
    const waits = open !== undefined && isSame(open, asked);
    if (isOperator ? stands && !open : stands || waits) return "same";

    if (open) await close(tx, open, { cancelledBy: actor.personId, cancelledAt: now });
    if (stands) return "changed"; // the operator keeps what stands, and what waited is gone
    if (isOperator || (await isUntouched(tx, campaign))) {
      await write(tx, actor, campaign, asked, now);
      return "changed";
    }
    await ask(tx, actor, campaign, asked, now);
    return "waits";
  });
}

/** What waits takes effect at once. For the operator, who has been asked by people they know. Refuses `catalog.noChangeWaits`. */
export async function applyAtOnce(actor: Actor, campaignId: string, now = new Date()): Promise<void> {
  if (actor.kind !== "system") throw new Refusal("identity.notAllowed");
  await db.transaction(async (tx) => {
    const { campaign, open } = await standing(tx, actor, campaignId, now);
    if (!open) throw new Refusal("catalog.noChangeWaits");
    await apply(tx, actor, campaign, open, now);
  });
}

/**
 * Any organizer stops a change that waits; one that was stopped or replaced stays so. Refuses: not an organizer,
 * `identity.notFound`, `catalog.changeHolds` once its time has come.
 */
export async function cancelRequisites(
  actor: Actor,
  changeId: string,
  now = new Date(),
): Promise<{ campaignId: string }> {
  requirePermission(actor, "campaigns.manage");
  return db.transaction(async (tx) => {
    const asked = await findChange(tx, actor.communityId, changeId);
    if (!asked) throw new Refusal("identity.notFound");
    const { campaignId } = asked;
    await lockCampaign(tx, actor.communityId, campaignId);
    const change = (await findChange(tx, actor.communityId, changeId)) ?? asked;
    if (change.cancelledAt) return { campaignId };
    if (change.appliedAt || change.takesEffectAt <= now) throw new Refusal("catalog.changeHolds");
    await close(tx, change, { cancelledBy: actor.personId, cancelledAt: now });
    await record(tx, actor, "requisites_cancelled", { subjectId: campaignId, details: wordsOf(change) }, now);
    return { campaignId };
  });
}

/** The clock: writes what is due into its campaigns. Safe to run twice. Answers whose pages show something else now. */
export async function applyDueRequisites(now = new Date()): Promise<{ campaignId: string; site: true }[]> {
  const due = await db
    .select({ communityId: requisiteChanges.communityId, campaignId: requisiteChanges.campaignId })
    .from(requisiteChanges)
    .where(
      and(
        isNull(requisiteChanges.appliedAt),
        isNull(requisiteChanges.cancelledAt),
        lte(requisiteChanges.takesEffectAt, now),
      ),
    )
    .orderBy(asc(requisiteChanges.takesEffectAt))
    .limit(SWEEP_MAX);
  for (const { communityId, campaignId } of due)
    await db.transaction((tx) => standing(tx, systemOf(communityId), campaignId, now));
  return due.map(({ campaignId }) => ({ campaignId, site: true }));
}

/** The change of a campaign's requisites that waits, with who asked for it. For organizers. */
export async function findWaitingChange(actor: Actor, campaignId: string, now = new Date()) {
  requirePermission(actor, "campaigns.manage");
  const [found] = await db
    .select({ change: requisiteChanges, requestedByName: people.name })
    .from(requisiteChanges)
    .leftJoin(
      people,
      and(eq(people.communityId, requisiteChanges.communityId), eq(people.id, requisiteChanges.requestedBy)),
    )
    .where(isOpen(actor.communityId, campaignId));
  if (!found || found.change.takesEffectAt <= now) return undefined;
  const { id, fundName, jarUrl, iban, edrpou, requestedAt, takesEffectAt } = found.change;
  const fund = { name: fundName, jarUrl, iban, edrpou };
  return { id, fund, requestedAt, takesEffectAt, requestedByName: found.requestedByName };
}

type Requisites = Pick<Campaign, "fundName" | "jarUrl" | "iban" | "edrpou">;

/** The locked campaign with what is due written into it, and the change that still waits. */
async function standing(tx: Tx, actor: Actor, campaignId: string, now: Date) {
  const { communityId } = actor;
  const campaign = await lockCampaign(tx, communityId, campaignId);
  if (!campaign) throw new Refusal("catalog.campaignNotFound");
  const [open] = await tx.select().from(requisiteChanges).where(isOpen(communityId, campaignId));
  if (!open || open.takesEffectAt > now) return { campaign, open };
  return { campaign: await apply(tx, systemOf(communityId), campaign, open, now), open: undefined };
}

async function apply(tx: Tx, actor: Actor, campaign: Campaign, change: Change, now: Date): Promise<Campaign> {
  await close(tx, change, { appliedAt: now });
  return write(tx, actor, campaign, change, now);
}

async function write(tx: Tx, actor: Actor, campaign: Campaign, to: Requisites, now: Date): Promise<Campaign> {
  const { fundName, jarUrl, iban, edrpou } = to;
  const changed = one(
    await tx
      .update(campaigns)
      .set({ fundName, jarUrl, iban, edrpou })
      .where(and(eq(campaigns.communityId, campaign.communityId), eq(campaigns.id, campaign.id)))
      .returning(),
  );
  await record(tx, actor, "requisites_changed", { subjectId: campaign.id, details: fromTo(campaign, to) }, now);
  return changed;
}

async function ask(tx: Tx, actor: Actor, campaign: Campaign, to: Requisites, now: Date): Promise<void> {
  const { communityId, id: campaignId } = campaign;
  const takesEffectAt = new Date(now.getTime() + REQUISITES_HOURS * HOUR_MS);
  const requestedBy = actor.personId;
  const change = one(
    await tx
      .insert(requisiteChanges)
      .values({ communityId, campaignId, ...to, requestedBy, requestedAt: now, takesEffectAt })
      .returning(),
  );
  const payload = wordsOf(campaign); // the letter says what stood when the change was asked for
  const about = { communityId, kind: "requisites_changing", subjectId: change.id, payload } as const;
  for (const personId of await watching(tx, communityId, now)) await notify(tx, { ...about, personId }, now);
  await record(tx, actor, "requisites_asked", { subjectId: campaignId, details: fromTo(campaign, to) }, now);
}

/** Whoever can stop a change or would know of it: an organizer who has just lost the role may have lost it for that. */
async function watching(tx: Tx, communityId: string, now: Date): Promise<Set<string>> {
  const since = new Date(now.getTime() - REMOVED_DAYS * 24 * HOUR_MS);
  const people = [
    ...(await peopleWithRole(tx, communityId, "organizer")),
    ...(await peopleWithRole(tx, communityId, "treasurer")),
    ...(await organizersRemovedSince(tx, communityId, since)),
  ];
  return new Set(people.map(({ personId }) => personId));
}

/** A draft nobody can have given to: what is typed there is the first set-up still. */
async function isUntouched(tx: Tx, { communityId, id, status }: Campaign): Promise<boolean> {
  if (status !== "draft") return false;
  const listed = await tx.$count(books, and(eq(books.communityId, communityId), eq(books.campaignId, id)));
  const given = await tx.$count(donations, and(eq(donations.communityId, communityId), eq(donations.campaignId, id)));
  return listed + given === 0;
}

async function findChange(tx: Tx, communityId: string, changeId: string) {
  const [change] = await tx
    .select()
    .from(requisiteChanges)
    .where(and(eq(requisiteChanges.communityId, communityId), eq(requisiteChanges.id, changeId)));
  return change;
}

async function close(tx: Tx, { communityId, id }: Change, set: Partial<Change>): Promise<void> {
  await tx
    .update(requisiteChanges)
    .set(set)
    .where(and(eq(requisiteChanges.communityId, communityId), eq(requisiteChanges.id, id)));
}

function isOpen(communityId: string, campaignId: string) {
  return and(
    eq(requisiteChanges.communityId, communityId),
    eq(requisiteChanges.campaignId, campaignId),
    isNull(requisiteChanges.appliedAt),
    isNull(requisiteChanges.cancelledAt),
  );
}

const FIELDS = ["fundName", "jarUrl", "iban", "edrpou"] as const;

const columnsOf = ({ name, jarUrl, iban, edrpou }: Fund): Requisites => ({ fundName: name, jarUrl, iban, edrpou });

const isSame = (one: Requisites, other: Requisites) => FIELDS.every((field) => one[field] === other[field]);

/** Those that are filled. */
function wordsOf(requisites: Requisites): Record<string, string> {
  return Object.fromEntries(FIELDS.flatMap((field) => (requisites[field] ? [[field, requisites[field]]] : [])));
}

/** Those that change, each with what it was. */
function fromTo(from: Requisites, to: Requisites): Record<string, string | null> {
  const changed = FIELDS.filter((field) => from[field] !== to[field]);
  return Object.fromEntries(
    changed.flatMap((field) => [
      [`${field}From`, from[field]],
      [field, to[field]],
    ]),
  );
}
