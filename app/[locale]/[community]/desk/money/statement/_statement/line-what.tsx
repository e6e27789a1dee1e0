import { Badge } from "@/app/_ui/notice";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { Part } from "@/lib/donations/statements/match";

/** How a page says sums and moments. */
export type Say = { locale: Locale; currency: string; timeZone: string; now: Date };

type Words = { at: Date; amountMinor: number; comment: string; counterparty: string | null };

/** What the bank says of a line: when, how much, from whom, with which words. */
export function LineWhat({ say, line }: { say: Say; line: Words }) {
  const t = deskStatementWords(say.locale);
  return (
    <span className="line-what">
      <span className="line-head">
        <span className="line-at">{momentText(line.at, say.timeZone, say.locale, say.now)}</span>
        <b className="line-amount nums">{formatMoney(line.amountMinor, say.currency, say.locale)}</b>
      </span>
      <span className="line-words">
        {line.counterparty && (
          <span>{line.amountMinor > 0 ? t("line.sender", { name: line.counterparty }) : line.counterparty}</span>
        )}
        <span className="muted">{line.comment ? t("line.comment", { comment: line.comment }) : t("line.noWords")}</span>
      </span>
    </span>
  );
}

/** For whom a line's money is, with what was promised when it came to another sum. */
export function Whom({ say, parts }: { say: Say; parts: readonly Part[] }) {
  const t = deskStatementWords(say.locale);
  const money = (minor: number) => formatMoney(minor, say.currency, say.locale);
  return (
    <span className="line-whom">
      {parts.map(({ payee, amountMinor }) => (
        <span key={payee.id} className="line-payee">
          <span className="line-payee-head">
            <span className="code">{payee.code}</span>
            <span>{payee.donorName === null ? t("line.donor") : nameOf(say.locale, payee.donorName)}</span>
          </span>
          <span className="small muted">
            {payee.bookTitle ?? t("line.noBook")}
            {parts.length > 1 && <> · {money(amountMinor)}</>}
          </span>
          {amountMinor !== payee.pledgedMinor && (
            <span className="line-note">
              <Badge tone={amountMinor < payee.pledgedMinor ? "wait" : "plain"}>
                {t(amountMinor < payee.pledgedMinor ? "line.less" : "line.more")}
              </Badge>
              <span className="small muted">{t("line.promised", { amount: money(payee.pledgedMinor) })}</span>
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

/** Which line of many a button is about, for those who hear the page. */
export function about(say: Say, { amountMinor, at }: { amountMinor: number; at: Date }): string {
  return deskStatementWords(say.locale)("rest.about", {
    amount: formatMoney(amountMinor, say.currency, say.locale),
    at: momentText(at, say.timeZone, say.locale, say.now),
  });
}
