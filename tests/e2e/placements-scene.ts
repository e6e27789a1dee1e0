import { db, one, sql } from "@/db/client";
import { promos } from "@/db/schema";
import { createPlacement } from "@/lib/promos/placements/content";
import { placementInput } from "@/lib/promos/placements/input";
import { aCampaign, aCommunity, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";

// A program of its own, run beside the product: a community whose promo runs, with a post in a group that stories can lead to.

const now = new Date();
const community = await aCommunity({ name: "Клуб проєктних менеджерів" });
const { id: communityId, slug } = community;
const organizer = await aPerson(communityId, ["organizer"], { name: "Веста Впорядницька" });
const smm = await aPerson(communityId, ["smm"], { name: "Соломія Сторіс" });
const dates = { opensAt: daysAfter(now, -10), closesAt: daysAfter(now, 20) };
const campaign = await aCampaign(communityId, { slug: "sale", name: "Книги за внесок", ...dates });
const promo = one(
  await db
    .insert(promos)
    .values({
      communityId,
      campaignId: campaign.id,
      kind: "initiative",
      status: "running",
      name: "Книги виходять у люди",
      tag: "2026-sale",
      startsAt: daysAfter(now, -1),
      endsAt: daysAfter(now, 20),
      task: "Привести людей ззовні",
      metric: "leads",
      metricTarget: 40,
      metricBy: daysAfter(now, 20),
      contentBy: daysAfter(now, 2),
      currency: "UAH",
    })
    .returning(),
);
const post = { network: "facebook", format: "group-post", content: "fb-group-post-1", text: "Каталог уже чекає" };
await createPlacement(smm, promo.id, placementInput.parse({ ...post, target: `/${slug}/sale` }), now);

const scene = { community: slug, promo: promo.id, organizer: organizer.email, smm: smm.email };
export type PlacementsScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
