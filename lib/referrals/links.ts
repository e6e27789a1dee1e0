import { randomInt } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one, type Tx } from "@/db/client";
import {
  type Campaign,
  campaigns,
  type Link,
  type LinkStatus,
  linkCodes,
  linkHosts,
  links,
  people,
  placements,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import type { LinkInput } from "./input";
import { readHost, readTarget } from "./targets";
import { normaliseTag } from "./vocabulary";

const LIST_MAX = 1_000;

/**
 * Makes a tracked link for a post. Refuses `identity.notAllowed`, `catalog.campaignNotFound`, `referrals.targetNotAllowed` for
 * anything but our own pages and the hosts the community allows, `referrals.hopUnknown`.
 */
export async function createLink(actor: Actor, campaignId: string, input: LinkInput, now = new Date()): Promise<Link> {
  requirePermission(actor, "links.manage");
  const { communityId, personId: createdBy } = actor;
  return db.transaction(async (tx) => {
    const campaign = await campaignOf(tx, communityId, campaignId);
    const values = await valuesOf(tx, { communityId, campaign }, input);
    return insertLink(tx, { communityId, campaignId, createdBy, ...values, createdAt: now });
  });
}

type Placing = {
  communityId: string;
  createdBy: string | null;
  /** Null: of a promo without a campaign; then the input has a tag. */
  campaignId: string | null;
};

/** A step: the link of a placement. Whether the actor may, the caller decides. Refuses as `createLink` does. */
export async function placeLink(
  tx: Tx,
  { communityId, createdBy, campaignId }: Placing,
  input: LinkInput,
  now: Date,
): Promise<Link> {
  const campaign = campaignId ? await campaignOf(tx, communityId, campaignId) : undefined;
  const values = await valuesOf(tx, { communityId, campaign }, input);
  return insertLink(tx, { communityId, campaignId, createdBy, ...values, createdAt: now });
}

/**
 * A step: a placement's link says and leads to what the placement does now; its medium, its preview's picture and its last day, of
 * which a placement knows nothing, stay. Refuses as `createLink` does.
 */
export async function moveLink(tx: Tx, communityId: string, linkId: string, input: LinkInput): Promise<Link> {
  const link = await lockLink(tx, communityId, linkId);
  const { medium, pictureUrl, expiresAt } = link;
  const own = { medium, pictureUrl: pictureUrl ?? undefined, expiresAt: expiresAt ?? undefined };
  return change(tx, link, { ...input, ...own });
}

/**
 * Changes what a link says and where it leads; its code, and so what was printed, stays. Refuses as `createLink` does, and
 * `referrals.linkOfPlacement` for what a promo's placement says of its own link.
 */
export async function editLink(actor: Actor, linkId: string, input: LinkInput): Promise<Link> {
  requirePermission(actor, "links.manage");
  return db.transaction(async (tx) => {
    const link = await lockLink(tx, actor.communityId, linkId);
    if (link.origin === "shared") throw new Refusal("referrals.linkNotFound"); // a reader's own
    const changed = await change(tx, link, input);
    const isOther = OF_PLACEMENT.some((word) => changed[word] !== link[word]);
    if (isOther && (await isPlaced(tx, link))) throw new Refusal("referrals.linkOfPlacement");
    return changed;
  });
}

/** What a placement and its link say alike: a promo's numbers are counted by it. */
const OF_PLACEMENT = ["network", "tag", "content", "target", "hopOf"] as const;

async function isPlaced(tx: Tx, { communityId, id }: Link): Promise<boolean> {
  const its = and(eq(placements.communityId, communityId), eq(placements.linkId, id));
  return (await tx.$count(placements, its)) > 0;
}

/** Switches a link off or on again. What is printed leads to the campaign meanwhile. Refuses `referrals.linkNotFound`. */
export async function setLinkStatus(actor: Actor, linkId: string, status: LinkStatus): Promise<Link> {
  requirePermission(actor, "links.manage");
  return db.transaction(async (tx) => update(tx, await lockLink(tx, actor.communityId, linkId), { status }));
}

/**
 * A reader's own link to a page of a campaign, to share. The same reader sharing the same page again gets the same link. Anyone may:
 * the target is our own page by construction.
 */
export async function shareLink(
  actor: Actor,
  { campaignId, path, network }: { campaignId: string; path: string; network: string },
  now = new Date(),
): Promise<Link> {
  const { communityId, personId: createdBy } = actor;
  return db.transaction(async (tx) => {
    const campaign = await campaignOf(tx, communityId, campaignId);
    const target = readTarget(path, []);
    if (!target) throw new Refusal("referrals.targetNotAllowed");
    const words = {
      network: normaliseTag(network) || "other",
      medium: "referral",
      tag: tagOf(campaign),
      content: "share",
    };
    if (createdBy) await lockSharer(tx, communityId, createdBy);
    const [kept] = createdBy
      ? await tx
          .select()
          .from(links)
          .where(
            and(
              eq(links.communityId, communityId),
              eq(links.campaignId, campaignId),
              eq(links.origin, "shared"),
              eq(links.createdBy, createdBy),
              eq(links.target, target),
              eq(links.network, words.network),
            ),
          )
          .limit(1)
      : [];
    if (kept) return kept;
    return insertLink(tx, { communityId, campaignId, createdBy, origin: "shared", ...words, target, createdAt: now });
  });
}

/** A campaign's links, the newest first, up to 1,000. Refuses `identity.notAllowed`. */
export async function listLinks(actor: Actor, campaignId: string): Promise<Link[]> {
  requirePermission(actor, "links.manage");
  return db
    .select()
    .from(links)
    .where(and(eq(links.communityId, actor.communityId), eq(links.campaignId, campaignId), eq(links.origin, "placed")))
    .orderBy(desc(links.id))
    .limit(LIST_MAX);
}

/** One link of the actor's community. Refuses `identity.notAllowed`, `referrals.linkNotFound`. */
export async function findLinkForDesk(actor: Actor, linkId: string): Promise<Link> {
  requirePermission(actor, "links.manage");
  const [link] = await db
    .select()
    .from(links)
    .where(and(eq(links.communityId, actor.communityId), eq(links.id, linkId)));
  if (!link) throw new Refusal("referrals.linkNotFound");
  return link;
}

/** One link of the actor's community by its code, as people type it. Refuses as `findLinkForDesk` does. */
export async function deskLinkByCode(actor: Actor, code: string): Promise<Link> {
  requirePermission(actor, "links.manage");
  const [link] = await db
    .select()
    .from(links)
    .where(and(eq(links.communityId, actor.communityId), eq(links.code, code.trim().toLowerCase())));
  if (!link) throw new Refusal("referrals.linkNotFound");
  return link;
}

/** The hosts links may lead to besides our own pages. Refuses `identity.notAllowed`. */
export async function listHosts(actor: Actor): Promise<string[]> {
  requirePermission(actor, "links.manage");
  return hostsOf(db, actor.communityId);
}

/** Lets links lead to a host, or no longer: only organizers decide that. Refuses `referrals.hostUnreadable`, `identity.notAllowed`. */
export async function setHost(actor: Actor, typed: string, isAllowed: boolean): Promise<void> {
  requirePermission(actor, "campaigns.manage");
  const host = readHost(typed);
  if (!host) throw new Refusal("referrals.hostUnreadable");
  const { communityId } = actor;
  if (isAllowed) await db.insert(linkHosts).values({ communityId, host }).onConflictDoNothing();
  else await db.delete(linkHosts).where(and(eq(linkHosts.communityId, communityId), eq(linkHosts.host, host)));
}

async function change(tx: Tx, link: Link, input: LinkInput): Promise<Link> {
  const { communityId, campaignId } = link;
  const campaign = campaignId ? await campaignOf(tx, communityId, campaignId) : undefined;
  if (input.hopOf && (await leadsThrough(tx, link, input.hopOf))) throw new Refusal("referrals.hopUnknown");
  return update(tx, link, await valuesOf(tx, { communityId, campaign, tag: link.tag }, input));
}

type Around = { communityId: string; campaign?: Campaign; tag?: string };

async function valuesOf(
  tx: Tx,
  { communityId, campaign, tag: tagBefore }: Around,
  { hopOf, tag, pictureUrl, expiresAt, ...input }: LinkInput,
) {
  const target = readTarget(input.target, await hostsOf(tx, communityId));
  if (!target) throw new Refusal("referrals.targetNotAllowed");
  const picture = pictureUrl ? readTarget(pictureUrl, []) : null;
  if (pictureUrl && !picture) throw new Refusal("referrals.targetNotAllowed");
  if (hopOf) {
    const isOfThese = campaign ? eq(links.campaignId, campaign.id) : isNull(links.campaignId);
    const known = and(eq(links.communityId, communityId), isOfThese, eq(links.id, hopOf));
    if ((await tx.$count(links, known)) === 0) throw new Refusal("referrals.hopUnknown");
  }
  return {
    ...input,
    target,
    pictureUrl: picture,
    hopOf: hopOf ?? null,
    expiresAt: expiresAt ?? null,
    tag: tag ?? (campaign ? tagOf(campaign) : tagBefore) ?? "promo",
  };
}

/** Whether the way to a link's post goes through the link itself: people would go round in circles. */
async function leadsThrough(tx: Tx, { communityId, id }: Link, hopOf: string): Promise<boolean> {
  const [found] = (await tx.execute(sql`
    with recursive way (id) as (
      select ${hopOf}::uuid
      union select links.hop_of from links join way on way.id = links.id
        where links.community_id = ${communityId} and links.hop_of is not null)
    select 1 from way where id = ${id}`)) as unknown[];
  return found !== undefined;
}

/** `2023-06-charity-book-sale`: the month a campaign opened, and its address. */
const tagOf = ({ opensAt, slug }: Campaign) => normaliseTag(`${opensAt.toISOString().slice(0, 7)}-${slug}`);

const CODE_SIGNS = "23456789abcdefghjkmnpqrstvwxz";
const CODE_LENGTH = 6;
const CODE_TRIES = 20;

/** A code is short enough to read aloud; one that is taken anywhere on the installation is tried anew. */
async function insertLink(tx: Tx, values: Omit<typeof links.$inferInsert, "id" | "code">): Promise<Link> {
  const id = uuidv7();
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const code = Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS.charAt(randomInt(CODE_SIGNS.length))).join("");
    const taken = await tx
      .insert(linkCodes)
      .values({ code, communityId: values.communityId, linkId: id })
      .onConflictDoNothing()
      .returning({ code: linkCodes.code });
    if (taken.length === 0) continue;
    return one(
      await tx
        .insert(links)
        .values({ ...values, id, code })
        .returning(),
    );
  }
  throw new Error("No free link code was found");
}

/** Two presses of a share button make one link. */
async function lockSharer(tx: Tx, communityId: string, personId: string): Promise<void> {
  await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.id, personId)))
    .for("no key update");
}

async function lockLink(tx: Tx, communityId: string, linkId: string): Promise<Link> {
  const [link] = await tx
    .select()
    .from(links)
    .where(and(eq(links.communityId, communityId), eq(links.id, linkId)))
    .for("update");
  if (!link) throw new Refusal("referrals.linkNotFound");
  return link;
}

async function update(tx: Tx, { communityId, id }: Link, change: Partial<typeof links.$inferInsert>): Promise<Link> {
  return one(
    await tx
      .update(links)
      .set(change)
      .where(and(eq(links.communityId, communityId), eq(links.id, id)))
      .returning(),
  );
}

async function campaignOf(tx: Tx, communityId: string, campaignId: string): Promise<Campaign> {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
  if (!campaign) throw new Refusal("catalog.campaignNotFound");
  return campaign;
}

async function hostsOf(tx: Pick<Tx, "select">, communityId: string): Promise<string[]> {
  const rows = await tx.select({ host: linkHosts.host }).from(linkHosts).where(eq(linkHosts.communityId, communityId));
  return rows.map(({ host }) => host);
}
