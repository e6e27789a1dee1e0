import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { db, one } from "@/db/client";
import { type PromoShare, placementMedia, placements, promoShares } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { findLink, linkToken, openLink } from "@/lib/identity/links";
import { keyedHash } from "@/lib/identity/secrets";
import { lockPromo } from "./moves";
import { type MediumFile, readKept } from "./placements/media";

const LINKS_MAX = 30;

export const reportShareInput = z.object({
  label: z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(100, "fields.tooLong"))
    .default(""),
  password: z.string().max(100, "fields.tooLong").default(""),
});

/**
 * Makes a private address of a promo's report, for people without an account; with a password when one is given. Refuses
 * `identity.notAllowed`, `promos.notFound`, `promos.tooManyShares`.
 */
export async function shareReport(
  actor: Actor,
  promoId: string,
  { label, password }: z.infer<typeof reportShareInput>,
  now = new Date(),
): Promise<string> {
  requirePermission(actor, "promos.manage");
  const { communityId, personId: createdBy } = actor;
  const passwordHash = password === "" ? null : await hashed(password, randomBytes(16));
  return db.transaction(async (tx) => {
    await lockPromo(tx, communityId, promoId);
    if ((await tx.$count(promoShares, working(communityId, promoId, now))) >= LINKS_MAX)
      throw new Refusal("promos.tooManyShares", { max: LINKS_MAX });
    const share = { communityId, id: uuidv7(), promoId, kind: "report" as const, label, passwordHash, createdBy };
    const { id } = one(
      await tx
        .insert(promoShares)
        .values({ ...share, createdAt: now })
        .returning(),
    );
    return openLink(tx, "report", communityId, id);
  });
}

/** The addresses of a promo's report that work, the newest first. Refuses `identity.notAllowed`. */
export async function listReportShares(actor: Actor, promoId: string, now = new Date()) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const shares = await db
    .select()
    .from(promoShares)
    .where(working(communityId, promoId, now))
    .orderBy(desc(promoShares.createdAt), desc(promoShares.id));
  return shares.map(({ id, label, passwordHash, createdAt }) => ({
    id,
    label,
    createdAt,
    hasPassword: passwordHash !== null,
    token: linkToken("report", communityId, id),
  }));
}

/** Ends an address of a report; whoever opens it finds nothing. Twice is once. Refuses `promos.shareNotFound`. */
export async function endReportShare(actor: Actor, shareId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "promos.manage");
  const isIt = and(
    eq(promoShares.communityId, actor.communityId),
    eq(promoShares.id, shareId),
    eq(promoShares.kind, "report"),
  );
  if ((await db.$count(promoShares, isIt)) === 0) throw new Refusal("promos.shareNotFound");
  await db
    .update(promoShares)
    .set({ revokedAt: now })
    .where(and(isIt, isNull(promoShares.revokedAt)));
}

/** What an address of a report leads to: its promo, and whether a password is asked for. Nothing when it never was, or was ended. */
export async function findReportShare(token: string, now = new Date()): Promise<PromoShare | undefined> {
  const link = await findLink("report", token);
  if (!link) return undefined;
  const [share] = await db
    .select()
    .from(promoShares)
    .where(and(eq(promoShares.communityId, link.communityId), eq(promoShares.id, link.subjectId)));
  const isOver = !share || share.revokedAt !== null || (share.expiresAt !== null && share.expiresAt <= now);
  return isOver ? undefined : share;
}

/** Whether somebody may read: no password is asked for, or they bring the pass a right password gave them. */
export function opensWith(share: PromoShare, pass: string | undefined): boolean {
  return share.passwordHash === null || pass === passOf(share);
}

/** The pass for a right password, to be kept in a cookie; it ends with the password. Refuses `promos.passwordWrong`. */
export async function unlock(share: PromoShare, password: string): Promise<string> {
  const [salt = ""] = (share.passwordHash ?? "").split(".");
  const tried = Buffer.from(await hashed(password, Buffer.from(salt, "base64url")));
  const kept = Buffer.from(share.passwordHash ?? "");
  if (tried.length !== kept.length || !timingSafeEqual(tried, kept)) throw new Refusal("promos.passwordWrong");
  return passOf(share);
}

/** A small picture of a placement of the promo whose report it is. That the reader may, the caller has made sure of. Refuses `placements.mediaNotFound`. */
export async function readReportMedia(
  { communityId, promoId }: Pick<PromoShare, "communityId" | "promoId">,
  mediaId: string,
): Promise<MediumFile> {
  const isThere = z.uuid().safeParse(mediaId).success;
  const [found] = isThere
    ? await db
        .select({ medium: placementMedia })
        .from(placementMedia)
        .innerJoin(
          placements,
          and(eq(placements.communityId, placementMedia.communityId), eq(placements.id, placementMedia.placementId)),
        )
        .where(
          and(
            eq(placementMedia.communityId, communityId),
            eq(placementMedia.id, mediaId),
            eq(placements.promoId, promoId),
          ),
        )
    : [];
  if (!found) throw new Refusal("placements.mediaNotFound");
  return readKept(found.medium, "preview");
}

const passOf = ({ id, passwordHash }: PromoShare) => keyedHash("report pass", `${id}:${passwordHash}`);

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

async function hashed(password: string, salt: Buffer): Promise<string> {
  const key = await derive(password.normalize("NFKC"), salt, 32);
  return `${salt.toString("base64url")}.${key.toString("base64url")}`;
}

function working(communityId: string, promoId: string, now: Date) {
  return and(
    eq(promoShares.communityId, communityId),
    eq(promoShares.promoId, promoId),
    eq(promoShares.kind, "report"),
    isNull(promoShares.revokedAt),
    or(isNull(promoShares.expiresAt), gt(promoShares.expiresAt, now)),
  );
}
