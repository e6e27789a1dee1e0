import { sql } from "@/db/client";
import { claimBook, receiveBook, verifyClaim } from "@/lib/claims/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aPerson, aTreasurer } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: guests who have paid for their books, in a campaign that can be closed, and where to find them.

const now = new Date();
const community = await aCommunity({ name: "Клуб приватності" });
const { id: communityId } = community;
const campaign = await aCampaign(communityId, {
  slug: "keepsakes",
  name: "Книги на згадку",
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, 30),
});
const organizer = await aPerson(communityId, ["member", "organizer"], { name: "Орина Впорядниця" });
const treasurer = await aTreasurer(communityId);
const giver = await aPerson(communityId, ["member"], { name: "Дарина Щедрівна" });
await aListedBook(campaign, { giverId: giver.personId, title: "Лишилася на полиці", pickupPoint: "Офіс, 3-й поверх" });

const guests = [];
for (let nth = 0; nth < 3; nth++) {
  const book = await aListedBook(campaign, { giverId: giver.personId, title: `Прочитана книга ${nth + 1}` });
  const contact = {
    name: `Гість Мимохідний-${nth}`,
    email: `guest-${nth}-${community.slug}@example.com`,
    phone: "+380991234567",
    locale: "uk",
  } as const;
  const terms = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk", contact } as const;
  const { claim, token } = await claimBook(visitorOf(communityId), terms, now);
  const [sent] = await sql<{ code: string }[]>`
    select payload->>'code' as code from messages where subject_id = ${claim.id} and kind = 'claim_code'`;
  const ref = { communityId, claimId: claim.id };
  const person = { kind: "person", communityId, personId: claim.claimantId, roles: [] } as const;
  await verifyClaim(person, ref, sent?.code ?? "", now);
  const parts = [{ code: claim.code, amountMinor: 40_000 }];
  await confirmTransfer(treasurer, { reference: `M-${claim.code}`, amountMinor: 40_000, parts }, now);
  await receiveBook(organizer, ref, now);
  guests.push({ name: contact.name, email: contact.email, token, code: claim.code });
}
const scene = {
  community: community.slug,
  campaign: campaign.slug,
  organizer: organizer.email,
  giver: giver.email,
  guests,
};
export type PrivacyScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
