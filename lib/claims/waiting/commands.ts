import { and, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Book, type Claim, type WaitEntry, waitlist } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import type { Actor, PersonActor } from "@/lib/identity/actor";
import { issueCode, spendCode } from "@/lib/identity/codes";
import { linkToken, openLink } from "@/lib/identity/links";
import type { Contact } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { NO_CREDIT, recordLead } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import { type ClaimBook, claimBook } from "../commands";
import { openClaim } from "../moves";
import { claimantOf, runningCampaign } from "../terms";
import { move, passOn, placeOf } from "./moves";
import { isInLine, isOver } from "./rules";

export type WaitRef = { communityId: string; waitId: string };
export type JoinLine = {
  bookId: string;
  locale: Locale; // of the page somebody asks from
  contact?: Contact | undefined; // of a guest; a signed-in person is known
  source?: Source | undefined;
};

/**
 * Stands in line for a promised book, in case it comes free. A signed-in person is in it at once, a guest when the e-mailed code is
 * typed, with the time of asking. A second click finds the same place. The token opens the place's private page.
 * Refuses: campaign not running, book not listed, free, or paid for already, one's own book, or one that this person holds.
 */
export async function joinLine(
  actor: Actor,
  input: JoinLine,
  now = new Date(),
): Promise<{ entry: WaitEntry; token: string }> {
  const { communityId } = actor;
  const outcome = await db.transaction(async (tx) => {
    const book = await lockBook(tx, communityId, input.bookId);
    await runningCampaign(tx, book, now);
    if (book.status !== "listed") throw new Refusal("catalog.notListed");
    const holder = await openClaim(tx, book, now);
    if (holder?.status === "confirmed" || holder?.status === "fulfilled") throw new Refusal("claims.lineOver");
    if (!holder && !(await passOn(tx, book, now))) throw new Refusal("claims.bookFree");

    const { personId } = await claimantOf(tx, actor, input.contact, now);
    if (personId === book.giverId) throw new Refusal("claims.ownBook");
    if (personId === holder?.claimantId) throw new Refusal("claims.holdsAlready");
    const place = await placeOf(tx, book, personId);
    if (place) return { entry: place, isNew: false };
    return { entry: await stand(tx, book, personId, actor.kind === "person", input, now), isNew: true };
  });

  const { entry, isNew } = outcome;
  const isTheirs = actor.kind === "person" || isNew || entry.verifiedAt === null;
  if (isTheirs) return { entry, token: linkToken("wait", communityId, entry.id) };
  // Somebody typed the address of a person who has proved it: the link goes to that address, not to whoever typed it.
  const { personId, id: subjectId } = entry;
  await db.transaction((tx) =>
    notify(tx, { communityId, personId, subjectId, kind: "wait_code", locale: input.locale }, now),
  );
  throw new Refusal("claims.alreadyWaiting");
}

/** The typed code proves the address, and the person is in line. Typing it again changes nothing. Refuses a wrong or spent code. */
export async function verifyWait(actor: Actor, ref: WaitRef, code: string, now = new Date()): Promise<WaitEntry> {
  const seen = await ownEntry(actor, ref);
  if (seen.verifiedAt) return seen;
  await spendCode("wait", ref.waitId, code, now);
  return db.transaction(async (tx) => {
    const { entry, book } = await lockEntry(tx, ref);
    if (entry.verifiedAt) return entry;
    if (!isInLine(entry.status)) throw new Refusal("claims.notAllowedNow");
    const holder = await openClaim(tx, book, now);
    if (holder?.claimantId === entry.personId) throw new Refusal("claims.holdsAlready");
    const verified = one(await tx.update(waitlist).set({ verifiedAt: now }).where(isEntry(ref)).returning());
    if (holder) return verified;
    await passOn(tx, book, now); // it may have come free meanwhile
    return one(await tx.select().from(waitlist).where(isEntry(ref)));
  });
}

/**
 * Reserves the book that is kept for this place, for the person who stands there. A second click finds the same claim.
 * Refuses what `claimBook` does, and `claims.notAllowedNow` unless the book is kept for them.
 */
export async function claimOffered(
  actor: PersonActor,
  ref: WaitRef,
  terms: Omit<ClaimBook, "bookId" | "contact">,
  now = new Date(),
): Promise<{ claim: Claim; token: string }> {
  const entry = await ownEntry(actor, ref);
  const isTheirs = (entry.status === "offered" && !isOver(entry, now)) || entry.status === "taken";
  if (!isTheirs || !entry.verifiedAt) throw new Refusal("claims.notAllowedNow");
  return claimBook(actor, { ...terms, bookId: entry.bookId }, now);
}

/** Sends a fresh code for a place that is not verified yet. */
export async function resendWaitCode(actor: Actor, ref: WaitRef, now = new Date()): Promise<void> {
  await ownEntry(actor, ref);
  await db.transaction(async (tx) => {
    const { entry } = await lockEntry(tx, ref);
    if (entry.verifiedAt || !isInLine(entry.status)) throw new Refusal("claims.notAllowedNow");
    await sendCode(tx, entry, undefined, now);
  });
}

/** Leaves the line; a book that was offered goes to the next. Leaving twice changes nothing. */
export async function leaveLine(actor: Actor, ref: WaitRef, now = new Date()): Promise<WaitEntry> {
  await ownEntry(actor, ref);
  return db.transaction(async (tx) => {
    const { entry, book } = await lockEntry(tx, ref);
    if (!isInLine(entry.status)) return entry;
    const left = await move(tx, entry, "leave", now);
    if (entry.status === "offered") await passOn(tx, book, now);
    return left;
  });
}

async function stand(
  tx: Tx,
  book: Book,
  personId: string,
  isVerified: boolean,
  input: JoinLine,
  now: Date,
): Promise<WaitEntry> {
  const { communityId, campaignId, id: bookId } = book;
  const credit = input.source
    ? await recordLead(tx, { communityId, campaignId, personId, cause: "waitlist" }, input.source, now)
    : NO_CREDIT;
  const place = { ...credit, communityId, campaignId, bookId, personId, createdAt: now };
  const entry = one(
    await tx
      .insert(waitlist)
      .values({ ...place, verifiedAt: isVerified ? now : null })
      .returning(),
  );
  await openLink(tx, "wait", communityId, entry.id);
  if (!isVerified) await sendCode(tx, entry, input.locale, now);
  return entry;
}

async function sendCode(tx: Tx, entry: WaitEntry, locale: Locale | undefined, now: Date): Promise<void> {
  const code = await issueCode(tx, "wait", entry.id, now);
  const { communityId, personId, id: subjectId } = entry;
  const notice = { communityId, personId, subjectId, kind: "wait_code", payload: { code } } as const;
  await notify(tx, { ...notice, ...(locale && { locale }) }, now);
}

/** Not yours and not there look the same. */
async function ownEntry(actor: Actor, ref: WaitRef): Promise<WaitEntry> {
  const [entry] = await db.select().from(waitlist).where(isEntry(ref));
  const isOwn = entry?.personId === actor.personId && entry?.communityId === actor.communityId;
  if (!entry || !isOwn) throw new Refusal("claims.waitNotFound");
  return entry;
}

async function lockEntry(tx: Tx, ref: WaitRef): Promise<{ entry: WaitEntry; book: Book }> {
  const seen = one(await tx.select({ bookId: waitlist.bookId }).from(waitlist).where(isEntry(ref)));
  const book = await lockBook(tx, ref.communityId, seen.bookId);
  return { entry: one(await tx.select().from(waitlist).where(isEntry(ref))), book };
}

const isEntry = ({ communityId, waitId }: WaitRef) =>
  and(eq(waitlist.communityId, communityId), eq(waitlist.id, waitId));
