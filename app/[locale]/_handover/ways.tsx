import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormChoices, FormDisclosure, FormField } from "@/app/_web/form";
import { localText } from "@/app/[locale]/[community]/desk/_parts/times";
import { pointsOf } from "@/lib/claims/handovers/queries";
import { MEETING_MAX_MS } from "@/lib/claims/handovers/rules";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { meetAction, parcelAction, pickupAction, shipAction } from "./actions";
import type { PanelProps } from "./panel";

type WayProps = PanelProps & { isOpen?: boolean };

/** One of the campaign's pick-up points: arranged at once. */
export function PickupForm({ locale, at, view, isOpen }: WayProps) {
  const t = handoverWords(locale);
  const points = pointsOf(view);
  if (points.length === 0) return null;
  const chosen = view.way === "pickup" ? view.place : null;
  return (
    <Form action={pickupAction.bind(null, locale, at)}>
      <Way summary={t("pickup.summary")} isOpen={isOpen}>
        {points.length === 1 ? (
          <>
            <p>{points[0]}</p>
            <input type="hidden" name="place" value={points[0]} />
          </>
        ) : (
          <FormChoices
            legend={t("pickup.legend")}
            name="place"
            options={points.map((point) => ({ value: point, label: point }))}
            chosen={chosen ?? view.bookPoint ?? undefined}
          />
        )}
        <div>
          <SubmitButton kind={isOpen ? "main" : "quiet"}>{t("pickup.submit", { side: view.side })}</SubmitButton>
        </div>
      </Way>
    </Form>
  );
}

/** A place and a time by the community's clocks, for the other side to agree to. */
export function MeetForm({ locale, at, view, now, isOpen }: WayProps) {
  const t = handoverWords(locale);
  const isAgain = view.way === "meeting" && view.meetsAt !== null;
  return (
    <Form action={meetAction.bind(null, locale, at)}>
      <Way summary={t(isAgain ? "meet.other" : "meet.summary")} isOpen={isOpen}>
        <FormField
          name="place"
          label={t("meet.place")}
          hint={t("meet.placeHint")}
          defaultValue={isAgain ? (view.place ?? undefined) : undefined}
          maxLength={200}
          autoComplete="off"
        />
        <FormField
          name="meetsAt"
          type="datetime-local"
          label={t("meet.when")}
          hint={t("zone")}
          min={localText(now, view.timeZone)}
          max={localText(new Date(now.getTime() + MEETING_MAX_MS), view.timeZone)}
        />
        <div>
          <SubmitButton kind={isOpen ? "main" : "quiet"}>{t("meet.submit")}</SubmitButton>
        </div>
      </Way>
    </Form>
  );
}

/** Where the taker wants the parcel. */
export function PostForm({ locale, at, view, isOpen }: WayProps) {
  const t = handoverWords(locale);
  return (
    <Form action={parcelAction.bind(null, locale, at)}>
      <Way summary={t("post.summary")} isOpen={isOpen}>
        <p className="muted small">{t("post.lead")}</p>
        <FormField
          name="city"
          label={t("post.city")}
          defaultValue={view.city ?? undefined}
          maxLength={100}
          autoComplete="address-level2"
        />
        <FormField
          name="branch"
          label={t("post.branch")}
          hint={t("post.branchHint")}
          defaultValue={view.branch ?? undefined}
          maxLength={200}
          autoComplete="off"
        />
        <div>
          <SubmitButton kind={isOpen ? "main" : "quiet"}>{t("post.submit")}</SubmitButton>
        </div>
      </Way>
    </Form>
  );
}

/** The number of a parcel that is sent, or the right one instead of a wrong one. */
export function WaybillForm({ locale, at, view, isOpen, isPlain }: WayProps & { isPlain?: boolean }) {
  const t = handoverWords(locale);
  const fields = (
    <>
      <FormField
        name="waybill"
        label={t("waybill.label")}
        hint={t("waybill.hint")}
        inputMode="numeric"
        maxLength={30}
        autoComplete="off"
      />
      <div>
        <SubmitButton kind={isOpen ? "main" : "quiet"}>{t("waybill.submit")}</SubmitButton>
      </div>
    </>
  );
  return (
    <Form action={shipAction.bind(null, locale, at)}>
      {isPlain ? (
        fields
      ) : (
        <Way summary={t(view.status === "shipped" ? "waybill.again" : "waybill.summary")} isOpen={isOpen}>
          {fields}
        </Way>
      )}
    </Form>
  );
}

/** The likeliest way stands in the page, the others behind a line. */
function Way({ summary, isOpen, children }: { summary: string; isOpen?: boolean | undefined; children: ReactNode }) {
  if (!isOpen) return <FormDisclosure summary={summary}>{children}</FormDisclosure>;
  return (
    <div className="stack" data-gap="3">
      <h3>{summary}</h3>
      {children}
    </div>
  );
}
