import { Card, Disclosure } from "@/app/_ui/blocks";
import { Badge, type Tone } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure } from "@/app/_web/form";
import { deskWebhookWords } from "@/lib/core/i18n/messages/desk-webhooks";
import { momentText } from "@/lib/core/i18n/moment";
import { WEBHOOK_EVENTS } from "@/lib/messages/webhooks/events";
import type { ListedWebhook } from "@/lib/messages/webhooks/queries";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import type { Place } from "../../_parts/place";
import { disable, enable, remove, tryOut } from "../actions";
import { LastEvents } from "./last-events";

/** One address: what it is told, how that goes, and what can be done with it. */
export function WebhookCard({ desk, place, webhook }: { desk: Desk; place: Place; webhook: ListedWebhook }) {
  const { locale, community, now } = desk;
  const t = deskWebhookWords(locale);
  const { id, url, disabledAt, createdAt, last } = webhook;
  const fields = { webhook: id };
  const events = WEBHOOK_EVENTS.filter((event) => webhook.events.includes(event));
  const state = stateOf(webhook);
  const since = momentText(disabledAt ?? createdAt, community.timeZone, locale, now);
  return (
    <Card>
      <div className="stack" data-gap="2">
        <h2 className="task-title break">{url}</h2>
        <p className="task-meta">
          <Badge tone={TONES[state]}>{t(state)}</Badge>
          <span>{t("since", { at: since })}</span>
          <span>{t("tells", { count: events.length })}</span>
        </p>
      </div>
      <div className="row" data-gap="2">
        {disabledAt ? (
          <OneTap action={enable.bind(null, place)} fields={fields} about={url}>
            {t("enable")}
          </OneTap>
        ) : (
          <>
            <OneTap action={tryOut.bind(null, place)} fields={fields} about={url}>
              {t("test")}
            </OneTap>
            <OneTap action={disable.bind(null, place)} fields={fields} kind="plain" about={url}>
              {t("disable")}
            </OneTap>
          </>
        )}
      </div>
      <Disclosure summary={t("last")} plain open={last.length > 0}>
        <LastEvents desk={desk} place={place} webhook={webhook} />
      </Disclosure>
      <Disclosure summary={t("which")} plain>
        <ul className="chips">
          {events.map((event) => (
            <li key={event}>
              <code className="small">{event}</code>
            </li>
          ))}
        </ul>
      </Disclosure>
      <Form action={remove.bind(null, place)}>
        <input type="hidden" name="webhook" value={id} />
        <FormDisclosure summary={t("remove")} plain>
          <p>{t("removeText")}</p>
          <div>
            <SubmitButton kind="danger" size="small">
              {t("remove")}
              <span className="hidden-text"> {url}</span>
            </SubmitButton>
          </div>
        </FormDisclosure>
      </Form>
    </Card>
  );
}

const TONES: Record<"on" | "off" | "failing", Tone> = { on: "good", off: "plain", failing: "bad" };

/** An address fails when its newest event that was tried did not arrive. */
function stateOf({ disabledAt, last }: ListedWebhook): "on" | "off" | "failing" {
  if (disabledAt) return "off";
  const tried = last.find(({ deliveredAt, lastStatus, lastError }) => deliveredAt || lastStatus || lastError);
  return tried && !tried.deliveredAt ? "failing" : "on";
}
