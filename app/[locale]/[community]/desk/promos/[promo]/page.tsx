import type { Metadata } from "next";
import { Pairs } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { dateText, momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { promoHistory } from "@/lib/promos/queries";
import { QUOTED, type QuoteChange, type Quoted, quoteChanges } from "@/lib/reports/quoting";
import { networkName } from "../../links/_links/names";
import { PromoFrame } from "../_promos/frame";
import { History } from "../_promos/history";
import { NextStepCard } from "../_promos/next-step-card";
import { openPromo, type PromoDesk } from "../_promos/open";
import { OtherSteps } from "../_promos/other-steps";
import { goalText, windowText } from "../_promos/texts";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoWords(await localeOf(params))("title"), robots: { index: false } };
}

/** Where a promo stands, what comes next, and what was agreed. */
export default async function Page(request: Props) {
  const opened = await openPromo(request);
  const { desk, promo } = opened;
  const history = await promoHistory(desk.actor, promo.id);
  const changes = promo.status === "cancelled" ? [] : await quoteChanges(promo, desk.now);
  return (
    <PromoFrame {...opened} tab="overview">
      {changes.length > 0 && <QuoteWarning {...opened} changes={changes} />}
      <NextStepCard {...opened} reason={history.find(({ event }) => event === "cancel")?.reason ?? undefined} />
      <Agreed {...opened} />
      <OtherSteps {...opened} />
      <History {...opened} rows={history} />
    </PromoFrame>
  );
}

/** The figures of the campaign that are others now than those the promo was agreed with. */
function QuoteWarning({ desk: { locale }, promo, changes }: PromoDesk & { changes: readonly QuoteChange[] }) {
  const t = promoWords(locale);
  const text = (figure: Quoted, value: number) => figureText(figure, value, promo.currency, locale);
  return (
    <Notice tone="wait">
      <p>{t("quoted.changed")}</p>
      <ul>
        {changes.map(({ figure, quoted, now }) => (
          <li key={figure}>
            {t("quoted.line", { name: t(`quoted.${figure}`), quoted: text(figure, quoted), now: text(figure, now) })}
          </li>
        ))}
      </ul>
      <p>{t("quoted.again")}</p>
    </Notice>
  );
}

function figureText(figure: Quoted, value: number, currency: string, locale: PromoDesk["desk"]["locale"]): string {
  return figure.endsWith("Minor") ? formatMoney(value, currency, locale) : String(value);
}

function Agreed({ desk: { locale, community }, promo }: PromoDesk) {
  const { timeZone } = community;
  const t = promoWords(locale);
  const date = (at: Date | null) => at && dateText(at, timeZone, locale);
  const goal = goalText(promo, locale);
  const { quoted } = promo;
  return (
    <section className="stack" data-gap="3">
      <h2>{t("overview.facts")}</h2>
      <Pairs
        items={[
          { name: t("overview.task"), value: promo.task || <span className="muted">{t("overview.none")}</span> },
          {
            name: t("overview.goal"),
            value: goal ? (
              promo.metricBy ? (
                t("list.by", { goal, date: dateText(promo.metricBy, timeZone, locale) })
              ) : (
                goal
              )
            ) : (
              <span className="muted">{t("overview.none")}</span>
            ),
          },
          { name: t("overview.window"), value: promo.heldAt ? null : windowText(promo, timeZone, locale) },
          {
            name: t("overview.held"),
            value:
              promo.heldAt &&
              [momentText(promo.heldAt, timeZone, locale), promo.place].filter((part) => part !== "").join(", "),
          },
          {
            name: t("overview.networks"),
            value: promo.networks
              .map(({ network, contactName }) =>
                contactName ? `${networkName(network, locale)} (${contactName})` : networkName(network, locale),
              )
              .join(", "),
          },
          { name: t("overview.contentBy"), value: date(promo.contentBy) },
          { name: t("overview.reportBy"), value: date(promo.reportBy) },
          { name: t("overview.budget"), value: formatMoney(promo.budgetMinor, promo.currency, locale) },
          { name: t("overview.tag"), value: <span className="code">{promo.tag}</span> },
          {
            name: t("quoted.locked"),
            value: quoted && (
              <ul>
                {QUOTED.filter((figure) => quoted[figure] !== undefined).map((figure) => (
                  <li key={figure}>
                    {t(`quoted.${figure}`)}: {figureText(figure, quoted[figure] ?? 0, promo.currency, locale)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </section>
  );
}
