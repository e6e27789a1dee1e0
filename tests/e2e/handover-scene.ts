import { sql } from "@/db/client";
import { approveBook, listBook } from "@/lib/catalog/commands";
import { listBookInput } from "@/lib/catalog/input";
import { claimBook } from "@/lib/claims/commands";
import {
  agreeToMeet,
  chooseParcel,
  choosePickup,
  missHandover,
  proposeMeeting,
  returnParcel,
  shipParcel,
} from "@/lib/claims/handovers/commands";
import { askWhetherReceived } from "@/lib/claims/handovers/sweep";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import { chooseShares } from "@/lib/identity/contacts";
import { linkToken } from "@/lib/identity/links";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter, hoursAfter } from "../support/times";

// A program of its own, run beside the product: makes a community with a hand-over in every state, and prints where things are.

const now = new Date();
const community = await aCommunity({ name: "Клуб передачі" });
const { id: communityId, slug } = community;
const campaign = await aCampaign(communityId, {
  slug: "ways",
  name: "Книги в дорозі",
  maxOpenClaims: 50,
  opensAt: daysAfter(now, -60),
  closesAt: daysAfter(now, 60),
  pickupPoints: ["Офіс, 3-й поверх", "Бібліотека на Подолі"],
});
const staff = await aPerson(communityId, ["organizer", "treasurer", "member"], { name: "Веста Впорядницька" });
const giver = await aPerson(communityId, ["member"], { name: "Остап Палітурко" });
await chooseShares(giver, { phone: "+380 67 123 45 67", telegram: "@paliturko", shares: ["phone", "telegram"] });

async function paid(title: string, more: { pickupPoint?: string; bookId?: string; at?: Date } = {}) {
  const at = more.at ?? daysAfter(now, -9);
  const { pickupPoint } = more;
  const bookId =
    more.bookId ??
    (
      await aListedBook(campaign, {
        giverId: giver.personId,
        title,
        listedAt: daysAfter(at, -1),
        ...(pickupPoint && { pickupPoint }),
      })
    ).id;
  const taker = await aMember(communityId);
  const { claim, token } = await claimBook(
    taker,
    { bookId, amountMinor: 40_000, method: "transfer", locale: "uk" },
    at,
  );
  const parts = [{ code: claim.code, amountMinor: 40_000 }];
  await confirmTransfer(staff, { reference: `H-${claim.code}`, amountMinor: 40_000, parts }, at);
  return { taker, token, code: claim.code, title, ref: { communityId, claimId: claim.id } };
}

const place = "Кав’ярня біля метро «Золоті ворота»";
const address = { city: "Львів", branch: "Відділення №12" };
const claims: Record<string, string> = {};
const codes: Record<string, string> = {};
function keep(name: string, { token, code }: { token: string; code: string }) {
  claims[name] = token;
  codes[name] = code;
}

// the journey's own, first in the giver's list
const journey = await paid("Книга для зустрічі", { at: daysAfter(now, -30) });
keep("journey", journey);

keep("free", await paid("Ще не домовлено", { at: daysAfter(now, -1) }));
keep("atPoint", await paid("Чекає на полиці", { pickupPoint: "Офіс, 3-й поверх", at: daysAfter(now, -1) }));
const own = await paid("Запропонував отримувач");
await proposeMeeting(own.taker, own.ref, { place, meetsAt: daysAfter(now, 3) }, daysAfter(now, -4));
keep("own", own);
const theirs = await paid("Запропонував дарувальник");
await proposeMeeting(giver, theirs.ref, { place, meetsAt: daysAfter(now, 3) }, hoursAfter(now, -1));
keep("theirs", theirs);
const meeting = await paid("Зустріч призначено");
await proposeMeeting(giver, meeting.ref, { place, meetsAt: daysAfter(now, 2) }, daysAfter(now, -1));
await agreeToMeet(meeting.taker, meeting.ref, { meetsAt: daysAfter(now, 2) }, daysAfter(now, -1));
keep("meeting", meeting);
const passed = await paid("Зустріч минула");
await proposeMeeting(giver, passed.ref, { place, meetsAt: daysAfter(now, -2) }, daysAfter(now, -4));
await agreeToMeet(passed.taker, passed.ref, { meetsAt: daysAfter(now, -2) }, daysAfter(now, -4));
keep("passed", passed);
const pickup = await paid("У пункті видачі");
await choosePickup(pickup.taker, pickup.ref, { place: "Бібліотека на Подолі" }, daysAfter(now, -1));
keep("pickup", pickup);
const parcel = await paid("Просять поштою");
await chooseParcel(parcel.taker, parcel.ref, address, daysAfter(now, -1));
keep("parcel", parcel);
const shipped = await paid("У дорозі");
await chooseParcel(shipped.taker, shipped.ref, address, daysAfter(now, -3));
await shipParcel(giver, shipped.ref, { waybill: "20450812345678" }, daysAfter(now, -2));
keep("shipped", shipped);
const missed = await paid("Не зустрілися");
await proposeMeeting(giver, missed.ref, { place, meetsAt: daysAfter(now, -3) }, daysAfter(now, -4));
await agreeToMeet(missed.taker, missed.ref, { meetsAt: daysAfter(now, -3) }, daysAfter(now, -4));
await missHandover(giver, missed.ref, daysAfter(now, -2));
keep("missed", missed);
const returned = await paid("Повернулася");
await shipParcel(giver, returned.ref, { waybill: "20450812345679" }, daysAfter(now, -5));
await returnParcel(giver, returned.ref, daysAfter(now, -1));
keep("returned", returned);
await askWhetherReceived(now);

// an outsider's book, looked after by its private link
const contact = { name: "Тимур Сусіда", email: `outsider-${slug}@example.org`, locale: "uk" } as const;
const outside = await listBook(
  visitorOf(communityId),
  {
    ...listBookInput.parse({
      title: "Книга ззовні",
      authors: "Сусіда Книголюб",
      language: "uk",
      category: "agile",
      condition: "good",
      minimumMinor: 30_000,
      city: "Львів",
      giver: contact,
    }),
    campaignId: campaign.id,
  },
  daysAfter(now, -3),
);
await approveBook(staff, outside.code, daysAfter(now, -3));
keep("outside", await paid("Книга ззовні", { bookId: outside.id, at: daysAfter(now, -1) }));

const scene = {
  community: slug,
  communityId,
  campaign: campaign.slug,
  staff: staff.email,
  giver: giver.email,
  taker: journey.taker.email,
  claims,
  codes,
  listing: linkToken("book", communityId, outside.id),
};
export type HandoverScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
