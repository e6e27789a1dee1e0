import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormCheck, FormTextArea } from "@/app/_web/form";
import type { Meeting } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { AIMS, OUTCOMES, type Point, pointOf, pointsPrint } from "@/lib/promos/agenda";
import { KeptPrint } from "./kept-print";

type AgendaProps = { locale: Locale; meeting: Meeting; action: FormAction };

/** Six aims and three outcomes, each to be ticked, with room for a note. */
export function Agenda({ locale, meeting, action }: AgendaProps) {
  const t = promoMeetingWords(locale);
  const print = pointsPrint(meeting.points);
  const list = (points: readonly Point[]) => (
    <ol className="agenda-points">
      {points.map((point) => {
        const { isDone, note } = pointOf(meeting.points, point);
        return (
          <li key={point} className="agenda-point">
            <FormCheck name={`done.${point}`} defaultChecked={isDone}>
              <span className="agenda-what">{t(`point.${point}`)}</span>{" "}
              <span className="small muted">{t(`hint.${point}`)}</span>
            </FormCheck>
            <div className="agenda-note no-print">
              <FormTextArea
                label={t("note", { point: t(`point.${point}`) })}
                name={`note.${point}`}
                rows={1}
                maxLength={3_000}
                defaultValue={note}
              />
            </div>
            <p className="agenda-written keeps-lines">{note}</p>
          </li>
        );
      })}
    </ol>
  );
  return (
    <Form action={action} gap={4}>
      <KeptPrint print={print} />
      <h2>{t("aims")}</h2>
      {list(AIMS)}
      <h2>{t("outcomes")}</h2>
      {list(OUTCOMES)}
      <div className="no-print">
        <SubmitButton>{t("notes")}</SubmitButton>
      </div>
    </Form>
  );
}
