import { db, sql } from "@/db/client";
import { editions } from "@/db/schema";
import { aCampaign, aCommunity, aListedBook, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: makes a community whose member has books to give, and prints where.

const now = new Date();
const community = await aCommunity({ name: "Клуб стосів" });
const campaign = await aCampaign(community.id, {
  slug: "pile",
  name: "Книги стосами",
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, 30),
});
const member = await aPerson(community.id, ["member"], { name: "Стожар Книгозбір" });
await aListedBook(campaign, { isbn13: "9781892005281", title: "Уже в акції", authors: ["Перша Авторка"] });
// what libraries said before, so that nobody has to be asked
await db
  .insert(editions)
  .values([
    { isbn13: "9786171202658", title: "Книга з бібліотеки", authors: ["Друга Авторка"], language: "uk", askedAt: now },
    { isbn13: "9789660379879", title: "Знана книга", authors: [], language: "uk", askedAt: now },
  ])
  .onConflictDoNothing();

const scene = { community: community.slug, campaign: campaign.slug, email: member.email };
export type PileScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
