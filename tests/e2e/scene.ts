import sharp from "sharp";
import { sql } from "@/db/client";
import { rejectBook } from "@/lib/catalog/commands";
import { cancelClaim, claimBook, receiveBook } from "@/lib/claims/commands";
import { rejectProof } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";
import { cardStates } from "./card-scene";

// A program of its own, run beside the product: makes a community with a claim in every state, and prints where things are.

const LONG =
  "A Guide to the Project Management Body of Knowledge (PMBOK® Guide) – Seventh Edition and The Standard for Project Management, з надзвичайнодовгимнепереноснимсловом";
const now = new Date();
const dates = { opensAt: daysAfter(now, -30), closesAt: daysAfter(now, 30) };
const community = await aCommunity({ name: "Клуб проєктних менеджерів" });
const { id: communityId, slug } = community;
const staff = await aPerson(communityId, ["organizer", "treasurer", "member"], { name: "Веста Впорядницька" });
const giver = await aMember(communityId);
const full = await aCampaign(communityId, {
  slug: "full",
  name: "Книжковий обмін",
  allowsCash: true,
  maxOpenClaims: 20,
  iban: "UA213223130000026007233566001",
  edrpou: "39696398",
  ...dates,
});
const cards = await aCampaign(communityId, {
  slug: "cards",
  name: "Книги за картку",
  allowsCash: true,
  cards: "stripe",
  ...dates,
});
const quiet = await aCampaign(communityId, { slug: "quiet", name: "Тиха акція", ...dates });

type Held = { token: string; code: string; bookId: string; ref: { communityId: string; claimId: string } };

async function hold(at = now, bookId?: string, method: "transfer" | "cash" = "transfer") {
  const taker = await aMember(communityId);
  const id = bookId ?? (await aListedBook(full, { giverId: giver.personId, listedAt: daysAfter(now, -20) })).id;
  const input = { bookId: id, amountMinor: 40_000, method, locale: "uk" } as const;
  const { claim, token } = await claimBook(taker, input, at);
  return { taker, token, code: claim.code, bookId: id, ref: { communityId, claimId: claim.id } };
}
const pay = ({ code }: Pick<Held, "code">, at = now) =>
  confirmTransfer(staff, { reference: `S-${code}`, amountMinor: 40_000, parts: [{ code, amountMinor: 40_000 }] }, at);

/** A hold whose time ran out, and whose book somebody else holds now. */
async function lost() {
  const late = await hold(daysAfter(now, -10));
  await hold(now, late.bookId);
  return late;
}

/** Tokens of the private pages, by the state of the claim. */
const claims: Record<string, string> = {};
const contact = { name: "Гість Книгогляд", email: `guest-${slug}@example.org`, locale: "uk" } as const;
const free = await aListedBook(full, {
  giverId: giver.personId,
  title: LONG,
  authors: ["Project Management Institute"],
});
const unverified = await claimBook(
  visitorOf(communityId),
  { bookId: free.id, amountMinor: 30_000, method: "transfer", locale: "uk", contact },
  now,
);
claims.unverified = unverified.token;
claims.held = (await hold()).token;
claims.cash = (await hold(now, undefined, "cash")).token;
claims.expired = (await hold(daysAfter(now, -10))).token;
claims.expiredTaken = (await lost()).token;

const reported = await hold(daysAfter(now, -3));
const picture = sharp({ create: { width: 90, height: 160, channels: 3, background: "#0d6b4f" } });
const file = { bytes: new Uint8Array(await picture.png().toBuffer()), name: "screenshot.png" };
await submitProof(reported.taker, reported.ref, { file, receipt: "0123-4567" }, daysAfter(now, -2));
claims.reported = reported.token;

const confirmed = await hold();
await pay(confirmed);
claims.confirmed = confirmed.token;

const fulfilled = await hold();
await pay(fulfilled);
await receiveBook(fulfilled.taker, fulfilled.ref, now);
claims.fulfilled = fulfilled.token;

const cancelled = await hold();
await cancelClaim(cancelled.taker, cancelled.ref, undefined, now);
claims.cancelled = cancelled.token;

const freed = await hold();
await cancelClaim(staff, freed.ref, "Книга виявилася без обкладинки", now);
claims.cancelledByOthers = freed.token;

const rejected = await hold();
await submitProof(rejected.taker, rejected.ref, { receipt: "77" }, now);
await rejectProof(staff, { code: rejected.code, reason: "Такого переказу у виписці немає" }, now);
claims.rejected = rejected.token;

const reportedLate = await lost();
await submitProof(reportedLate.taker, reportedLate.ref, { receipt: "99" }, now);
claims.reportedWithoutBook = reportedLate.token;

const withoutBook = await lost();
await pay(withoutBook);
claims.withoutBook = withoutBook.token;

const kept = await lost();
await pay(kept);
await decideWithoutBook(staff, { code: kept.code, decision: "keep" }, now);
claims.kept = kept.token;

const refunded = await lost();
await pay(refunded);
await decideWithoutBook(staff, { code: refunded.code, decision: "refund", reason: "Повернули на картку" }, now);
claims.refunded = refunded.token;

const moved = await lost();
await pay(moved);
const other = await aListedBook(full, { giverId: giver.personId, title: "Друга книга" });
await decideWithoutBook(staff, { code: moved.code, decision: "other_book", bookId: other.id }, now);
claims.otherBook = moved.token;

const waits = { status: "pending_review" as const, listedAt: null, giverId: giver.personId };
const review = await aListedBook(full, { ...waits, title: "Чекає на схвалення" });
await aListedBook(full, { ...waits, title: LONG });
const refused = await aListedBook(full, { ...waits, title: "Не підійшла" });
await rejectBook(staff, refused.code, "Підручник, старший за десять років", now);
const own = await aListedBook(full, { giverId: staff.personId, title: LONG });
await hold(now, (await aListedBook(full, { giverId: staff.personId, title: "Моя книга, яку чекають" })).id);
const offered = await aListedBook(full, { giverId: giver.personId, title: "Вільна книга" });

const scene = {
  community: slug,
  email: staff.email,
  campaign: full.slug,
  quiet: quiet.slug,
  claims,
  cards: await cardStates(cards, staff),
  codes: { reported: reported.code, confirmed: confirmed.code },
  books: { free: offered.code, review: review.code, own: own.code },
};
export type Scene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
