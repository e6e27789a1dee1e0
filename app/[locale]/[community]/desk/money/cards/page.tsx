import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Empty } from "@/app/_ui/blocks";
import { Icon } from "@/app/_ui/icon";
import { Badge } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { deskCardsWords } from "@/lib/core/i18n/messages/desk-cards";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { momentText } from "@/lib/core/i18n/moment";
import { compareBooks } from "@/lib/donations/card/books";
import { cardProvider, isTestMode } from "@/lib/donations/card/providers";
import { hasCards, unsettledPayments } from "@/lib/donations/card/unsettled";
import { can } from "@/lib/identity/actor";
import { DeskFrame } from "../../_parts/frame";
import { OneTap } from "../../_parts/one-tap";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { compare } from "../actions";
import { BooksGroup } from "./_cards/books-group";
import { Differences } from "./_cards/differences";
import { groupsOf } from "./_cards/groups";
import { OddPayments, OpenPayments } from "./_cards/unsettled";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/money/cards">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskCardsWords(await localeOf(params))("title"), robots: { index: false } };
}

/** What the card providers' books say beside the ledger. It is not there where nobody ever took a card. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "money.see", "money/cards");
  const { locale, community, actor, place, now } = desk;
  if (!(await hasCards(community.id))) notFound();
  const t = deskCardsWords(locale);
  const [books, unsettled] = await Promise.all([compareBooks(actor), unsettledPayments(actor)]);
  const groups = groupsOf(books.lines);
  const odd = unsettled.filter(({ status }) => status === "odd");
  const open = unsettled.filter(({ status }) => status !== "odd");
  const isEqual = books.differences.length === 0 && groups.every(({ isEqual }) => isEqual);
  const isPlayMoney = cardProvider("stripe") !== undefined && isTestMode({ cards: "stripe" });
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: deskMoneyWords(locale)("title"), href: deskHref(place, "money") }]}
      section="money"
      path="money/cards"
      title={t("title")}
    >
      {isPlayMoney && (
        <p className="test-band">
          <Icon name="warn" />
          {t("test")}
        </p>
      )}
      <div className="stack" data-gap="2">
        <p className="muted">{t("lead")}</p>
        <div className="row" data-ends>
          <div className="row" data-gap="3">
            {books.upTo && groups.length > 0 && (
              <Badge tone={isEqual ? "good" : "bad"} icon={isEqual ? "check" : "warn"}>
                {isEqual ? t("equal") : t("unequal")}
              </Badge>
            )}
            <span>
              {books.upTo ? t("upTo", { time: momentText(books.upTo, community.timeZone, locale, now) }) : t("never")}
            </span>
          </div>
          {can(actor, "money.confirm") && (
            <OneTap action={compare.bind(null, { ...place, back: "money/cards" })} fields={{}}>
              {t("compare")}
            </OneTap>
          )}
        </div>
        {books.upTo && <p className="muted small">{t("upToHint")}</p>}
      </div>
      {groups.length === 0 && (
        <Empty title={books.upTo ? t("empty") : t("never")}>{books.upTo ? t("emptyText") : t("neverText")}</Empty>
      )}
      {groups.map((group) => (
        <BooksGroup key={`${group.provider} ${group.currency}`} locale={locale} group={group} />
      ))}
      {books.differences.length > 0 && <Differences desk={desk} rows={books.differences} />}
      {odd.length > 0 && <OddPayments desk={desk} rows={odd} />}
      {open.length > 0 && <OpenPayments desk={desk} rows={open} />}
    </DeskFrame>
  );
}
