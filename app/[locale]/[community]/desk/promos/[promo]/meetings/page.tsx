import type { Metadata } from "next";
import { Card, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { momentText } from "@/lib/core/i18n/moment";
import { OUTCOMES, yielded } from "@/lib/promos/agenda";
import { listMeetings } from "@/lib/promos/meetings";
import { deskHref } from "../../../_parts/place";
import { PromoFrame } from "../../_promos/frame";
import { openPromo } from "../../_promos/open";
import { MeetingForm } from "./_meetings/meeting-form";
import { meetingName } from "./_meetings/names";
import { plan } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/meetings">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoWords(await localeOf(params))("tabs.meetings"), robots: { index: false } };
}

/** A promo's meetings: what to know before, which are planned, and one more. */
export default async function Page(request: Props) {
  const opened = await openPromo(request, "meetings");
  const { desk, promo } = opened;
  const { locale, place, actor, community, now } = desk;
  const t = promoMeetingWords(locale);
  const meetings = await listMeetings(actor, promo.id);
  const address = `promos/${promo.id}`;
  return (
    <PromoFrame {...opened} tab="meetings">
      <p>{t("lead")}</p>
      <Notice tone={promo.task ? "plain" : "wait"}>
        <p>{t("before")}</p>
        {promo.task ? (
          <p className="keeps-lines">«{promo.task}»</p>
        ) : (
          <p>
            {t("beforeNone")} <Anchor href={deskHref(place, `${address}/brief`)}>{t("toBrief")}</Anchor>
          </p>
        )}
      </Notice>
      {meetings.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <section className="stack" data-gap="3">
          <h2>{t("planned")}</h2>
          {meetings.map((meeting) => (
            <Card key={meeting.id} gap={2}>
              <h3>
                <Anchor href={deskHref(place, `${address}/meetings/${meeting.id}`)}>
                  {meetingName(meeting, locale)}
                </Anchor>
              </h3>
              <p>
                {[
                  momentText(meeting.at, community.timeZone, locale, now),
                  t("lasts", { minutes: meeting.minutes }),
                  meeting.place,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              <p className="small muted">{t("yielded", { done: yielded(meeting.points), all: OUTCOMES.length })}</p>
              <div className="row" data-gap="2">
                <ButtonLink size="small" href={deskHref(place, `${address}/meetings/${meeting.id}`)}>
                  {t("open")}
                </ButtonLink>
                <a
                  className="button"
                  data-kind="quiet"
                  data-size="small"
                  href={`/api/meetings/${meeting.id}?community=${place.community}&locale=${locale}`}
                >
                  {t("calendar")}
                </a>
              </div>
            </Card>
          ))}
        </section>
      )}
      {promo.status !== "cancelled" && (
        <section className="stack" data-gap="3">
          <h2>{t("plan")}</h2>
          <MeetingForm {...opened} action={plan.bind(null, place, promo.id)} submit={t("submit")} />
        </section>
      )}
    </PromoFrame>
  );
}
