import { Badge, type Tone } from "@/app/_ui/notice";
import type { DonationStatus } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import { next } from "@/lib/donations/rules";
import { type Actor, can } from "@/lib/identity/actor";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { ago } from "../../_parts/times";
import { reject, undo } from "../actions";
import { ConfirmForm } from "./confirm-form";
import { Proofs } from "./proofs";
import { ReasonForm } from "./reason-form";
import { RefundForm } from "./refund-form";
import { RefundsSeen } from "./refunds-seen";
import { BookLink, DonorLink } from "./whose";

const HOUR_MS = 3_600_000;

const STATUS_TONE: Record<DonationStatus, Tone> = {
  pledged: "plain",
  reported: "wait",
  confirmed: "good",
  failed: "bad",
  refunded: "plain",
  disputed: "bad",
};

type MoneyCaseProps = {
  desk: Desk;
  campaign: PublicCampaign;
  row: DeskDonation;
  isNext: boolean;
  /** The form that takes several of these at once. */
  formId?: string | undefined;
};

/** The money of one claim: what was promised and shown, and what can be done about it now. */
export function MoneyCase({ desk, campaign, row, isNext, formId }: MoneyCaseProps) {
  const { locale, actor, place, community, now } = desk;
  const t = deskMoneyWords(locale);
  const amount = (minor: number) => formatMoney(minor, row.currency, locale);
  const back = { ...place, back: "money" };
  const takesMoney = next(row.status, "confirm") !== undefined;
  const mayConfirm = can(actor, "money.confirm");
  const isLate = row.status === "reported" && now.getTime() - row.since.getTime() > campaign.confirmHours * HOUR_MS;
  return (
    <li className="case" id={row.code}>
      <div className="case-what">
        <div className="case-head">
          {formId && takesMoney ? (
            <label className="check">
              <input type="checkbox" name="code" value={row.code} form={formId} />
              <span className="code">{row.code}</span>
              <span className="hidden-text">{t("confirm.choose", { code: row.code })}</span>
            </label>
          ) : (
            <span className="code">{row.code}</span>
          )}
          <Badge tone={STATUS_TONE[row.status]}>{t(`status.${row.status}`)}</Badge>
          {isLate && <Badge tone="wait">{deskWords(locale)("today.late")}</Badge>}
          <span className="case-amount">{amount(row.confirmation?.amountMinor ?? row.pledgedMinor)}</span>
        </div>
        <p className="task-name">
          <BookLink
            locale={locale}
            row={row}
            href={can(actor, "catalog.review") && row.book ? deskHref(place, `books/${row.book.code}`) : undefined}
          />
        </p>
        <p className="task-meta">
          <span>
            <DonorLink locale={locale} row={row} />
          </span>
          <span>{timeText()}</span>
          {row.method !== "transfer" && <Badge>{t(`method.${row.method}`)}</Badge>}
          {row.confirmation && row.confirmation.amountMinor !== row.pledgedMinor && (
            <span>{t("promisedAmount", { amount: amount(row.pledgedMinor) })}</span>
          )}
          {row.book && !row.hasBook && row.status !== "refunded" && <span>{t("claimOver")}</span>}
        </p>
        {row.reason && !row.refunds.some(({ reason }) => reason === row.reason) && (
          <p className="task-meta">{t("lastReason", { reason: row.reason })}</p>
        )}
        <Proofs locale={locale} community={place.community} row={row} />
      </div>
      <div className="case-do">
        {takesMoney && mayConfirm && <ConfirmForm locale={locale} place={back} row={row} isNext={isNext} />}
        {takesMoney && !mayConfirm && <p className="muted small">{t("confirm.onlyTreasurer")}</p>}
        {row.status === "reported" && mayConfirm && (
          <ReasonForm
            locale={locale}
            action={reject.bind(null, back)}
            code={row.code}
            words={{ open: t("reject.open"), hint: t("reject.hint"), submit: t("reject.submit") }}
          />
        )}
        {row.confirmation && (
          <p className="small">
            {[
              row.confirmation.reference ?? t(`method.${row.method}`),
              row.confirmation.byName,
              momentText(row.confirmation.at, community.timeZone, locale, now),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
        {row.dispute && (
          <p className="row small" data-gap="2">
            {row.dispute.answerBy && (
              <Badge tone="wait" icon="clock">
                {t("dispute.until", { time: momentText(row.dispute.answerBy, community.timeZone, locale, now) })}
              </Badge>
            )}
            <span>{t("dispute.held", { amount: amount(row.dispute.amountMinor) })}</span>
            <span className="muted">
              {t("dispute.open", { time: momentText(row.dispute.openedAt, community.timeZone, locale, now) })}
            </span>
          </p>
        )}
        {row.decision && row.claimId && !(row.decision === "refund" && row.refunds.length > 0) && (
          <p className="small">{t(`without.decided.${row.decision}`)}</p>
        )}
        <RefundsSeen desk={desk} row={row} />
        {mayRefund(row, mayConfirm) && <RefundForm locale={locale} place={back} row={row} />}
        {mayUndo(row, actor) && (
          <ReasonForm
            locale={locale}
            action={undo.bind(null, back)}
            code={row.code}
            words={{ open: t("undo.open"), hint: t("undo.hint"), submit: t("undo.submit") }}
          />
        )}
      </div>
    </li>
  );

  function timeText(): string {
    if (row.status === "reported") return t("waits", { ago: ago(row.since, now, locale) });
    if (row.status === "pledged" && row.expiresAt && row.claimStatus === "held")
      return t("heldUntil", { time: momentText(row.expiresAt, community.timeZone, locale, now) });
    return momentText(row.since, community.timeZone, locale, now);
  }
}

/** What came by card did come, and what was refunded did go: neither was entered by mistake. */
export function mayUndo({ status, method, confirmation, refundableMinor }: DeskDonation, actor: Actor): boolean {
  if (status !== "confirmed" || method === "card" || confirmation?.amountMinor !== refundableMinor) return false;
  return can(actor, "money.confirm") || (method === "cash" && can(actor, "money.cash"));
}

export function mayRefund({ status, refundableMinor }: DeskDonation, mayConfirm: boolean): boolean {
  return mayConfirm && status === "confirmed" && refundableMinor > 0;
}
