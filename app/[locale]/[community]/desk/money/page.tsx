import type { Metadata } from "next";
import { Disclosure, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { localeOf } from "@/app/_web/language";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { formatMoney } from "@/lib/core/money";
import { hasCards } from "@/lib/donations/card/unsettled";
import { can } from "@/lib/identity/actor";
import { campaignTotals } from "@/lib/reports/totals";
import { DeskFrame } from "../_parts/frame";
import { csvHref } from "../_parts/links";
import { openCampaignDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { CashForm } from "./_money/cash-form";
import { Confirmed } from "./_money/confirmed";
import { Disputes } from "./_money/disputes";
import { loadMoney } from "./_money/load";
import { MoneyCase } from "./_money/money-case";
import { MoneySearch } from "./_money/money-search";
import { SEVERAL, SeveralBar } from "./_money/several-bar";
import { ViewLinks, ViewList } from "./_money/views";
import { WithoutBook } from "./_money/without-book";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/money">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskMoneyWords(await localeOf(params))("title"), robots: { index: false } };
}

/** Everything a treasurer does with a campaign's money. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "money.see", "money");
  const { locale, campaign, actor, place, now } = desk;
  const t = deskMoneyWords(locale);
  if (!campaign)
    return (
      <DeskFrame desk={desk} section="money" title={t("title")} choosesCampaign>
        {null}
      </DeskFrame>
    );

  const [totals, money, isCardPlace] = await Promise.all([
    campaignTotals(campaign.communityId, campaign.id, now),
    loadMoney(desk, campaign),
    hasCards(campaign.communityId),
  ]);
  const { query, view, viewed, found, waiting, pledged, withoutBook, disputed, confirmed } = money;
  const isCurrent = !query && !view;
  const amount = (minor: number) => formatMoney(minor, campaign.currency, locale);
  const mayConfirm = can(actor, "money.confirm");
  const listed = query ? found : waiting;
  const canChoose = mayConfirm && listed.length + pledged.length > 1;
  const cases = { desk, campaign, formId: canChoose ? SEVERAL : undefined };
  return (
    <DeskFrame
      desk={desk}
      section="money"
      title={t("title")}
      choosesCampaign
      actions={
        <>
          {isCardPlace && (
            <ButtonLink kind="quiet" size="small" href={deskHref({ ...place, campaign: undefined }, "money/cards")}>
              {t("cards")}
            </ButtonLink>
          )}
          <ButtonLink kind="quiet" size="small" href={deskHref(place, "money/statement")}>
            {deskStatementWords(locale)("open")}
          </ButtonLink>
          <a className="button" data-kind="quiet" data-size="small" href={csvHref(campaign, "donations")} download>
            {t("csv")}
          </a>
        </>
      }
    >
      <p className="row money-total">
        <span className="muted">{t("total")}</span>
        <b className="nums">{amount(totals.raisedMinor)}</b>
        {totals.pledgedMinor > 0 && (
          <span className="muted nums">{t("promised", { amount: amount(totals.pledgedMinor) })}</span>
        )}
      </p>
      <MoneySearch locale={locale} place={place} query={query} />
      {!query && <ViewLinks desk={desk} view={view} />}
      {view && <ViewList desk={desk} campaign={campaign} view={view} list={viewed} />}

      {query && (
        <section className="stack" aria-labelledby="found">
          <div className="row" data-ends>
            <h2 id="found">{t("found", { query })}</h2>
            <ButtonLink kind="plain" size="small" href={deskHref(place, "money")}>
              {t("clear")}
            </ButtonLink>
          </div>
          {found.length === 0 && <Empty title={t("foundNone")}>{t("foundNoneText")}</Empty>}
          <ul className="stack" data-gap="3">
            {found.map((row, nth) => (
              <MoneyCase key={row.claimStatus + row.code} {...cases} row={row} isNext={nth === 0} />
            ))}
          </ul>
        </section>
      )}
      {isCurrent && disputed.length > 0 && <Disputes desk={desk} campaign={campaign} rows={disputed} />}
      {isCurrent && (
        <section className="stack" aria-labelledby="waiting">
          {waiting.length > 0 && (
            <h2 id="waiting">
              {t("waiting")} <span className="task-count nums">{waiting.length}</span>
            </h2>
          )}
          {waiting.length === 0 && (
            <div id="waiting">
              <Empty title={t("none")}>{t("noneText")}</Empty>
            </div>
          )}
          <ul className="stack" data-gap="3">
            {waiting.map((row, nth) => (
              <MoneyCase key={row.code} {...cases} row={row} isNext={nth === 0} />
            ))}
          </ul>
        </section>
      )}
      {isCurrent && withoutBook.length > 0 && <WithoutBook desk={desk} campaign={campaign} rows={withoutBook} />}
      {isCurrent && (
        <Disclosure summary={`${t("pledged")}\u00A0·\u00A0${pledged.length}`}>
          <div className="stack" data-gap="3">
            <p className="muted small">{pledged.length > 0 ? t("pledgedLead") : t("pledgedNone")}</p>
            <ul className="stack" data-gap="3">
              {pledged.map((row) => (
                <MoneyCase key={row.code} {...cases} row={row} isNext={false} />
              ))}
            </ul>
          </div>
        </Disclosure>
      )}
      {mayConfirm && !view && <SeveralBar locale={locale} place={place} canChoose={canChoose} />}
      {!view && campaign.allowsCash && can(actor, "money.cash") && <CashForm desk={desk} campaign={campaign} />}
      {isCurrent && <Confirmed desk={desk} list={confirmed} />}
    </DeskFrame>
  );
}
