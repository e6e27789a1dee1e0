import type { ReactNode } from "react";
import { ButtonLink } from "@/app/_ui/button";
import { Badge } from "@/app/_ui/notice";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Desk } from "../_parts/open";
import { deskHref, type Place } from "../_parts/place";
import { Task, TaskList } from "../_parts/task-list";
import { ago } from "../_parts/times";
import { donorName } from "../money/_money/whose";
import type { Day } from "./load";
import { rest, SHOWN } from "./rest";

type TasksProps = { desk: Desk; day: Day; place: Place; isFirst: boolean };

/** Money that a donor's bank holds back until somebody answers at the provider. */
export function DisputeTasks({ desk, day: { disputes }, place, isFirst }: TasksProps) {
  const { locale, community, now } = desk;
  const t = deskWords(locale);
  return (
    <TaskList title={t("today.disputes")} {...rest(disputes, deskHref(place, "money", { state: "disputed" }), locale)}>
      {disputes.slice(0, SHOWN).map((row, nth) => (
        <MoneyTask
          key={row.code}
          desk={desk}
          row={row}
          isNext={isFirst && nth === 0}
          amountMinor={row.dispute?.amountMinor ?? row.standingMinor}
          href={deskHref(place, "money", {}, row.code)}
          doing={t("today.answer")}
        >
          {row.dispute?.answerBy ? (
            <Badge tone="wait" icon="clock">
              {t("today.answerBy", { time: momentText(row.dispute.answerBy, community.timeZone, locale, now) })}
            </Badge>
          ) : (
            row.dispute && <span>{ago(row.dispute.openedAt, now, locale)}</span>
          )}
        </MoneyTask>
      ))}
    </TaskList>
  );
}

/** Money that did not reach its donor: it is with the fund again, and somebody decides anew. */
export function FailedRefunds({ desk, day: { refundsFailed }, place, isFirst }: TasksProps) {
  const { locale, now } = desk;
  const t = deskWords(locale);
  const all = deskHref(place, "money", { state: "with_refund" });
  return (
    <TaskList title={t("today.refundsFailed")} {...rest(refundsFailed, all, locale)}>
      {refundsFailed.slice(0, SHOWN).map((row, nth) => {
        const last = row.refunds.at(-1);
        return (
          <MoneyTask
            key={row.code}
            desk={desk}
            row={row}
            isNext={isFirst && nth === 0}
            amountMinor={last?.amountMinor ?? row.standingMinor}
            href={deskHref(place, "money", { state: "with_refund" }, row.code)}
            doing={t("today.retry")}
          >
            {last && <span>{ago(last.at, now, locale)}</span>}
          </MoneyTask>
        );
      })}
    </TaskList>
  );
}

type MoneyTaskProps = {
  desk: Desk;
  row: DeskDonation;
  isNext: boolean;
  amountMinor: number;
  href: string;
  doing: string;
  children: ReactNode;
};

function MoneyTask({ desk: { locale }, row, isNext, amountMinor, href, doing, children }: MoneyTaskProps) {
  return (
    <Task
      isNext={isNext}
      title={
        <>
          {formatMoney(amountMinor, row.currency, locale)} · <span className="code">{row.code}</span>
        </>
      }
      meta={
        <>
          <span>{deskWords(locale)("today.from", { name: donorName(locale, row) })}</span>
          {children}
        </>
      }
      action={
        <ButtonLink kind="quiet" size="small" href={href}>
          {doing}
          <span className="hidden-text"> {row.code}</span>
        </ButtonLink>
      }
    />
  );
}
