import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { HandoverPanel, HandoverSummary } from "@/app/[locale]/_handover/panel";
import type { Community } from "@/db/schema";
import type { HandoverView } from "@/lib/claims/handovers/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { meWords } from "@/lib/core/i18n/messages/me";

/** More of them are shown in short, each with a page of its own. */
const IN_FULL_MAX = 2;

type ToHandOverProps = {
  locale: Locale;
  community: Community;
  handovers: HandoverView[];
  now: Date;
  /** What the last action left to say, and about which claim. */
  said: string | undefined;
  about: string | undefined;
};

/** Books of theirs that are paid for and not with their readers yet: first on the page, for somebody waits. */
export function ToHandOver({ locale, community, handovers, now, said, about }: ToHandOverProps) {
  if (handovers.length === 0) return null;
  const t = meWords(locale);
  const isLong = handovers.length > IN_FULL_MAX;
  const atOf = ({ claimCode }: HandoverView) => ({ community: community.slug, code: claimCode });
  return (
    <section className="stack" data-gap="3">
      <h2>{t("handOver.title")}</h2>
      <p>{t("handOver.lead")}</p>
      {handovers.map((view) => (
        <section key={view.claimId} id={view.claimCode === about ? "handover" : undefined}>
          <Card gap={4}>
            <div className="stack" data-gap="1">
              <h3>{view.bookTitle}</h3>
              <p className="muted small">
                {t("handOver.where", { place: view.bookPoint ?? view.bookCity ?? "" })} ·{" "}
                <span className="code">{view.claimCode}</span>
              </p>
            </div>
            {isLong ? (
              <>
                <HandoverSummary locale={locale} at={atOf(view)} view={view} now={now} />
                <div>
                  <ButtonLink
                    kind={view.proposal === "theirs" ? "main" : "quiet"}
                    href={`/${locale}/${community.slug}/me/books/${view.bookCode}#handover`}
                  >
                    {t("handOver.open")}
                    <span className="hidden-text"> {view.bookTitle}</span>
                  </ButtonLink>
                </div>
              </>
            ) : (
              <HandoverPanel
                locale={locale}
                at={atOf(view)}
                view={view}
                now={now}
                said={view.claimCode === about ? said : undefined}
              />
            )}
          </Card>
        </section>
      ))}
    </section>
  );
}
