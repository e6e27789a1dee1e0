import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { takerCode } from "@/lib/claims/handovers/code";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { codeAction, receivedAction } from "./actions";
import type { PanelProps } from "./panel";

/** The book changes hands: the taker's code, or one tap of either side. */
export function Receive({ locale, at, view }: PanelProps) {
  const t = handoverWords(locale);
  const isTaker = view.side === "taker";
  const isArranged = view.status === "arranged" || view.status === "shipped"; // what comes next, then
  return (
    <section className="stack handover-receive" data-gap="3">
      <h3>{t(isTaker ? "receive.takerTitle" : "receive.giverTitle")}</h3>
      {isTaker ? (
        <>
          <p>{t("receive.takerCode")}</p>
          <p className="taker-code">
            <span className="muted small">{t("receive.code")}</span>{" "}
            <b className="nums">{takerCode(view.communityId, view.claimId)}</b>
          </p>
        </>
      ) : view.codeTriesLeft > 0 ? (
        <Form action={codeAction.bind(null, locale, at)} gap={3}>
          <FormField
            name="code"
            label={t("receive.giverCode")}
            hint={t("receive.giverCodeHint")}
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            data-code
          />
          <div>
            <SubmitButton kind={isArranged ? "main" : "quiet"}>{t("receive.codeSubmit")}</SubmitButton>
          </div>
        </Form>
      ) : (
        <p className="muted">{t("receive.locked")}</p>
      )}
      <Form action={receivedAction.bind(null, locale, at)}>
        <div>
          <SubmitButton kind={isTaker && isArranged ? "main" : "quiet"}>
            {t(isTaker ? "receive.taker" : view.side === "giver" ? "receive.giver" : "receive.organizer")}
          </SubmitButton>
        </div>
      </Form>
    </section>
  );
}
