import type { Metadata } from "next";
import { Pairs } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { promoBriefWords } from "@/lib/core/i18n/messages/promo-brief";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { promoPeople } from "@/lib/promos/queries";
import { isBriefOpen } from "@/lib/promos/rules";
import { networkName } from "../../../links/_links/names";
import { PromoFrame } from "../../_promos/frame";
import { openPromo, type PromoDesk } from "../../_promos/open";
import { StepButton } from "../../_promos/other-steps";
import { goalText } from "../../_promos/texts";
import { BriefForm } from "./_brief/brief-form";
import { saveBrief } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/brief">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoWords(await localeOf(params))("tabs.brief"), robots: { index: false } };
}

/** The brief: a form while it is worked on, and what was agreed from then on. */
export default async function Page(request: Props) {
  const opened = await openPromo(request, "brief");
  const { desk, promo } = opened;
  const t = promoBriefWords(desk.locale);
  return (
    <PromoFrame {...opened} tab="brief">
      {isBriefOpen(promo.status) ? (
        <>
          <p className="muted">{t("lead")}</p>
          <div className="brief-form">
            <BriefForm
              {...opened}
              action={saveBrief.bind(null, desk.place, promo.id)}
              people={await promoPeople(desk.actor)}
            />
          </div>
        </>
      ) : (
        <>
          <Notice>{t(promo.status === "cancelled" ? "over" : "locked")}</Notice>
          <AgreedBrief {...opened} />
          {promo.status === "agreed" && <StepButton {...opened} step="rework" label={t("lockedBack")} />}
        </>
      )}
    </PromoFrame>
  );
}

function AgreedBrief({ desk: { locale, community, now }, promo }: PromoDesk) {
  const t = promoBriefWords(locale);
  const moment = (at: Date | null) => at && momentText(at, community.timeZone, locale, now);
  const text = (words: string) => words && <span className="keeps-lines">{words}</span>;
  return (
    <Pairs
      items={[
        { name: t("task"), value: text(promo.task) },
        { name: t("problem"), value: text(promo.problem) },
        { name: t("metric"), value: goalText(promo, locale) },
        { name: t("metricBy"), value: moment(promo.metricBy) },
        { name: t("audience"), value: text(promo.audience) },
        { name: t("keyMessage"), value: text(promo.keyMessage) },
        { name: t("examples"), value: text(promo.examples) },
        {
          name: t("networks"),
          value: promo.networks.length > 0 && (
            <ul>
              {promo.networks.map(({ network, contactName }) => (
                <li key={network}>{[networkName(network, locale), contactName].filter(Boolean).join(" — ")}</li>
              ))}
            </ul>
          ),
        },
        { name: t("contentBy"), value: moment(promo.contentBy) },
        { name: t("budget"), value: formatMoney(promo.budgetMinor, promo.currency, locale) },
        { name: t("starts"), value: moment(promo.startsAt) },
        { name: t("ends"), value: moment(promo.endsAt) },
        { name: t("held"), value: moment(promo.heldAt) },
        { name: t("place"), value: promo.place },
        { name: t("registerUrl"), value: promo.registerUrl },
        { name: t("reportFormat"), value: text(promo.reportFormat) },
        { name: t("reportBy"), value: moment(promo.reportBy) },
      ].filter(({ value }) => value !== false)}
    />
  );
}
