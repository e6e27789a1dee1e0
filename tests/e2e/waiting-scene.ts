import { sql } from "@/db/client";
import { claimBook } from "@/lib/claims/commands";
import { joinLine } from "@/lib/claims/waiting/commands";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: a community with two promised books, somebody in line for one, and a free one.

const now = new Date();
const { id: communityId, slug } = await aCommunity({ name: "Читацький гурток" });
const organizer = await aPerson(communityId, ["organizer", "member"], { name: "Веста Впорядницька" });
const campaign = await aCampaign(communityId, {
  slug: "line",
  name: "Книги в черзі",
  allowsCash: true,
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, 30),
});
const giver = await aMember(communityId);
const holder = await aPerson(communityId, ["member"], { name: "Зоряна Палітурка" });
const member = await aPerson(communityId, ["member"], { name: "Остап Закладка" });
const listed = { giverId: giver.personId, listedAt: daysAfter(now, -20) };

async function promised(title: string) {
  const { id, code } = await aListedBook(campaign, { ...listed, title });
  const input = { bookId: id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
  const { claim } = await claimBook(holder, input, now);
  return { id, code, claim: claim.code };
}

const asked = await promised("Книга, на яку чекають");
const plain = await promised("Книга без сценаріїв");
await joinLine(member, { bookId: plain.id, locale: "uk" }, now);
const free = await aListedBook(campaign, { ...listed, title: "Вільна книга" });
await sql.end();

console.log(
  JSON.stringify({
    community: slug,
    at: `/${slug}/line`,
    organizer: organizer.email,
    member: member.email,
    asked,
    plain,
    free: free.code,
  }),
);
