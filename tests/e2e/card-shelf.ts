import { sql } from "@/db/client";
import { aCampaign, aCommunity, aListedBook } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: makes a community whose campaign takes cards, and prints where its books are.

/** One for each try. */
const BOOKS = 12;

const now = new Date();
const community = await aCommunity({ name: "Клуб карток" });
const dates = { opensAt: daysAfter(now, -30), closesAt: daysAfter(now, 30) };
const campaign = await aCampaign(community.id, { slug: "cards", name: "Книги за картку", cards: "stripe", ...dates });
const books: string[] = [];
for (let nth = 0; nth < BOOKS; nth++) books.push((await aListedBook(campaign)).code);

const shelf = { community: community.slug, campaign: campaign.slug, books };
export type CardShelf = typeof shelf;
console.log(JSON.stringify(shelf));
await sql.end();
