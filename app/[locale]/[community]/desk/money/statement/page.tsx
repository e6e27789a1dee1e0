import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { formatMoney } from "@/lib/core/money";
import { Refusal } from "@/lib/core/refusal";
import { lookAtStatement, statementFiles, unreadableLines } from "@/lib/donations/statements/import";
import { OPEN_MAX } from "@/lib/donations/statements/queries";
import { can } from "@/lib/identity/actor";
import { DeskFrame } from "../../_parts/frame";
import { type Desk, openCampaignDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { Said } from "../../_parts/said";
import { Balance } from "./_statement/balance";
import { loadBank } from "./_statement/bank";
import { Columns } from "./_statement/columns";
import { DoneLists } from "./_statement/done-lists";
import type { Say } from "./_statement/line-what";
import { loadComparison } from "./_statement/load";
import { loadLine } from "./_statement/load-line";
import { LineGone, OneLine } from "./_statement/one-line";
import { ProbableList } from "./_statement/probable-list";
import { RestList } from "./_statement/rest-list";
import { saidOf } from "./_statement/said-of";
import { CountedList, ExactList } from "./_statement/sure-lists";
import { TakeOver } from "./_statement/take-over";
import { UnreadableLines } from "./_statement/unreadable";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/money/statement">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskStatementWords(await localeOf(params))("title"), robots: { index: false } };
}

/** The fund's account beside the catalog: what came in finds its claim, and what is left is the difference. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "money.see", "money/statement");
  const { locale, campaign, place, query, community, now } = desk;
  const t = deskStatementWords(locale);
  const money = { name: deskMoneyWords(locale)("title"), href: deskHref(place, "money") };
  const frame = { desk, section: "money", path: "money/statement" } as const;
  if (!campaign)
    return (
      <DeskFrame {...frame} above={[money]} title={t("title")} choosesCampaign>
        {null}
      </DeskFrame>
    );

  const say: Say = { locale, currency: campaign.currency, timeZone: community.timeZone, now };
  const back = { ...place, back: "money/statement" };
  if (query.line && can(desk.actor, "money.confirm")) {
    const { codes } = await request.searchParams;
    const alone = await loadLine(desk, campaign, { lineId: query.line, codes: [codes ?? []].flat() });
    const amount = alone && formatMoney(alone.line.amountMinor, campaign.currency, locale);
    return (
      <DeskFrame
        {...frame}
        above={[money, { name: t("title"), href: deskHref(place, "money/statement") }]}
        title={amount ? t("one.title", { amount }) : t("one.gone")}
      >
        {alone ? <OneLine say={say} place={back} alone={alone} /> : <LineGone say={say} place={place} />}
      </DeskFrame>
    );
  }

  const kept = query.file ? await lookAtKept(desk, campaign, query.file) : undefined;
  const said = saidOf(query, locale);
  return (
    <DeskFrame {...frame} above={[money]} title={t("title")} choosesCampaign={!kept?.look}>
      {said && <Said key={said.key} tone={said.tone} text={said.text} />}
      {kept?.refusal && <Notice tone="wait">{kept.refusal}</Notice>}
      {kept?.look && query.file ? (
        <Columns say={say} place={back} look={kept.look} file={query.file} name={query.name ?? ""} />
      ) : (
        <Comparison desk={desk} campaign={campaign} say={say} unreadable={kept?.unreadable} />
      )}
    </DeskFrame>
  );
}

type ComparisonProps = {
  desk: Desk;
  campaign: PublicCampaign;
  say: Say;
  unreadable: Awaited<ReturnType<typeof unreadableLines>> | undefined;
};

async function Comparison({ desk, campaign, say, unreadable }: ComparisonProps) {
  const t = deskStatementWords(say.locale);
  const mayConfirm = can(desk.actor, "money.confirm");
  const place = { ...desk.place, campaign: campaign.slug, back: "money/statement" };
  const [comparison, bank] = await Promise.all([
    loadComparison(desk, campaign),
    mayConfirm ? loadBank(desk, campaign.id) : undefined,
  ]);
  const { balance, exact, sure, probable, choose, rest, shown } = comparison;
  const hasLines = balance.from !== null;
  return (
    <>
      {hasLines && <Balance say={say} balance={balance} />}
      {unreadable && unreadable.length > 0 && <UnreadableLines say={say} lines={unreadable} />}
      {mayConfirm ? (
        <>
          <TakeOver say={say} place={place} statements={comparison.statements} bank={bank} />
          {exact.length > 0 && <ExactList say={say} place={place} lines={exact} isNext />}
          {sure.length > 0 && <CountedList say={say} place={place} lines={sure} isNext={exact.length === 0} />}
          {probable.length + choose.length > 0 && (
            <ProbableList say={say} place={place} lines={probable} choose={choose} />
          )}
          {rest.length > 0 && (
            <RestList say={say} place={place} lines={rest} isNext={exact.length + sure.length === 0} />
          )}
          {balance.open.count > shown && shown === OPEN_MAX && (
            <p className="muted">{t("more", { shown, total: balance.open.count })}</p>
          )}
          {balance.open.count === 0 && hasLines && <Empty title={t("none")}>{t("noneText")}</Empty>}
        </>
      ) : (
        <p className="muted">{t("onlyTreasurer")}</p>
      )}
      <DoneLists
        say={say}
        place={place}
        mayConfirm={mayConfirm}
        matched={{ lines: comparison.matched, total: balance.matched.count }}
        uneven={comparison.uneven}
        loose={{ transfers: comparison.loose, total: hasLines ? balance.loose.count : 0 }}
        setAside={comparison.setAside}
        outgoing={comparison.outgoing}
      />
    </>
  );
}

/** A kept file: what to ask about its columns, or which of its lines could not be read. */
async function lookAtKept({ actor, locale, now }: Desk, campaign: PublicCampaign, file: string) {
  if (!can(actor, "money.confirm")) return undefined;
  const bytes = await statementFiles.read(actor, file, now);
  if (!bytes) return { refusal: deskStatementWords(locale)("import.gone") };
  try {
    const look = await lookAtStatement(actor, bytes);
    if (!look.isKnown) return { look };
    return { unreadable: await unreadableLines(actor, { campaignId: campaign.id, bytes }, now) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: refusals(locale)(error.code, error.values) };
    throw error;
  }
}
