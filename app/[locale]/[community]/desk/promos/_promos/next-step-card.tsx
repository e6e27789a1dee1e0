import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { type NextStep, nextStep } from "@/lib/promos/next-step";
import { deskHref } from "../../_parts/place";
import { takeStep } from "../actions";
import type { PromoDesk } from "./open";
import { lacksText } from "./texts";

/** Steps that lead to a page, and those that are taken by their button. */
const PAGES = {
  meeting: "meetings",
  brief: "brief",
  placements: "placements",
  numbers: "numbers",
  report: "report",
  read: "report",
} as const satisfies Partial<Record<NextStep, string>>;

/** How far along the work is, of six. */
const NTH: Record<NextStep, number> = {
  meeting: 1,
  brief: 2,
  agree: 2,
  placements: 3,
  start: 4,
  numbers: 5,
  measure: 5,
  report: 6,
  read: 6,
  revive: 0,
};

/** What comes next in a promo, in words, and the one button for it. */
export function NextStepCard({ desk, promo, reason }: PromoDesk & { reason: string | undefined }) {
  const { locale, place, now } = desk;
  const t = promoWords(locale);
  const step = nextStep(promo, now);
  const label = t(`overview.button.${step}`);
  return (
    <Card raised gap={3}>
      <div className="row" data-ends>
        <h2>{t("overview.next")}</h2>
        {NTH[step] > 0 && <p className="small muted">{t("overview.of", { nth: NTH[step] })}</p>}
      </div>
      <p>{t(`overview.step.${step}`, { count: promo.unapproved })}</p>
      {step === "revive" && reason && <p className="muted">{t("overview.why", { reason })}</p>}
      {step === "brief" && (
        <p className="small muted">
          {t("overview.lacks")}: {lacksText(promo.missing, locale)}
        </p>
      )}
      {step === "agree" || step === "start" || step === "measure" || step === "revive" ? (
        <Form action={takeStep.bind(null, place, promo.id)} gap={2}>
          <div>
            <SubmitButton name="step" value={step}>
              {label}
            </SubmitButton>
          </div>
        </Form>
      ) : (
        <div>
          <ButtonLink href={deskHref(place, `promos/${promo.id}/${PAGES[step]}`)}>{label}</ButtonLink>
        </div>
      )}
    </Card>
  );
}
