import type { Metadata } from "next";
import { Card, Empty } from "@/app/_ui/blocks";
import { TextArea } from "@/app/_ui/field";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { localeOf } from "@/app/_web/language";
import { findPaymentCodes, readPaymentCode } from "@/lib/core/codes";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { findDonation } from "@/lib/donations/queries";
import { next, PARTS_MAX } from "@/lib/donations/rules";
import { DeskFrame } from "../../_parts/frame";
import { openCampaignDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { SeveralForm } from "../_money/several-form";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/money/transfer">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskMoneyWords(await localeOf(params))("several.title"), robots: { index: false } };
}

/** Shares one transfer out among several claims: they are named in the address, by ticks or by the bank's comment. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "money.confirm", "money/transfer");
  const { locale, place, actor, now } = desk;
  const t = deskMoneyWords(locale);
  const { code, comment } = await request.searchParams;
  const codes = codesIn([code].flat(), [comment].flat());
  const seen = await Promise.all(
    codes.map(async (each) => ({ code: each, row: await findDonation(actor, each, now) })),
  );
  const rows = seen.flatMap(({ row }) => row ?? []).filter(isFirst);
  const unknown = seen.filter(({ row }) => !row).map((each) => each.code);
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: t("title"), href: deskHref(place, "money") }]}
      section="money"
      path="money/transfer"
      title={t("several.title")}
    >
      {unknown.length > 0 && <Notice tone="wait">{t("several.unknown", { codes: unknown.join(", ") })}</Notice>}
      <div className="split">
        {rows.length > 0 ? (
          <SeveralForm
            locale={locale}
            place={{ ...place, back: "money" }}
            rows={rows.map((row) => ({ ...row, isSettled: next(row.status, "confirm") === undefined }))}
          />
        ) : (
          <Empty title={t("several.nobody")}>{t("several.nobodyText")}</Empty>
        )}
        <Card>
          <form action={deskHref({ ...place, campaign: undefined }, "money/transfer")} className="stack">
            {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
            {rows.map((row) => (
              <input key={row.code} type="hidden" name="code" value={row.code} />
            ))}
            <TextArea label={t("several.comment")} hint={t("several.commentHint")} name="comment" maxLength={2000} />
            <div>
              <SubmitButton kind="quiet" size="small">
                {t("several.add")}
              </SubmitButton>
            </div>
          </form>
        </Card>
      </div>
    </DeskFrame>
  );
}

/** Codes that were ticked, and those in a text: a bank's comment, or bare codes between spaces and commas. */
function codesIn(ticked: (string | undefined)[], comments: (string | undefined)[]): string[] {
  const typed = comments.flatMap((text = "") => [
    ...findPaymentCodes(text),
    ...text
      .slice(0, 2_000)
      .split(/[\s,;]+/)
      .flatMap((word) => readPaymentCode(word) ?? []),
  ]);
  const chosen = ticked.flatMap((text = "") => readPaymentCode(text) ?? []);
  return [...new Set([...chosen, ...typed])].slice(0, PARTS_MAX);
}

const isFirst = (row: { code: string }, nth: number, rows: { code: string }[]) =>
  rows.findIndex(({ code }) => code === row.code) === nth;
