import { Card } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck } from "@/app/_web/form";
import { CampaignFacts, CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { close } from "../actions";
import type { CloseProps } from "./parts";
import { StillOpen } from "./still-open";

const WHAT_WILL = ["stops", "goes", "late", "sums", "undo"] as const;

/** Everything an organizer should know before closing, and the button. */
export function Before(props: CloseProps) {
  const { desk, place, campaign, closing, thanks } = props;
  const { locale } = desk;
  const t = deskClosingWords(locale);
  if (closing.status === "draft") return <Notice>{t("draft")}</Notice>;
  return (
    <>
      <Card gap={4}>
        <h2>{t("now")}</h2>
        <div className="desk-figures">
          <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={closing.totals} />
          <CampaignFacts locale={locale} totals={closing.totals} />
        </div>
      </Card>
      <StillOpen {...props} lead={t("open.lead")} />
      <Card gap={4}>
        <h2>{t("will.title")}</h2>
        <ul className="closing-list">
          {WHAT_WILL.map((what) => (
            <li key={what}>{t(`will.${what}`)}</li>
          ))}
        </ul>
        <Form action={close.bind(null, place)}>
          <div className="stack" data-gap="1">
            <p className="hint">{t("thanks.hint")}</p>
            <FormCheck name="sendThanks" defaultChecked={thanks.people > 0}>
              {t("thanks.tick", { count: thanks.people })}
            </FormCheck>
          </div>
          <div>
            <SubmitButton>{t("submit")}</SubmitButton>
          </div>
        </Form>
      </Card>
    </>
  );
}
