import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import type { Community } from "@/db/schema";
import type { listClaimsOnGiven } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { meWords } from "@/lib/core/i18n/messages/me";
import { handedOverAction } from "../actions";

type ToHandOverProps = {
  locale: Locale;
  community: Community;
  claims: Awaited<ReturnType<typeof listClaimsOnGiven>>;
};

/** Books of theirs that are paid for and not with their readers yet: first on the page, for somebody waits. */
export function ToHandOver({ locale, community, claims }: ToHandOverProps) {
  if (claims.length === 0) return null;
  const t = meWords(locale);
  return (
    <section className="stack" data-gap="3">
      <h2>{t("handOver.title")}</h2>
      <p>{t("handOver.lead")}</p>
      {claims.map((claim) => (
        <Card key={claim.id}>
          <h3>{claim.bookTitle}</h3>
          <p className="muted small">
            {t("handOver.where", { place: claim.pickupPoint ?? claim.city ?? "" })} ·{" "}
            <span className="code">{claim.code}</span>
          </p>
          <Form action={handedOverAction.bind(null, locale, community.slug, claim.code)}>
            <div>
              <SubmitButton>{t("handOver.received")}</SubmitButton>
            </div>
          </Form>
        </Card>
      ))}
    </section>
  );
}
