import { Card } from "@/app/_ui/blocks";
import { HandoverPanel } from "@/app/[locale]/_handover/panel";
import type { Community } from "@/db/schema";
import type { HandoverView } from "@/lib/claims/handovers/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { meWords } from "@/lib/core/i18n/messages/me";

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
            <HandoverPanel
              locale={locale}
              at={{ community: community.slug, code: view.claimCode }}
              view={view}
              now={now}
              said={view.claimCode === about ? said : undefined}
            />
          </Card>
        </section>
      ))}
    </section>
  );
}
