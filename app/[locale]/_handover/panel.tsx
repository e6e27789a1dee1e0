import { Disclosure, Pairs } from "@/app/_ui/blocks";
import { Badge, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormTextArea } from "@/app/_web/form";
import type { HandoverView } from "@/lib/claims/handovers/queries";
import { parcelState } from "@/lib/claims/handovers/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { trackingUrl } from "@/lib/core/tracking";
import { agreeAction, declineAction, missAction, returnAction } from "./actions";
import { ContactLines } from "./contact-lines";
import { Receive } from "./receive";
import { MeetForm, PickupForm, PostForm, WaybillForm } from "./ways";
import type { HandoverAt } from "./whose";

export type PanelProps = {
  locale: Locale;
  at: HandoverAt;
  view: HandoverView;
  now: Date;
  /** What the last action here left to say. */
  said?: string | undefined;
};

/** The same in a list: how it stands, and what is arranged. */
export function HandoverSummary(props: PanelProps) {
  const { locale, view } = props;
  return (
    <div className="stack handover" data-gap="3">
      <p>{handoverWords(locale)(`state.${stateOf(view)}`, { side: view.side })}</p>
      <Late locale={locale} view={view} />
      <Arranged {...props} />
    </div>
  );
}

/** How one book comes to its reader: what is arranged, what can be done about it, and that it has come. */
export function HandoverPanel(props: PanelProps) {
  const { locale, view, said } = props;
  const t = handoverWords(locale);
  const word = `said.${said}`;
  return (
    <div className="stack handover" data-gap="4">
      {said !== "shares" && handoverWords.has(word) && <Notice tone="good">{t(word)}</Notice>}
      <p>{t(`state.${stateOf(view)}`, { side: view.side })}</p>
      <Late locale={locale} view={view} />
      <Arranged {...props} />
      <Answer {...props} />
      <Ways {...props} />
      {view.status !== "received" && <Receive {...props} />}
    </div>
  );
}

function Late({ locale, view }: Pick<PanelProps, "locale" | "view">) {
  if (!view.late) return null;
  return (
    <p>
      <Badge tone="wait" icon="clock">
        {handoverWords(locale)(`late.${view.late}`)}
      </Badge>
    </p>
  );
}

function stateOf({ status, way, proposal, side }: HandoverView) {
  if (status === "arranged") return way ?? "pickup";
  if (status === "closed") return "free";
  if (status !== "to_arrange") return status;
  if (!proposal) return "free";
  return side === "organizer" && proposal === "theirs" ? "proposed" : proposal;
}

/** When and where, or by which waybill, and with whom. */
function Arranged({ locale, at, view, now }: PanelProps) {
  const t = handoverWords(locale);
  const { side, status, way, meetsAt, place, city, branch, waybill, parcelStatus, timeZone } = view;
  const isMeeting = way === "meeting" && meetsAt !== null && (status === "arranged" || view.proposal !== null);
  const isParcel = way === "parcel" && (status === "arranged" || status === "shipped");
  const other = side === "taker" ? view.giver : view.taker;
  const calendar = status === "arranged" && isMeeting ? calendarPath(locale, at) : undefined;
  return (
    <>
      <Pairs
        items={[
          { name: t("facts.when"), value: isMeeting && momentText(meetsAt, timeZone, locale, now) },
          { name: t("facts.where"), value: (isMeeting || (status === "arranged" && way === "pickup")) && place },
          { name: t("facts.address"), value: isParcel && [city, branch].filter(Boolean).join(", ") },
          { name: t("facts.waybill"), value: status === "shipped" && waybill && <Tracking {...{ locale, waybill }} /> },
          {
            name: t("facts.parcel"),
            value: status === "shipped" && parcelStatus && t(`parcel.${parcelState(parcelStatus)}`),
          },
          ...(side === "organizer"
            ? [
                { name: t("facts.taker"), value: <ContactLines contact={view.taker} /> },
                { name: t("facts.giver"), value: <ContactLines contact={view.giver} /> },
              ]
            : [
                {
                  name: t(side === "taker" ? "facts.giver" : "facts.taker"),
                  value: <ContactLines contact={other} none={t("contact.none")} />,
                },
              ]),
        ].filter(({ value }) => value)}
      />
      {calendar && (
        <p>
          <a href={calendar} download="meeting.ics">
            {t("calendarLink")}
          </a>
        </p>
      )}
    </>
  );
}

function Tracking({ locale, waybill }: { locale: Locale; waybill: string }) {
  return (
    <>
      <span className="code nums">{waybill}</span>{" "}
      <a href={trackingUrl(waybill)} target="_blank" rel="noreferrer noopener">
        {handoverWords(locale)("track")}
      </a>
    </>
  );
}

/** To the other side's proposal: yes, or no with a reason. */
function Answer({ locale, at, view }: PanelProps) {
  const t = handoverWords(locale);
  if (view.status !== "to_arrange" || view.proposal !== "theirs" || !view.meetsAt) return null;
  return (
    <>
      <Form action={agreeAction.bind(null, locale, at)}>
        <input type="hidden" name="meetsAt" value={view.meetsAt.toISOString()} />
        <SubmitButton wide>{t(view.side === "organizer" ? "agreeFor" : "agree")}</SubmitButton>
      </Form>
      <Decline locale={locale} at={at} summary={t("decline")} />
    </>
  );
}

function Decline({ locale, at, summary }: Pick<PanelProps, "locale" | "at"> & { summary: string }) {
  const t = handoverWords(locale);
  return (
    <Form action={declineAction.bind(null, locale, at)}>
      <FormDisclosure summary={summary} plain>
        <FormTextArea
          name="reason"
          label={t("declineReason")}
          optional={siteWords(locale)("optional")}
          maxLength={500}
          rows={2}
        />
        <div>
          <SubmitButton kind="danger">{summary === t("callOff") ? t("callOff") : t("declineSubmit")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

/** What else can be arranged from here. The likeliest way stands open. */
function Ways(props: PanelProps) {
  const { locale, at, view, now } = props;
  const t = handoverWords(locale);
  const { status, way, side } = view;
  if (status === "received" || status === "closed") return null;
  if (status === "shipped")
    return side === "taker" ? null : (
      <>
        <WaybillForm {...props} />
        <Once {...{ locale, at }} what="back" action={returnAction} />
      </>
    );
  const hasPassed = status === "arranged" && (way === "pickup" || (view.meetsAt !== null && view.meetsAt <= now));
  const isSettled = status === "arranged";
  const isFree = !isSettled && !view.proposal;
  const isAtPoint = view.bookPoint !== null; // then it lies there already
  return (
    <>
      {isSettled && way === "parcel" && side !== "taker" && <WaybillForm {...props} isOpen />}
      {isAtPoint && <PickupForm {...props} isOpen={isFree} />}
      <MeetForm {...props} isOpen={isFree && !isAtPoint} />
      {!isAtPoint && <PickupForm {...props} />}
      {side !== "giver" && <PostForm {...props} />}
      {!(isSettled && way === "parcel") && side === "organizer" && <WaybillForm {...props} />}
      {!(isSettled && way === "parcel") && side === "giver" && (
        <Disclosure summary={t("post.summary")}>
          <div className="stack" data-gap="3">
            <p>{t("post.ask")}</p>
            <WaybillForm {...props} isPlain />
          </div>
        </Disclosure>
      )}
      {isSettled && way === "meeting" && <Decline locale={locale} at={at} summary={t("callOff")} />}
      {hasPassed && way !== "parcel" && <Once {...{ locale, at }} what="miss" action={missAction} />}
    </>
  );
}

type OnceProps = Pick<PanelProps, "locale" | "at"> & { what: "miss" | "back"; action: typeof missAction };

/** Folded, so that it takes two steps. */
function Once({ locale, at, what, action }: OnceProps) {
  const t = handoverWords(locale);
  return (
    <Form action={action.bind(null, locale, at)}>
      <FormDisclosure summary={t(`${what}.summary`)} plain>
        <p>{t(`${what}.text`)}</p>
        <div>
          <SubmitButton kind="danger">{t(`${what}.submit`)}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

/** The calendar file beside the page; organizers need none. */
function calendarPath(locale: Locale, at: HandoverAt): string | undefined {
  if ("claim" in at) return `/${locale}/claims/${at.claim}/meeting.ics`;
  if ("listing" in at) return `/${locale}/books/manage/${at.listing}/meeting.ics`;
  return "desk" in at ? undefined : `/${locale}/${at.community}/me/meetings/${at.code}`;
}
