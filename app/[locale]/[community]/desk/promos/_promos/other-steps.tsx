import { Disclosure } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormTextArea } from "@/app/_web/form";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { nextStep } from "@/lib/promos/next-step";
import { next } from "@/lib/promos/rules";
import { deskHref } from "../../_parts/place";
import { cancel, takeStep } from "../actions";
import type { PromoDesk } from "./open";

/** What else can be done with a promo: another step than the next, a step back, a copy, calling it off. */
export function OtherSteps({ desk, promo }: PromoDesk) {
  const { locale, place, now } = desk;
  const t = promoWords(locale);
  const { status, missing } = promo;
  const onward = (["start", "measure", "report"] as const).find(
    (step) => next(status, step, missing) && nextStep(promo, now) !== step,
  );
  const back = status === "briefed" ? undefined : next(status, "rework", missing);
  return (
    <Disclosure summary={t("overview.more")}>
      <div className="stack" data-gap="5">
        <div className="row">
          {onward && <StepButton desk={desk} promo={promo} step={onward} label={t(`overview.${onward}`)} />}
          {back && back !== "idea" && back !== "reported" && back !== "cancelled" && (
            <StepButton desk={desk} promo={promo} step="rework" label={t(`overview.back.${back}`)} />
          )}
          <ButtonLink kind="quiet" href={deskHref(place, "promos/new", { copy: promo.id })}>
            {t("overview.copy")}
          </ButtonLink>
        </div>
        {next(status, "cancel", missing) && (
          <section className="stack" data-gap="3">
            <h3>{t("overview.cancel")}</h3>
            <p className="muted">{t("overview.cancelLead")}</p>
            <Form action={cancel.bind(null, place, promo.id)} checkFields={deskWords(locale)("checkFields")} gap={3}>
              <FormTextArea
                label={t("overview.reason")}
                hint={t("overview.reasonHint")}
                name="reason"
                rows={2}
                maxLength={1_000}
                required
              />
              <div>
                <SubmitButton kind="danger">{t("overview.cancel")}</SubmitButton>
              </div>
            </Form>
          </section>
        )}
      </div>
    </Disclosure>
  );
}

type StepButtonProps = PromoDesk & { step: "start" | "measure" | "report" | "rework"; label: string };

export function StepButton({ desk: { place }, promo, step, label }: StepButtonProps) {
  return (
    <Form action={takeStep.bind(null, place, promo.id)} gap={2}>
      <div>
        <SubmitButton kind="quiet" name="step" value={step}>
          {label}
        </SubmitButton>
      </div>
    </Form>
  );
}
