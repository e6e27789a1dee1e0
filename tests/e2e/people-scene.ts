import { sql } from "@/db/client";
import { claimBook } from "@/lib/claims/commands";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: a community of its own with two organizers, a treasurer and many members.

const now = new Date();
const community = await aCommunity({ name: "Клуб читачів" });
const { id, slug } = community;
const [first, second, treasurer] = [
  await aPerson(id, ["organizer", "member"], { name: "Веста Впорядницька" }),
  await aPerson(id, ["organizer", "member"], { name: "Олег Обережний" }),
  await aPerson(id, ["treasurer", "member"], { name: "Інна Касирна" }),
];
const proposed = await aPerson(id, ["member"], { name: "Марта Майбутня" });
for (let nth = 1; nth <= 56; nth++) await aPerson(id, ["member"], { name: `Читач ${String(nth).padStart(2, "0")}` });

const campaign = await aCampaign(id, {
  slug: "sale",
  name: "Книги за донат",
  iban: "UA213223130000026007233566001",
  edrpou: "39696398",
  opensAt: daysAfter(now, -10),
  closesAt: daysAfter(now, 20),
});
const taker = await aMember(id);
const { id: bookId } = await aListedBook(campaign);
const { token } = await claimBook(taker, { bookId, amountMinor: 40_000, method: "transfer", locale: "uk" }, now);

const scene = {
  community: slug,
  campaign: campaign.slug,
  claim: token,
  first: first.email,
  second: second.email,
  treasurer: treasurer.email,
  proposed: proposed.name,
};
export type PeopleScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
