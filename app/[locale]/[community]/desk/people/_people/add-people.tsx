import { Card, Disclosure } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField, FormSelect } from "@/app/_web/form";
import { role } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import type { Desk } from "../../_parts/open";
import { deskHref, type Place } from "../../_parts/place";
import { add } from "../actions";

/** One person by hand, or many from a file. Organizers are proposed, never added. */
export function AddPeople({ desk, place }: { desk: Desk; place: Place }) {
  const { locale, community } = desk;
  const t = deskSettingsWords(locale);
  const people = deskPeopleWords(locale);
  const options = role.enumValues
    .filter((value) => value !== "organizer")
    .map((value) => ({ value, label: `${t(`role.${value}`)}: ${t(`roleAbout.${value}`)}` }));
  return (
    <Card>
      <h2 className="task-title">{people("add.title")}</h2>
      <Form action={add.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
        <FormDisclosure summary={people("add.one")} plain gap={4}>
          <p className="muted small">{t("people.addLead")}</p>
          <FormField label={t("people.name")} name="name" autoComplete="off" required />
          <FormField label={t("people.email")} name="email" type="email" autoComplete="off" required />
          <FormSelect label={t("people.role")} name="role" defaultValue="member" options={options} />
          <FormSelect
            label={t("people.locale")}
            name="locale"
            defaultValue={community.locale}
            options={(["uk", "en"] as const).map((value) => ({ value, label: t(`people.${value}`) }))}
          />
          <div>
            <SubmitButton size="small">{t("people.submit")}</SubmitButton>
          </div>
        </FormDisclosure>
      </Form>
      <Disclosure summary={people("add.list")} plain>
        <div className="stack" data-gap="2">
          <p className="muted small">{people("add.listLead")}</p>
          <div>
            <ButtonLink
              size="small"
              kind="quiet"
              href={deskHref({ ...desk.place, campaign: undefined }, "people/import")}
            >
              {people("add.listLink")}
            </ButtonLink>
          </div>
        </div>
      </Disclosure>
    </Card>
  );
}
