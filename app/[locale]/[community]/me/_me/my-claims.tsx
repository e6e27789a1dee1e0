import { Disclosure, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge, type Tone } from "@/app/_ui/notice";
import type { ClaimStatus, Community } from "@/db/schema";
import type { listOwnClaims } from "@/lib/claims/queries";
import { keepsBook } from "@/lib/claims/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import { meWords } from "@/lib/core/i18n/messages/me";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { linkToken } from "@/lib/identity/links";

type Claims = Awaited<ReturnType<typeof listOwnClaims>>;
type MyClaimsProps = { locale: Locale; community: Community; claims: Claims; catalog: string | undefined };

const TONES: Record<ClaimStatus, Tone> = {
  held: "wait",
  reported: "wait",
  confirmed: "good",
  fulfilled: "good",
  expired: "plain",
  cancelled: "plain",
  rejected: "bad",
  refunded: "plain",
};

export function MyClaims({ locale, community, claims, catalog }: MyClaimsProps) {
  const t = meWords(locale);
  const current = claims.filter(({ status }) => keepsBook(status) || status === "rejected");
  const past = claims.filter((claim) => !current.includes(claim));
  return (
    <section className="stack" data-gap="3">
      <h2>{t("claims.title")}</h2>
      {claims.length === 0 && (
        <Empty
          title={t("claims.emptyTitle")}
          action={catalog && <ButtonLink href={catalog}>{t("claims.emptyAction")}</ButtonLink>}
        >
          {t("claims.emptyText")}
        </Empty>
      )}
      <ClaimList {...{ locale, community }} claims={current} />
      {past.length > 0 && (
        <Disclosure summary={t("claims.past", { count: past.length })} plain>
          <ClaimList {...{ locale, community }} claims={past} />
        </Disclosure>
      )}
    </section>
  );
}

function ClaimList({ locale, community, claims }: Omit<MyClaimsProps, "catalog">) {
  const t = meWords(locale);
  if (claims.length === 0) return null;
  return (
    <ul className="own-list">
      {claims.map((claim) => (
        <li key={claim.id}>
          <div className="stack" data-gap="1">
            <Anchor href={`/${locale}/claims/${linkToken("claim", community.id, claim.id)}`}>{claim.bookTitle}</Anchor>
            <span className="muted small nums">
              {t("claims.pledge", { amount: formatMoney(claim.pledgeMinor, claim.currency, locale) })}
              {claim.expiresAt &&
                ` · ${t("claims.until", { until: momentText(claim.expiresAt, community.timeZone, locale) })}`}
            </span>
          </div>
          <Badge tone={TONES[claim.status]}>{t(`claimState.${claim.status}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}
