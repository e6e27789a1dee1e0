import { sql } from "@/db/client";
import { planContingency } from "@/lib/promos/contingency/commands";
import { contingencyInput } from "@/lib/promos/contingency/input";
import { aPlacement, aPromo } from "../promos/stage";
import { aCommunity, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter } from "../support/times";

// A program of its own, run beside the product: a promo that runs, a story whose numbers vanish soon, and a line due a minute ago.

const now = new Date();
const community = await aCommunity({ name: "Спільнота чисел" });
const smm = await aPerson(community.id, ["smm"], { name: "Стелла Числова" });
const promo = await aPromo(community.id, null, {
  name: "Зустріч у числах",
  startsAt: daysAfter(now, -5),
  endsAt: daysAfter(now, 5),
  contentBy: daysAfter(now, -6),
  metricBy: daysAfter(now, 5),
  reportBy: daysAfter(now, 8),
});
const story = await aPlacement(promo, {
  content: "story-1",
  title: "Анонс",
  publishedAt: hoursAfter(now, -21),
  scheduledAt: hoursAfter(now, -21),
});
const toPost = await aPlacement(promo, {
  content: "story-2",
  title: "Нагадування",
  status: "scheduled",
  scheduledAt: minutesAfter(now, -2),
  publishedAt: null,
});
const line = {
  metric: "registrations",
  threshold: 20,
  checkAt: minutesAfter(now, -1).toISOString(),
  action: "reminder",
};
await planContingency(smm, promo.id, contingencyInput.parse({ ...line, what: "Нагадати всім" }), daysAfter(now, -4));

const scene = { community: community.slug, smm: smm.email, promo: promo.id, story: story.id, toPost: toPost.id };
export type NumbersScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
