import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { deskKeepingWords } from "@/lib/core/i18n/messages/desk-keeping";
import { CONTACT_DAYS, PROOF_DAYS } from "@/lib/identity/keeping";
import type { Desk } from "../../_parts/open";
import { saveKeeping } from "../keeping-action";

/** For how long the community keeps guests' contacts and proofs. */
export function Keeping({ desk: { locale, community, place } }: { desk: Desk }) {
  const t = deskKeepingWords(locale);
  return (
    <section id="keeping" className="stack" aria-labelledby="keeping-title">
      <Card>
        <h2 id="keeping-title" className="part-title">
          {t("title")}
        </h2>
        <p className="muted small">
          {t("lead")} <Anchor href={`/${locale}/${community.slug}/privacy`}>{t("page")}</Anchor>
        </p>
        <Form action={saveKeeping.bind(null, { ...place, back: "settings" })}>
          <div className="fields-two">
            <FormField
              label={t("contactDays")}
              hint={t("within", CONTACT_DAYS)}
              name="contactDays"
              inputMode="numeric"
              defaultValue={String(community.contactDays)}
              required
            />
            <FormField
              label={t("proofDays")}
              hint={t("within", PROOF_DAYS)}
              name="proofDays"
              inputMode="numeric"
              defaultValue={String(community.proofDays)}
              required
            />
          </div>
          <div>
            <SubmitButton kind="quiet">{t("save")}</SubmitButton>
          </div>
        </Form>
      </Card>
    </section>
  );
}
