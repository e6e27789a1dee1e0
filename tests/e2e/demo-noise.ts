import { and, asc, eq, isNotNull } from "drizzle-orm";
import { db, sql } from "@/db/client";
import { books, campaigns, claims, links, memberships, promos } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { joinLine, leaveLine } from "@/lib/claims/waiting/commands";
import { passOnOffers } from "@/lib/claims/waiting/sweep";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { callerOf } from "@/lib/referrals/agents";
import { keepClick } from "@/lib/referrals/clicks";
import { visitorOf } from "@/lib/referrals/visitors";
import { daysAfter, hoursAfter } from "../support/times";

// A program of its own, run beside the product: what happens in every sale and changes no figure of its report. Claims that lapse,
// money that comes late and opens one again, donations that go back whole, a book handed on in its line, robots.

const now = new Date();
const [campaign] = await db.select().from(campaigns).where(eq(campaigns.slug, "charity-book-sale"));
if (!campaign) throw new Error("The demo is not there");
const { communityId, id: campaignId } = campaign;
const held = await db.select().from(memberships).where(eq(memberships.communityId, communityId));
const people = (role: "member" | "treasurer") =>
  held
    .filter((each) => each.role === role)
    .map(({ personId }): PersonActor => ({ kind: "person", communityId, personId, roles: [role] }));
const [treasurer] = people("treasurer");
const free = await db
  .select({ id: books.id, giverId: books.giverId, minimumMinor: books.minimumMinor })
  .from(books)
  .where(
    and(
      eq(books.communityId, communityId),
      eq(books.campaignId, campaignId),
      eq(books.status, "listed"),
      isNotNull(books.listedAt),
    ),
  )
  .orderBy(asc(books.listedAt));
const taken = new Set((await db.select({ bookId: claims.bookId }).from(claims)).map(({ bookId }) => bookId));
const left = free.filter(({ id }) => !taken.has(id));
const readers = people("member").slice(10);
const [lapses, late, returned, passedOn] = left;
if (!treasurer || !lapses || !late || !returned || !passedOn) throw new Error("The demo has too few free books");

let nth = 0;
function readerOf({ giverId }: { giverId: string }): PersonActor {
  const reader = readers[nth++];
  if (!reader) throw new Error("The demo has too few members");
  return reader.personId === giverId ? readerOf({ giverId }) : reader;
}

async function claim(book: (typeof free)[number], at: Date) {
  const input = { bookId: book.id, amountMinor: book.minimumMinor, method: "transfer", locale: "uk" } as const;
  return (await claimBook(readerOf(book), input, at)).claim;
}

async function pay({ code, pledgeMinor }: { code: string; pledgeMinor: number }, at: Date) {
  const parts = [{ code, amountMinor: pledgeMinor }];
  await confirmTransfer(treasurer as PersonActor, { reference: `NOISE-${code}`, amountMinor: pledgeMinor, parts }, at);
}

await claim(lapses, daysAfter(now, -5));
const lateClaim = await claim(late, daysAfter(now, -6));
const paid = await claim(returned, hoursAfter(now, -9));
await claim(passedOn, daysAfter(now, -4));
const waiting = readerOf(passedOn);
const { entry } = await joinLine(waiting, { bookId: passedOn.id, locale: "uk" }, daysAfter(now, -3.9));
await expireOverdueClaims(now);
await passOnOffers(now);
await leaveLine(waiting, { communityId, waitId: entry.id }, now);

await pay(lateClaim, now);
await pay(paid, now);
const reason = "Прохання про повернення";
await refundDonation(treasurer, { code: paid.code, amountMinor: 10_000, reason }, now);
for (const { code } of [paid, lateClaim]) await refundDonation(treasurer, { code, reason }, now);

// robots and previews of the days when people came
const ROBOT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)";
const PREVIEW = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)";
const placed = await db
  .select({ id: links.id })
  .from(links)
  .innerJoin(promos, and(eq(promos.communityId, links.communityId), eq(promos.tag, links.tag)))
  .where(and(eq(links.communityId, communityId), eq(links.origin, "placed")));
for (const { id: linkId } of placed)
  for (const [agent, times] of [
    [ROBOT, 60],
    [PREVIEW, 2],
  ] as const)
    for (let nth = 0; nth < times; nth++) {
      const { botReason, app } = callerOf({ method: "GET", agent });
      const at = new Date(Date.parse("2023-06-15T09:00:00Z") + nth * 60_000);
      const visitor = visitorOf({ cookie: undefined, address: `203.0.113.${nth}`, agent });
      await keepClick({
        communityId,
        linkId,
        at,
        visitor,
        isQr: false,
        botReason,
        app,
        referrerHost: null,
        orphanCode: null,
      });
    }

const [promo] = await db.select({ id: promos.id }).from(promos).where(eq(promos.communityId, communityId));
const reopened = (await db.select().from(claims).where(eq(claims.code, lateClaim.code)))[0]?.status;
const made = { promoId: promo?.id ?? "", reopened };
export type Noise = typeof made;
console.log(JSON.stringify(made));
await sql.end();
