import { sql } from "@/db/client";
import { editBrief } from "@/lib/promos/commands";
import { makePromo } from "@/lib/promos/make";
import { agreePromo } from "@/lib/reports/quoting";
import { anInitiative, briefOf } from "../promos/plan";
import { aCampaign, aCommunity, aListedBook, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: a community whose SMM manager has no promos yet, and another with one in each of some states.

const now = new Date();
const community = await aCommunity({ name: "Клуб проєктних менеджерів" });
const campaign = await aCampaign(community.id, {
  slug: "sale",
  name: "Книги за внесок",
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, 60),
});
const smm = await aPerson(community.id, ["smm"], { name: "Соломія Дописувач" });
const organizer = await aPerson(community.id, ["organizer", "member"], { name: "Орина Впорядниця" });

const busy = await aCommunity({ name: "Клуб промо" });
const busyCampaign = await aCampaign(busy.id, {
  slug: "sale",
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, 60),
});
const busySmm = await aPerson(busy.id, ["smm"], { name: "Світлана Мережева" });
const initiative = await makePromo(busySmm, anInitiative(busyCampaign.id), daysAfter(now, -3));
await editBrief(busySmm, initiative.id, briefOf(), undefined, now);
const event = await makePromo(
  busySmm,
  { ...anInitiative(null), kind: "event", name: "Лекція про ретроспективи", heldAt: daysAfter(now, 30), endsAt: null },
  daysAfter(now, -2),
);
await aListedBook(busyCampaign);
const achievement = await makePromo(
  busySmm,
  { ...anInitiative(busyCampaign.id), kind: "achievement", name: "Сто книг: підсумки" },
  daysAfter(now, -1),
);
await editBrief(busySmm, achievement.id, briefOf({ metric: "reach", name: achievement.name }), undefined, now);
await agreePromo(busySmm, achievement.id, now);
await aListedBook(busyCampaign);

const scene = {
  community: community.slug,
  campaign: campaign.name,
  smm: smm.email,
  organizer: organizer.email,
  busy: busy.slug,
  busySmm: busySmm.email,
  initiative: initiative.id,
  event: event.id,
  achievement: achievement.id,
};
export type PromosScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
