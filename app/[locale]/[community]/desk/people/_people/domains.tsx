import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { domainText } from "@/lib/identity/domains";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import type { Place } from "../../_parts/place";
import { letDomain, stopDomain } from "../actions";

/** Mail domains whose people are members as soon as they sign in. */
export function Domains({ desk, place, domains }: { desk: Desk; place: Place; domains: readonly string[] }) {
  const t = deskPeopleWords(desk.locale);
  return (
    <Card>
      <h2 className="task-title">{t("domains.title")}</h2>
      <p className="muted small">{t("domains.lead")}</p>
      <Form action={letDomain.bind(null, place)}>
        <div className="line-form" data-fields="1">
          <FormField
            label={t("domains.domain")}
            name="domain"
            placeholder={t("domains.placeholder")}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            required
          />
          <SubmitButton size="small" kind="quiet">
            {t("domains.add")}
          </SubmitButton>
        </div>
      </Form>
      {domains.length === 0 ? (
        <p className="muted small">{t("domains.none")}</p>
      ) : (
        <ul className="tasks" aria-label={t("domains.caption")}>
          {domains.map((domain) => (
            <li key={domain} className="task">
              <div className="task-text">
                <p className="task-name">{domainText(domain)}</p>
                {domainText(domain) !== domain && <p className="task-meta">{domain}</p>}
              </div>
              <div className="task-action">
                <OneTap action={stopDomain.bind(null, place)} fields={{ domain }} kind="danger" about={domain}>
                  {t("domains.remove")}
                </OneTap>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
