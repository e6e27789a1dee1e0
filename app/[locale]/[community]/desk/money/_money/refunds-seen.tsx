import { Badge, type Tone } from "@/app/_ui/notice";
import type { RefundStatus } from "@/db/schema";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { DeskDonation, RefundSeen } from "@/lib/donations/desk-rows";
import type { Desk } from "../../_parts/open";

const TONE: Record<RefundStatus, Tone> = { requested: "wait", sent: "wait", done: "plain", failed: "bad" };

/** What of a donation went back, is on its way, or did not arrive and why; then what is left of it. */
export function RefundsSeen({ desk: { locale, community, now }, row }: { desk: Desk; row: DeskDonation }) {
  const t = deskMoneyWords(locale);
  if (row.refunds.length === 0) return null;
  const amount = (minor: number) => formatMoney(minor, row.currency, locale);
  return (
    <ul className="refunds-seen" aria-label={t("refund.list", { code: row.code })}>
      {row.refunds.map((refund) => (
        <li key={`${refund.at.getTime()} ${refund.amountMinor}`}>
          <Badge tone={TONE[refund.status]}>
            {t(`refund.status.${refund.status}`, { amount: amount(refund.amountMinor) })}
          </Badge>
          <span className="small muted">
            {[momentText(refund.at, community.timeZone, locale, now), whyOf(refund)].filter(Boolean).join(" · ")}
          </span>
        </li>
      ))}
      {row.standingMinor > 0 && row.refunds.some(({ status }) => status === "done") && (
        <li className="small">{t("refund.stands", { amount: amount(row.standingMinor) })}</li>
      )}
    </ul>
  );

  function whyOf({ status, problem, reason, cause }: RefundSeen): string | null {
    if (status === "failed" && problem) {
      const known = `refund.problem.${problem}`;
      return deskMoneyWords.has(known) ? t(known) : t("refund.problem.other", { word: problem });
    }
    if (cause !== "person") return t(`refund.cause.${cause}`);
    return reason && t("refund.because", { reason });
  }
}
