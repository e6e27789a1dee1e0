import { sql } from "@/db/client";
import { editBrief, measurePromo, reportPromo, startPromo } from "@/lib/promos/commands";
import { planContingency, settleContingency } from "@/lib/promos/contingency/commands";
import { contingencyInput } from "@/lib/promos/contingency/input";
import { makePromo } from "@/lib/promos/make";
import { enterPlacementNumbers, enterPromoNumbers } from "@/lib/promos/numbers/commands";
import { placementNumbers, promoNumbers } from "@/lib/promos/numbers/input";
import { approvePlacement, publishPlacement, submitPlacement } from "@/lib/promos/placements/commands";
import { createPlacement } from "@/lib/promos/placements/content";
import { placementInput } from "@/lib/promos/placements/input";
import { shareReport } from "@/lib/promos/report-shares";
import { callerOf } from "@/lib/referrals/agents";
import { keepClick } from "@/lib/referrals/clicks";
import { setHost } from "@/lib/referrals/links";
import { visitorOf } from "@/lib/referrals/visitors";
import { judgeContingencies } from "@/lib/reports/promos/judge";
import { agreePromo } from "@/lib/reports/quoting";
import { aCampaign, aCommunity, anOrganizer, aPerson } from "../support/factories";
import { daysAfter, hoursAfter } from "../support/times";

// A program of its own, run beside the product: an event's promo and an achievement's, each whole by the product's own commands.

const now = new Date();
const day = (days: number) => daysAfter(now, days);
const community = await aCommunity({ name: "Спільнота зустрічей" });
const { id: communityId } = community;
const [organizer, smm] = [
  await anOrganizer(communityId),
  await aPerson(communityId, ["smm"], { name: "Стелла Друга" }),
];
await setHost(organizer, "forms.example.org", true);

const brief = {
  audience: "Керівники проєктів",
  keyMessage: "Приходьте поговорити",
  examples: "",
  contentBy: day(-22),
  budgetMinor: 120_000,
  reportFormat: "Сторінка",
  reportBy: day(3),
  networks: [{ network: "telegram", contactName: smm.name }],
};

/** An event: people register by a form elsewhere; the reminder is sent because too few had by five days before. */
async function anEvent() {
  const made = await makePromo(
    organizer,
    {
      kind: "event",
      name: "Зустріч про ретроспективи",
      campaignId: null,
      startsAt: day(-20),
      endsAt: day(1),
      heldAt: day(-1),
      tag: undefined,
      fromTemplate: false,
      locale: "uk",
    },
    day(-25),
  );
  const task = "Зібрати людей на зустріч";
  const metric = { metric: "registrations" as const, metricTarget: 60, metricBy: day(-1) };
  await editBrief(organizer, made.id, { ...brief, ...metric, task }, undefined, day(-24));
  const promo = await agreePromo(smm, made.id, day(-23));
  const line = { metric: "registrations", threshold: 36, checkAt: day(-6).toISOString(), action: "reminder" };
  const words = { ...line, what: "Нагадати в чатах і запросити особисто" };
  const { id: lineId } = await planContingency(organizer, promo.id, contingencyInput.parse(words), day(-22));
  const announced = await publish(promo.id, "Анонс зустрічі", "https://forms.example.org/retro", day(-18));
  await visits(announced.linkId ?? "", 31, day(-17));
  await startPromo(smm, promo.id, day(-18)).catch(() => undefined);
  const counts = (registrations: number, at: Date) =>
    enterPromoNumbers(smm, promo.id, promoNumbers.parse({ registrations, source: "Форма" }), undefined, at);
  await counts(28, day(-6.2));
  await judgeContingencies(day(-6));
  await settleContingency(smm, lineId, { outcome: "Ще 34 реєстрації за три дні" }, day(-3));
  await counts(62, day(-1.5));
  const came = promoNumbers.parse({ attended: 47, spend: "1 240", source: "Список на вході" });
  await enterPromoNumbers(organizer, promo.id, came, undefined, hoursAfter(now, -10));
  await measurePromo(smm, promo.id, hoursAfter(now, -8));
  await reportPromo(smm, promo.id, hoursAfter(now, -4));
  return { id: promo.id, token: await shareReport(smm, promo.id, { label: "Керівниця", password: "зустріч" }, now) };
}

/** An achievement quotes a sale whose figures move on after they were agreed. */
async function anAchievement() {
  const campaign = await aCampaign(communityId, { slug: "sale", name: "Весняний обмін" });
  const made = await makePromo(
    organizer,
    {
      kind: "achievement",
      name: "Розповідаємо, що вийшло",
      campaignId: campaign.id,
      startsAt: day(-10),
      endsAt: day(5),
      heldAt: null,
      tag: undefined,
      fromTemplate: false,
      locale: "uk",
    },
    day(-25),
  );
  const task = "Щоб про спільноту дізналися";
  const metric = { metric: "reach" as const, metricTarget: 2_000, metricBy: day(4) };
  await editBrief(organizer, made.id, { ...brief, ...metric, task }, undefined, day(-24));
  const promo = await agreePromo(smm, made.id, day(-23));
  await startPromo(smm, promo.id, day(-10));
  const post = await publish(promo.id, "Результат", `/${community.slug}/sale`, day(-9));
  const seen = { views: "2 310", reactions: 84, comments: 12, forwards: 20 };
  await enterPlacementNumbers(smm, post.id, placementNumbers("telegram", "message").parse(seen), undefined, day(-2));
  await enterPromoNumbers(smm, promo.id, promoNumbers.parse({ reach: "1 500" }), undefined, day(-2));
  return { id: promo.id, token: await shareReport(smm, promo.id, { label: "", password: "" }, now) };
}

async function publish(promoId: string, title: string, target: string, at: Date) {
  const words = { network: "telegram", format: "message", title, target, text: `${title}. Чекаємо на вас!` };
  const draft = await createPlacement(smm, promoId, placementInput.parse(words), daysAfter(at, -3));
  const { version } = await submitPlacement(smm, draft.id, "", daysAfter(at, -2));
  await approvePlacement(organizer, draft.id, { version }, daysAfter(at, -1));
  return publishPlacement(smm, draft.id, { at, url: "https://t.me/example/1" }, at);
}

async function visits(linkId: string, times: number, at: Date) {
  const agent = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36";
  const { app } = callerOf({ method: "GET", agent });
  const request = { communityId, linkId, isQr: false, botReason: null, app, referrerHost: null, orphanCode: null };
  for (let nth = 0; nth < times; nth++)
    await keepClick({ ...request, at, visitor: visitorOf({ cookie: undefined, address: `198.51.100.${nth}`, agent }) });
}

const scene = { community: community.slug, smm: smm.email, event: await anEvent(), achievement: await anAchievement() };
export type PromoCases = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
