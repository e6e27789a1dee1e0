import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField } from "@/app/_web/form";
import { InboxHint } from "@/app/_web/inbox-hint";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { resendAction, verifyAction } from "../actions";
import { Deadline } from "./deadline";
import type { PartProps } from "./parts";

/** The short hold: six digits from the e-mail make it the full one. `second`: below the way to pay, which needs none. */
export function Verify({ locale, token, claim, second }: PartProps & { second?: boolean }) {
  const t = claimPageWords(locale);
  return (
    <Card raised={!second} gap={4}>
      <h2>{t(second ? "verify.orTitle" : "verify.title")}</h2>
      <p>{t("verify.text", { email: claim.claimantEmail ?? "" })}</p>
      <InboxHint locale={locale} />
      <Form action={verifyAction.bind(null, locale, token)}>
        <FormField
          name="code"
          label={t("verify.field")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          data-code
        />
        <SubmitButton size="large" wide kind={second ? "quiet" : "main"}>
          {t("verify.submit")}
        </SubmitButton>
      </Form>
      {!second && <Deadline locale={locale} claim={claim} />}
      <Form action={resendAction.bind(null, locale, token)}>
        <FormDisclosure summary={t("verify.notCome")} plain>
          <p>{t("verify.notComeText")}</p>
          <div>
            <SubmitButton kind="quiet" size="small">
              {t("verify.resend")}
            </SubmitButton>
          </div>
        </FormDisclosure>
      </Form>
    </Card>
  );
}
