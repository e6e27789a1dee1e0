import { Countdown } from "@/app/_ui/countdown";
import type { ClaimView } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";

/** Until when the book is kept, in the community's time, and how long that is from now. */
export function Deadline({ locale, claim }: { locale: Locale; claim: ClaimView }) {
  if (!claim.expiresAt) return null;
  const t = claimPageWords(locale);
  const site = siteWords(locale);
  const until = momentText(claim.expiresAt, claim.timeZone, locale);
  return (
    <div className="deadline">
      <p>
        {t(claim.verifiedAt ? "pay.until" : "verify.until", { until })}
        <span className="muted small">{claim.verifiedAt ? t("pay.after") : null}</span>
      </p>
      <p className="deadline-left">
        <span className="muted small">{t("pay.leftTitle")}</span>
        <Countdown
          until={claim.expiresAt.toISOString()}
          fallback={t("verify.untilShort", { until })}
          words={{
            days: site("time.days"),
            hours: site("time.hours"),
            minutes: site("time.minutes"),
            seconds: site("time.seconds"),
            over: site("time.over"),
          }}
        />
      </p>
    </div>
  );
}
