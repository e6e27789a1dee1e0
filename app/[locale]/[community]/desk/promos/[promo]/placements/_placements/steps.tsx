import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField, FormTextArea } from "@/app/_web/form";
import type { Placement, PlacementEvent } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { isApproved, next } from "@/lib/promos/placements/rules";
import { deskHref, type Place } from "../../../../_parts/place";
import { localText } from "../../../../_parts/times";
import { publish, schedule, step } from "../actions";

export type StepsProps = {
  locale: Locale;
  place: Place;
  at: { promo: string; placement: string };
  placement: Placement;
  timeZone: string;
  isHard: boolean;
};

/** What can be done with a placement now: the likely next thing first, the rest folded. */
export function Steps(props: StepsProps) {
  const { locale, place, at, placement } = props;
  const t = placementWords(locale);
  const may = (event: PlacementEvent) => next(placement.status, event, "draft") !== undefined;
  const rest = (["fail", "hold", "cancel"] as const).filter(may);
  const kit = deskHref(place, `promos/${at.promo}/placements/${at.placement}/kit`);
  return (
    <Card raised gap={4}>
      <h2 className="task-title">{t("act.title")}</h2>
      {may("submit") && <Submit {...props} />}
      {may("approve") && <Approve {...props} />}
      {placement.publishedAt && <Out {...props} />}
      {isApproved(placement.status) && (
        <div className="stack" data-gap="1">
          <div>
            <ButtonLink kind={placement.status === "scheduled" ? "main" : "quiet"} href={kit}>
              {t("act.kit")}
            </ButtonLink>
          </div>
          <p className="small muted">{t("act.kitText")}</p>
        </div>
      )}
      {may("schedule") && <Schedule {...props} />}
      {may("publish") && <Publish {...props} />}
      {may("resume") && (
        <Form action={step.bind(null, place, at, "resume")}>
          <SubmitButton>{t("act.resume")}</SubmitButton>
        </Form>
      )}
      {may("request_changes") && <Changes {...props} />}
      {rest.map((event) => (
        <Form key={event} action={step.bind(null, place, at, event)}>
          <FormDisclosure summary={t(`act.${event}`)} plain gap={2}>
            {event === "cancel" && <p className="small muted">{t("act.cancelText")}</p>}
            <FormTextArea label={t("act.why")} optional={siteWords(locale)("optional")} name="note" rows={2} />
            <div>
              <SubmitButton kind={event === "cancel" ? "danger" : "quiet"} size="small">
                {t(`act.${event}`)}
              </SubmitButton>
            </div>
          </FormDisclosure>
        </Form>
      ))}
    </Card>
  );
}

function Submit({ locale, place, at, isHard }: StepsProps) {
  const t = placementWords(locale);
  return (
    <Form action={step.bind(null, place, at, "submit")} gap={2}>
      <div>
        <SubmitButton>{t("act.submit")}</SubmitButton>
      </div>
      <p className="small muted">{t(isHard ? "act.hardFirst" : "act.submitText")}</p>
    </Form>
  );
}

function Approve({ locale, place, at, placement }: StepsProps) {
  const t = placementWords(locale);
  return (
    <Form action={step.bind(null, place, at, "approve")} gap={2}>
      <input type="hidden" name="version" value={placement.version} />
      <div>
        <SubmitButton>{t("act.approve")}</SubmitButton>
      </div>
      <p className="small muted">{t("act.approveText")}</p>
    </Form>
  );
}

function Changes({ locale, place, at }: StepsProps) {
  const t = placementWords(locale);
  return (
    <Form action={step.bind(null, place, at, "request_changes")}>
      <FormDisclosure summary={t("act.requestChanges")} plain gap={2}>
        <FormTextArea label={t("act.whatChanges")} name="note" rows={3} />
        <div>
          <SubmitButton kind="quiet" size="small">
            {t("act.requestChanges")}
          </SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

function Schedule({ locale, place, at, placement, timeZone }: StepsProps) {
  const t = placementWords(locale);
  const isSet = placement.status === "scheduled";
  const time = placement.scheduledAt ? localText(placement.scheduledAt, timeZone) : undefined;
  const field = <FormField label={t("act.at")} name="at" type="datetime-local" defaultValue={time} required />;
  const button = (
    <div>
      <SubmitButton kind={isSet ? "quiet" : "main"} size={isSet ? "small" : undefined}>
        {t(isSet ? "act.reschedule" : "act.schedule")}
      </SubmitButton>
    </div>
  );
  return (
    <Form action={schedule.bind(null, place, at)} gap={2}>
      {isSet ? (
        <FormDisclosure summary={t("act.reschedule")} plain gap={2}>
          {field}
          {button}
        </FormDisclosure>
      ) : (
        <>
          {field}
          {button}
        </>
      )}
    </Form>
  );
}

/** A person has posted it: when, and where it can be seen. */
export function Publish({ locale, place, at, placement, timeZone, open }: StepsProps & { open?: boolean }) {
  const t = placementWords(locale);
  const optional = siteWords(locale)("optional");
  const time = placement.publishedAt ? localText(placement.publishedAt, timeZone) : undefined;
  const isOut = placement.publishedAt !== null;
  const fields = (
    <>
      <FormField
        label={t("act.publishedAt")}
        hint={t("act.publishedAtHint")}
        optional={optional}
        name="at"
        type="datetime-local"
        defaultValue={time}
      />
      <FormField
        label={t("act.url")}
        hint={t("act.urlHint")}
        optional={optional}
        name="url"
        type="url"
        inputMode="url"
        defaultValue={placement.publishedUrl ?? undefined}
      />
      <div>
        <SubmitButton kind={open ? "main" : "quiet"} size={open ? undefined : "small"}>
          {t(isOut ? "act.correct" : "act.published")}
        </SubmitButton>
      </div>
    </>
  );
  return (
    <Form action={publish.bind(null, place, at)} gap={3}>
      {open ? (
        fields
      ) : (
        <FormDisclosure summary={t(isOut ? "act.correct" : "act.published")} plain gap={3}>
          {fields}
        </FormDisclosure>
      )}
    </Form>
  );
}

function Out({ locale, place, at, placement, timeZone }: StepsProps) {
  const t = placementWords(locale);
  const { publishedAt, publishedUrl } = placement;
  if (!publishedAt) return null;
  return (
    <div className="stack" data-gap="2">
      <p>{t("act.done", { at: momentText(publishedAt, timeZone, locale) })}</p>
      <p className="row" data-gap="2">
        <ButtonLink size="small" href={deskHref(place, `promos/${at.promo}/numbers`)}>
          {t("act.numbers")}
        </ButtonLink>
        {publishedUrl && (
          <a
            className="button"
            data-kind="quiet"
            data-size="small"
            href={publishedUrl}
            rel="noopener noreferrer nofollow"
          >
            {t("act.openPost")}
          </a>
        )}
      </p>
    </div>
  );
}
