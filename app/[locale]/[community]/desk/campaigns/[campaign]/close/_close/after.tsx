import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormTextArea } from "@/app/_web/form";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { momentText } from "@/lib/core/i18n/moment";
import { reopen } from "../actions";
import { Copy } from "./copy";
import { Leftovers } from "./leftovers";
import { Letters } from "./letters";
import type { CloseProps } from "./parts";
import { StillOpen } from "./still-open";
import { Sums } from "./sums";

/** How a campaign ended, what still waits, what is left, and what can come next. */
export function After(props: CloseProps) {
  const { desk, closing } = props;
  const { locale, community } = desk;
  const t = deskClosingWords(locale);
  const isAnyOpen = Object.values(closing.open).some((count) => count > 0);
  return (
    <>
      {closing.closedAt && (
        <Notice tone="good">
          {t("isClosed", { date: momentText(closing.closedAt, community.timeZone, locale, desk.now) })}
        </Notice>
      )}
      <Sums {...props} />
      {isAnyOpen && <StillOpen {...props} lead={t("open.leadClosed")} />}
      <Letters {...props} />
      <Leftovers {...props} />
      <Copy {...props} />
      <Reopen {...props} />
    </>
  );
}

/** Folded, so that it takes two steps. */
function Reopen({ desk: { locale, now }, place, campaign }: CloseProps) {
  const t = deskClosingWords(locale);
  return (
    <Form action={reopen.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
      <FormDisclosure summary={t("again.title")} plain gap={4}>
        <p>{t("again.lead")}</p>
        {campaign.closesAt <= now && <p>{t("again.leadOver")}</p>}
        <FormTextArea
          label={t("again.reason")}
          hint={t("again.reasonHint")}
          name="reason"
          maxLength={1_000}
          rows={3}
          required
        />
        <div>
          <SubmitButton kind="danger">{t("again.submit")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}
