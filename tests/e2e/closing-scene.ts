import { sql } from "@/db/client";
import { claimBook, receiveBook } from "@/lib/claims/commands";
import { joinLine } from "@/lib/claims/waiting/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import { createToken } from "@/lib/identity/tokens";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson, aTreasurer } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: a campaign whose last day has passed, with a book for each way it can have gone.

const now = new Date();
const inTime = daysAfter(now, -2);
const community = await aCommunity({ name: "Клуб завершень" });
const { id: communityId } = community;
const campaign = await aCampaign(communityId, {
  slug: "spring",
  name: "Весняна акція",
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, -1),
});
const organizer = await aPerson(communityId, ["member", "organizer"], { name: "Орина Впорядниця" });
const treasurer = await aTreasurer(communityId);
const giver = await aPerson(communityId, ["member"], { name: "Дарина Щедрівна" });
const reader = await aPerson(communityId, ["member"], { name: "Радим Читайло" });
const give = (title: string) =>
  aListedBook(campaign, { giverId: giver.personId, title, pickupPoint: "Офіс, 3-й поверх", listedAt: inTime });
const terms = { amountMinor: 40_000, method: "transfer", locale: "uk" } as const;

async function paid(title: string) {
  const { claim } = await claimBook(reader, { bookId: (await give(title)).id, ...terms }, inTime);
  const parts = [{ code: claim.code, amountMinor: 40_000 }];
  await confirmTransfer(treasurer, { reference: `M-${claim.code}`, amountMinor: 40_000, parts }, inTime);
  return { communityId, claimId: claim.id };
}
await receiveBook(organizer, await paid("Книга в читача"), inTime);
await paid("Книга в дорозі");
const held = await give("Заброньована книга");
const { claim: unpaid } = await claimBook(reader, { bookId: held.id, ...terms }, inTime);
await joinLine(await aMember(communityId), { bookId: held.id, locale: "uk" }, inTime);
await give("Лишилася перша");
await give("Лишилася друга");

const { token } = await createToken(treasurer, { name: "Пізні гроші" }, now);
const scene = {
  community: community.slug,
  campaign: campaign.slug,
  organizer: organizer.email,
  treasurerToken: token,
  giver: giver.email,
  reader: reader.email,
  unpaid: unpaid.code,
};
export type ClosingScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
