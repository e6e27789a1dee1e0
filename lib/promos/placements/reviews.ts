import { and, asc, count, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one, type Tx } from "@/db/client";
import {
  communities,
  type Placement,
  type PromoShare,
  placementEvents,
  placementMedia,
  placements,
  promoShares,
  promos,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { findLink, linkToken, openLink } from "@/lib/identity/links";
import { notify } from "@/lib/messages/notify";
import { lockPromo } from "../moves";
import { staffOf } from "../staff";
import { lockOpen } from "./content";
import type { ReviewAnswer } from "./input";
import { type MediumFile, readKept } from "./media";
import { type By, move } from "./moves";
import { eventsOf, lookOf } from "./queries";
import { refuseHard } from "./verdicts";

const DAY_MS = 24 * 3_600_000;
const LINKS_MAX = 30;
const SHOWN_MAX = 100;

/**
 * Makes a private address by which somebody without an account reviews a promo's placements, for so many days. Refuses
 * `identity.notAllowed`, `promos.notFound`, `placements.tooManyReviewLinks`.
 */
export async function makeReviewLink(
  actor: Actor,
  promoId: string,
  { label, days }: { label: string; days: number },
  now = new Date(),
): Promise<{ share: PromoShare; token: string }> {
  requirePermission(actor, "promos.manage");
  const { communityId, personId: createdBy } = actor;
  return db.transaction(async (tx) => {
    await lockPromo(tx, communityId, promoId);
    const working = await tx.$count(promoShares, and(ofPromo(communityId, promoId), isWorking(now)));
    if (working >= LINKS_MAX) throw new Refusal("placements.tooManyReviewLinks", { max: LINKS_MAX });
    const id = uuidv7();
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const values = { communityId, id, promoId, kind: "review" as const, label, createdBy, createdAt: now, expiresAt };
    const share = one(await tx.insert(promoShares).values(values).returning());
    return { share, token: await openLink(tx, "review", communityId, id) };
  });
}

/** A promo's review links that work, the newest first, each with its secret and how many answers came by it. Refuses `identity.notAllowed`. */
export async function listReviewLinks(actor: Actor, promoId: string, now = new Date()) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const rows = await db
    .select({
      id: promoShares.id,
      label: promoShares.label,
      createdAt: promoShares.createdAt,
      expiresAt: promoShares.expiresAt,
      answers: count(placementEvents.id),
    })
    .from(promoShares)
    .leftJoin(
      placementEvents,
      and(eq(placementEvents.communityId, promoShares.communityId), eq(placementEvents.shareId, promoShares.id)),
    )
    .where(and(ofPromo(communityId, promoId), isWorking(now)))
    .groupBy(promoShares.communityId, promoShares.id)
    .orderBy(desc(promoShares.createdAt), desc(promoShares.id));
  return rows.map((row) => ({ ...row, token: linkToken("review", communityId, row.id) }));
}

/** Ends a review link. What was answered by it stays. Twice is once. Refuses `identity.notAllowed`, `placements.reviewLinkNotFound`. */
export async function revokeReviewLink(
  actor: Actor,
  promoId: string,
  shareId: string,
  now = new Date(),
): Promise<void> {
  requirePermission(actor, "promos.manage");
  const ofShare = and(ofPromo(actor.communityId, promoId), eq(promoShares.id, shareId));
  const [share] = await db.select({ id: promoShares.id }).from(promoShares).where(ofShare);
  if (!share) throw new Refusal("placements.reviewLinkNotFound");
  await db
    .update(promoShares)
    .set({ revokedAt: now })
    .where(and(ofShare, isNull(promoShares.revokedAt)));
}

export type Review = NonNullable<Awaited<ReturnType<typeof reviewByToken>>>;

/**
 * What a review link shows: the placements that are in review, and those answered by this link before. Nothing when it never
 * existed; `isOver` when it was revoked or its time is up, and then nothing of the promo with it.
 */
export async function reviewByToken(token: string, now = new Date()) {
  const share = await shareOf(token);
  if (!share) return undefined;
  const { communityId, promoId } = share;
  if (isShareOver(share, now)) return { isOver: true as const };
  const [found] = await db
    .select({
      promo: { id: promos.id, name: promos.name, status: promos.status },
      community: { name: communities.name, slug: communities.slug, timeZone: communities.timeZone },
    })
    .from(promos)
    .innerJoin(communities, eq(communities.id, promos.communityId))
    .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)));
  if (!found) return undefined;
  const items = await Promise.all(
    (await shownBy(share)).map(async (placement) => {
      const [look, events] = [await lookOf(placement), await eventsOf(communityId, placement.id)];
      const said = events.filter(({ event, shareId }) => shareId === share.id || event === "submit");
      return { placement, ...look, said: said.toReversed() };
    }),
  );
  return { isOver: false as const, share, ...found, items };
}

/**
 * What somebody answers by the link: approves exactly the version they saw, asks for changes, or says a word. Kept with the name they
 * gave and the link. Staff of promos are written to once for each approval and each wish. The same approval again changes nothing.
 * Refuses `placements.reviewOver`, `notFound`, `promoOver`, `changedMeanwhile`, `reviewAnswered`, `checkFails`.
 */
export async function answerReview(token: string, input: ReviewAnswer, now = new Date()): Promise<Placement> {
  const share = await shareOf(token);
  if (!share || isShareOver(share, now)) throw new Refusal("placements.reviewOver");
  const { communityId, promoId } = share;
  const { answer, name, note, version } = input;
  const by: By = { kind: "reviewer", name, shareId: share.id };
  return db.transaction(async (tx) => {
    const { placement } = await lockOpen(tx, communityId, input.placement);
    await refuseOver(tx, share, now);
    if (placement.promoId !== promoId || !(await isShown(tx, share, placement)))
      throw new Refusal("placements.notFound");
    if (placement.version !== version) throw new Refusal("placements.changedMeanwhile");
    if (answer === "approve" && placement.status === "approved") return placement;
    if (answer !== "comment" && placement.status !== "in_review") throw new Refusal("placements.reviewAnswered");
    if (answer === "approve") await refuseHard(tx, placement);
    const { placement: moved } = await move(tx, placement, answer, by, now, { note });
    if (answer !== "comment") await tellStaff(tx, moved, now);
    return moved;
  });
}

/** A picture or video of a placement that the link shows. Anything else is not there. Refuses `placements.mediaNotFound`. */
export async function readReviewMedia(
  token: string,
  mediaId: string,
  size: "whole" | "preview",
  now = new Date(),
): Promise<MediumFile> {
  const share = await shareOf(token);
  const isThere = share && !isShareOver(share, now) && UUID.test(mediaId);
  const ids = isThere ? (await shownBy(share)).map(({ id }) => id) : [];
  const [medium] =
    share && ids.length > 0
      ? await db
          .select()
          .from(placementMedia)
          .where(
            and(
              eq(placementMedia.communityId, share.communityId),
              eq(placementMedia.id, mediaId),
              inArray(placementMedia.placementId, ids),
            ),
          )
      : [];
  if (!medium) throw new Refusal("placements.mediaNotFound");
  return readKept(medium, size);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function shareOf(token: string): Promise<PromoShare | undefined> {
  const link = await findLink("review", token);
  if (!link) return undefined;
  const [share] = await db
    .select()
    .from(promoShares)
    .where(and(eq(promoShares.communityId, link.communityId), eq(promoShares.id, link.subjectId)));
  return share;
}

function isShareOver({ revokedAt, expiresAt }: PromoShare, now: Date): boolean {
  return revokedAt !== null || (expiresAt !== null && expiresAt <= now);
}

/** Asked again in the transaction: a link that is revoked answers for nothing from that moment on. */
async function refuseOver(tx: Tx, { communityId, id }: PromoShare, now: Date): Promise<void> {
  const [share] = await tx
    .select()
    .from(promoShares)
    .where(and(eq(promoShares.communityId, communityId), eq(promoShares.id, id)))
    .for("share");
  if (!share || isShareOver(share, now)) throw new Refusal("placements.reviewOver");
}

/** In the order they go out. */
function shownBy(share: PromoShare): Promise<Placement[]> {
  return db
    .select()
    .from(placements)
    .where(
      and(
        eq(placements.communityId, share.communityId),
        eq(placements.promoId, share.promoId),
        or(
          eq(placements.status, "in_review"),
          and(
            inArray(placements.status, ["approved", "changes_requested", "scheduled"]),
            inArray(placements.id, answeredBy(db, share)),
          ),
        ),
      ),
    )
    .orderBy(asc(placements.scheduledAt), asc(placements.id))
    .limit(SHOWN_MAX);
}

async function isShown(tx: Tx, share: PromoShare, { id, status }: Placement): Promise<boolean> {
  if (status === "in_review") return true;
  const known = await answeredBy(tx, share);
  return ["approved", "changes_requested", "scheduled"].includes(status) && known.some((each) => each.id === id);
}

function answeredBy(tx: Pick<Tx, "selectDistinct">, { communityId, id }: PromoShare) {
  return tx
    .selectDistinct({ id: placementEvents.placementId })
    .from(placementEvents)
    .where(and(eq(placementEvents.communityId, communityId), eq(placementEvents.shareId, id)));
}

async function tellStaff(tx: Tx, { communityId, id: subjectId }: Placement, now: Date): Promise<void> {
  for (const { id: personId } of await staffOf(tx, communityId))
    await notify(tx, { communityId, personId, kind: "placement_answered", subjectId }, now);
}

function ofPromo(communityId: string, promoId: string) {
  return and(
    eq(promoShares.communityId, communityId),
    eq(promoShares.promoId, promoId),
    eq(promoShares.kind, "review"),
  );
}

function isWorking(now: Date) {
  return and(isNull(promoShares.revokedAt), or(isNull(promoShares.expiresAt), gt(promoShares.expiresAt, now)));
}
