import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { MoneyCase } from "./money-case";

/** Lists of money that is not at hand any more, one at a time. */
export const VIEWS = ["with_refund", "disputed", "failed"] as const;
export type View = (typeof VIEWS)[number];

export function readView(state: string | undefined): View | undefined {
  return VIEWS.find((view) => view === state);
}

/** The page as it is worked at, or one of the lists. */
export function ViewLinks({ desk: { locale, place }, view }: { desk: Desk; view: View | undefined }) {
  const t = deskMoneyWords(locale);
  return (
    <nav className="chips" aria-label={t("views.label")}>
      {[undefined, ...VIEWS].map((each) => (
        <Anchor
          key={each ?? "now"}
          className="chip"
          href={deskHref(place, "money", { state: each })}
          aria-current={each === view ? "true" : undefined}
        >
          {t(`views.${each ?? "now"}`)}
        </Anchor>
      ))}
    </nav>
  );
}

type ViewListProps = {
  desk: Desk;
  campaign: PublicCampaign;
  view: View;
  list: { items: DeskDonation[]; nextCursor: string | null; isLater: boolean };
};

/** One of the lists, latest first, in pages. */
export function ViewList({ desk, campaign, view, list }: ViewListProps) {
  const { locale, place } = desk;
  const t = deskMoneyWords(locale);
  return (
    <section className="stack" aria-labelledby="view">
      <h2 id="view">{t(`views.${view}`)}</h2>
      {list.items.length === 0 && <Empty title={t(`views.none.${view}`)} />}
      <ul className="stack" data-gap="3">
        {list.items.map((row) => (
          <MoneyCase key={row.claimStatus + row.code} desk={desk} campaign={campaign} row={row} isNext={false} />
        ))}
      </ul>
      {(list.nextCursor || list.isLater) && (
        <nav className="pages" aria-label={t(`views.${view}`)}>
          {list.isLater && (
            <ButtonLink kind="quiet" size="small" href={deskHref(place, "money", { state: view })}>
              {t("first")}
            </ButtonLink>
          )}
          {list.nextCursor && (
            <ButtonLink
              kind="quiet"
              size="small"
              href={deskHref(place, "money", { state: view, cursor: list.nextCursor })}
            >
              {t("next")}
            </ButtonLink>
          )}
        </nav>
      )}
    </section>
  );
}
