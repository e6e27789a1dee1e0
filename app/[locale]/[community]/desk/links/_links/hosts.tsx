import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { can } from "@/lib/identity/actor";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import { addHost, removeHost } from "../actions";

/** The sites links may lead to besides our own pages. Organizers change them, others read them. */
export function Hosts({ desk: { locale, actor, place }, hosts }: { desk: Desk; hosts: readonly string[] }) {
  const t = deskLinkWords(locale);
  const mayChange = can(actor, "campaigns.manage");
  const here = { ...place, back: "links" };
  return (
    <Card>
      <h2 className="task-title">{t("hosts.title")}</h2>
      <p className="muted small">{t(mayChange ? "hosts.lead" : "hosts.leadSmm")}</p>
      {hosts.length === 0 && <p className="small">{t("hosts.none")}</p>}
      <ul className="tasks">
        {hosts.toSorted().map((host) => (
          <li key={host} className="task">
            <p className="task-text code">{host}</p>
            {mayChange && (
              <div className="task-action">
                <OneTap action={removeHost.bind(null, here)} fields={{ host }} kind="plain" about={host}>
                  {t("hosts.remove")}
                </OneTap>
              </div>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Form action={addHost.bind(null, here)} checkFields={deskWords(locale)("checkFields")}>
          <div className="line-form" data-fields="1">
            <FormField
              label={t("hosts.host")}
              name="host"
              placeholder="www.facebook.com"
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              required
            />
            <SubmitButton kind="quiet" size="small">
              {t("hosts.add")}
            </SubmitButton>
          </div>
        </Form>
      )}
    </Card>
  );
}
