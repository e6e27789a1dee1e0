import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { FORMAT_TAG } from "@/lib/core/i18n/locale";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { formatMoney } from "@/lib/core/money";
import type { StatementBalance } from "@/lib/donations/statements/balance";
import type { Say } from "./line-what";

/** Catalog and bank as two bars of one scale, the difference between them, and what makes it. */
export function Balance({ say, balance }: { say: Say; balance: StatementBalance }) {
  const t = deskStatementWords(say.locale);
  const money = (minor: number) => formatMoney(minor, say.currency, say.locale);
  const { catalogMinor, bankMinor, differenceMinor, open, loose, uneven } = balance;
  const whole = Math.max(catalogMinor, bankMinor, 1);
  const isEqual = differenceMinor === 0 && open.count + loose.count + uneven.count === 0;
  return (
    <Card gap={4}>
      <h2 className="hidden-text">{t("balance.title")}</h2>
      <div className="balance">
        <Bar name={t("balance.catalog")} share={catalogMinor / whole} kind="catalog">
          {money(catalogMinor)}
        </Bar>
        <Bar name={t("balance.bank")} share={bankMinor / whole} kind="bank">
          {money(bankMinor)}
        </Bar>
        <p className="balance-difference" data-zero={differenceMinor === 0 || undefined}>
          {t("balance.difference")} <b className="nums">{money(differenceMinor)}</b>
        </p>
      </div>
      {isEqual && <Notice tone="good">{t("balance.equal")}</Notice>}
      {!isEqual && (
        <div className="stack" data-gap="2">
          <h3 className="small muted">{t("balance.why")}</h3>
          <ul className="balance-why">
            <Why text={signed(open.sumMinor)} count={open.count}>
              {t("balance.open", { count: open.count })}
            </Why>
            <Why text={signed(-loose.sumMinor)} count={loose.count} href="#loose">
              {t("balance.loose", { count: loose.count })}
            </Why>
            <Why text={signed(uneven.sumMinor)} count={uneven.count} href="#uneven">
              {t("balance.uneven", { count: uneven.count })}
            </Why>
            <li className="balance-sum">
              <span>{t("balance.difference")}</span>
              <b className="nums">{signed(differenceMinor)}</b>
            </li>
          </ul>
        </div>
      )}
      <p className="small muted">
        {period()} {apart()}
      </p>
    </Card>
  );

  function signed(minor: number): string {
    return `${minor > 0 ? "+" : ""}${money(minor)}`;
  }

  function period(): string {
    const { from, to } = balance;
    if (!from || !to) return "";
    const format = new Intl.DateTimeFormat(FORMAT_TAG[say.locale], { dateStyle: "long", timeZone: say.timeZone });
    const day = (at: Date) => format.format(at).replace(/\s*р\.$/, ""); // the sentence has its own full stop
    if (day(from) === day(to)) return t("balance.day", { day: day(to) });
    return t("balance.period", { from: day(from), to: day(to) });
  }

  function apart(): string {
    const { setAside, outgoing } = balance;
    const parts = [
      ...(setAside.count > 0 ? [t("balance.setAside", { count: setAside.count, sum: money(setAside.sumMinor) })] : []),
      ...(outgoing.count > 0 ? [t("balance.outgoing", { count: outgoing.count, sum: money(-outgoing.sumMinor) })] : []),
    ];
    const [one = "", two] = parts;
    if (parts.length === 0) return t("balance.apartNone");
    return t("balance.apart", { what: two ? t("balance.and", { one, two }) : one });
  }
}

type WhyProps = { text: string; count: number; href?: string; children: string };

function Why({ text, count, href, children }: WhyProps) {
  if (count === 0) return null;
  return (
    <li>
      <span>{href ? <a href={href}>{children}</a> : children}</span>
      <span className="nums">{text}</span>
    </li>
  );
}

type BarProps = { name: string; share: number; kind: "catalog" | "bank"; children: ReactNode };

function Bar({ name, share, kind, children }: BarProps) {
  return (
    <div className="balance-row">
      <span className="balance-name">{name}</span>
      <span className="balance-bar" aria-hidden="true">
        <i data-kind={kind} style={{ width: `${Math.round(share * 1000) / 10}%` }} />
      </span>
      <b className="balance-sum-of nums">{children}</b>
    </div>
  );
}
