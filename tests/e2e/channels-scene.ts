import { sql } from "@/db/client";
import { aCampaign, aCommunity, aListedBook, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: makes a community whose organizer has nothing set up yet, and prints where.

const now = new Date();
const community = await aCommunity({ name: "Клуб каналів" });
const dates = { opensAt: daysAfter(now, -30), closesAt: daysAfter(now, 30) };
const campaign = await aCampaign(community.id, { slug: "told", name: "Книги, про які розповідають", ...dates });
const organizer = await aPerson(community.id, ["member", "organizer"], { name: "Тиміш Розповідач" });
const book = await aListedBook(campaign, { title: "Книга, яку бронюють", code: "k7qm4tz" });

const scene = { community: community.slug, campaign: campaign.slug, email: organizer.email, book: book.code };
export type ChannelsScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
