import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Disclosure } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import type { Meeting } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { momentText } from "@/lib/core/i18n/moment";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { findMeeting } from "@/lib/promos/meetings";
import { PromoFrame } from "../../../_promos/frame";
import { openPromo } from "../../../_promos/open";
import { Agenda } from "../_meetings/agenda";
import { MeetingForm } from "../_meetings/meeting-form";
import { meetingName } from "../_meetings/names";
import { change, note, remove } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/meetings/[meeting]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoMeetingWords(await localeOf(params))("aims"), robots: { index: false } };
}

/** The agenda of a meeting on one page: ticked and noted while it goes on, and printed for the table. */
export default async function Page(request: Props) {
  const { meeting: meetingId } = await request.params;
  const opened = await openPromo(request, `meetings/${encodeURIComponent(meetingId)}`);
  const { desk, promo } = opened;
  const { locale, place, actor, community, now } = desk;
  const meeting = await meetingOf(actor, promo.id, meetingId);
  const t = promoMeetingWords(locale);
  return (
    <PromoFrame {...opened} tab="meetings" path={`meetings/${meeting.id}`} title={meetingName(meeting, locale)}>
      <div className="agenda stack" data-gap="4">
        <p className="agenda-name">{promo.name}</p>
        <p>
          {[
            momentText(meeting.at, community.timeZone, locale, now),
            t("lasts", { minutes: meeting.minutes }),
            meeting.place,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <p className="agenda-task keeps-lines">
          <strong>{t("before")}</strong> {promo.task || t("beforeNone")}
        </p>
        <Agenda locale={locale} meeting={meeting} action={note.bind(null, place, meeting.id)} />
      </div>
      <div className="no-print stack" data-gap="3">
        <div className="row" data-gap="3">
          <a
            className="button"
            data-kind="quiet"
            href={`/api/meetings/${meeting.id}?community=${place.community}&locale=${locale}`}
          >
            {t("calendar")}
          </a>
          <p className="small muted">{t("print")}</p>
        </div>
        <Disclosure summary={t("change")}>
          <MeetingForm {...opened} meeting={meeting} action={change.bind(null, place, meeting.id)} submit={t("save")} />
        </Disclosure>
        <Disclosure summary={t("remove")}>
          <Form action={remove.bind(null, place, meeting.id)} checkFields={deskWords(locale)("checkFields")} gap={3}>
            <p className="muted">{t("removeLead")}</p>
            <FormCheck name="sure">{t("sure")}</FormCheck>
            <div>
              <SubmitButton kind="danger">{t("remove")}</SubmitButton>
            </div>
          </Form>
        </Disclosure>
      </div>
    </PromoFrame>
  );
}

async function meetingOf(actor: PersonActor, promoId: string, id: string): Promise<Meeting> {
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    const meeting = await findMeeting(actor, id);
    return meeting.promoId === promoId ? meeting : notFound();
  } catch (error) {
    if (error instanceof Refusal) notFound();
    throw error;
  }
}
