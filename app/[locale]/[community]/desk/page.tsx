import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { localeOf } from "@/app/_web/language";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { can } from "@/lib/identity/actor";
import { promoTasks } from "@/lib/promos/today";
import { DeskFrame, NoCampaign } from "./_parts/frame";
import { openDesk } from "./_parts/open";
import { CampaignToday } from "./_today/campaign-today";
import { loadToday, needsSomebody } from "./_today/load";
import { needsPromoWork, PromoTasks } from "./_today/promo-tasks";

export const instant = false;

export async function generateMetadata({ params }: PageProps<"/[locale]/[community]/desk">): Promise<Metadata> {
  const locale = await localeOf(params);
  return { title: deskWords(locale)("today.title"), robots: { index: false } };
}

/** What needs whoever is here now, campaign by campaign. */
export default async function Page(request: PageProps<"/[locale]/[community]/desk">) {
  const desk = await openDesk(request, "desk.see");
  const { locale, place } = desk;
  const t = deskWords(locale);
  const days = await loadToday(desk);
  const tasks = can(desk.actor, "promos.manage") ? await promoTasks(desk.actor, desk.now) : undefined;
  const isPromoWork = tasks !== undefined && needsPromoWork(tasks);
  return (
    <DeskFrame desk={desk} section="today" title={t("today.title")}>
      {days.length === 0 && <NoCampaign desk={desk} />}
      {days.length > 0 && !days.some(needsSomebody) && !isPromoWork && (
        <Empty title={t("today.doneTitle")}>{t("today.doneText")}</Empty>
      )}
      {isPromoWork && <PromoTasks desk={desk} tasks={tasks} />}
      {days.map((day, nth) => (
        <CampaignToday
          key={day.campaign.id}
          desk={desk}
          day={day}
          place={{ ...place, campaign: day.campaign.slug }}
          isFirst={nth === days.findIndex(needsSomebody)}
        />
      ))}
    </DeskFrame>
  );
}
