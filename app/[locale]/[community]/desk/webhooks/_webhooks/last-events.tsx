import { Badge, type Tone } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWebhookWords } from "@/lib/core/i18n/messages/desk-webhooks";
import { momentText } from "@/lib/core/i18n/moment";
import type { ListedWebhook } from "@/lib/messages/webhooks/queries";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import type { Place } from "../../_parts/place";
import { again } from "../actions";

type Event = ListedWebhook["last"][number];
type LastEventsProps = { desk: Desk; place: Place; webhook: ListedWebhook };

/** An address's last events, and how each of them fared. */
export function LastEvents({ desk, place, webhook: { id, url, disabledAt, last } }: LastEventsProps) {
  const { locale, community, now } = desk;
  const t = deskWebhookWords(locale);
  const at = (moment: Date) => momentText(moment, community.timeZone, locale, now);
  if (last.length === 0) return <p className="muted small">{t("noEvents")}</p>;
  return (
    <Table
      caption={`${t("last")}: ${url}`}
      rows={last}
      rowKey={({ eventId }) => eventId}
      columns={[
        {
          name: t("event"),
          cell: ({ kind }) => <code className="small break">{kind}</code>,
        },
        {
          name: t("at"),
          cell: ({ createdAt }) => <time dateTime={createdAt.toISOString()}>{at(createdAt)}</time>,
        },
        {
          name: t("state"),
          cell: (event) => {
            const { tone, text } = stateOf(event, locale, now, at);
            return (
              <>
                <Badge tone={tone}>{text}</Badge>
                <AnswerText event={event} locale={locale} />
              </>
            );
          },
        },
        { name: t("tries"), align: "end", cell: ({ attempts }) => <span className="nums">{attempts}</span> },
        {
          name: "",
          cell: ({ eventId, kind }) =>
            !disabledAt && (
              <OneTap
                action={again.bind(null, place)}
                fields={{ webhook: id, event: eventId }}
                kind="plain"
                about={kind}
              >
                {t("again")}
              </OneTap>
            ),
        },
      ]}
    />
  );
}

function stateOf(
  { deliveredAt, failedAt, deliverAfter, attempts }: Event,
  locale: Locale,
  now: Date,
  at: (moment: Date) => string,
): { tone: Tone; text: string } {
  const t = deskWebhookWords(locale);
  if (deliveredAt) return { tone: "good", text: t("delivered") };
  if (failedAt) return { tone: "bad", text: t("failed") };
  if (attempts === 0 || deliverAfter <= now) return { tone: "wait", text: t("soon") };
  return { tone: "wait", text: t("waiting", { at: at(deliverAfter) }) };
}

/** What the address said last, or why it said nothing. */
function AnswerText({ event: { lastStatus, lastError }, locale }: { event: Event; locale: Locale }) {
  const t = deskWebhookWords(locale);
  if (lastStatus) return <span className="muted small"> {t("answer", { status: String(lastStatus) })}</span>;
  if (!lastError) return null;
  const word = `errors.${lastError}`;
  const text = deskWebhookWords.has(word) ? t(word) : t("errors.other", { code: lastError });
  return <span className="muted small break"> {text}</span>;
}
