import type { Metadata } from "next";
import { Card } from "@/app/_ui/blocks";
import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Table } from "@/app/_ui/table";
import { Form, FormDisclosure, FormField, FormSelect } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { role } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { listMembers } from "@/lib/identity/roles";
import { listTokens } from "@/lib/identity/tokens";
import { DeskFrame } from "../_parts/frame";
import { OneTap } from "../_parts/one-tap";
import { openDesk } from "../_parts/open";
import { TokenForm } from "./_people/token-form";
import { add, changeRole, endToken, makeToken } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/people">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskSettingsWords(await localeOf(params))("people.title"), robots: { index: false } };
}

/** Who is of the community, what each may do, and the tokens of whoever looks. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "people.manage", "people");
  const { locale, actor, community, now } = desk;
  const t = deskSettingsWords(locale);
  const place = { ...desk.place, back: "people" };
  const [members, tokens] = await Promise.all([listMembers(actor), listTokens(actor)]);
  const at = (moment: Date) => momentText(moment, community.timeZone, locale, now);
  const options = role.enumValues.map((value) => ({
    value,
    label: `${t(`role.${value}`)}: ${t(`roleAbout.${value}`)}`,
  }));
  return (
    <DeskFrame desk={desk} section="people" title={t("people.title")}>
      <Table
        caption={t("people.caption")}
        rows={members}
        rowKey={({ personId }) => personId}
        columns={[
          {
            name: t("people.name"),
            cell: ({ name, personId }) => (
              <>
                <span className="table-name">{name}</span>
                {personId === actor.personId && <span className="muted nowrap"> · {t("people.you")}</span>}
              </>
            ),
          },
          { name: t("people.email"), cell: ({ email }) => email && <a href={`mailto:${email}`}>{email}</a> },
          {
            name: t("people.roles"),
            cell: ({ roles }) => (
              <div className="bulk" data-gap="1">
                {roles.map((each) => (
                  <Badge key={each} tone={each === "member" ? "plain" : "good"}>
                    {t(`role.${each}`)}
                  </Badge>
                ))}
              </div>
            ),
          },
          {
            name: "",
            cell: ({ personId, name, roles }) => (
              <Form action={changeRole.bind(null, place)} gap={2}>
                <input type="hidden" name="personId" value={personId} />
                <FormDisclosure
                  plain
                  gap={2}
                  summary={
                    <>
                      {t("people.change")}
                      <span className="hidden-text"> {name}</span>
                    </>
                  }
                >
                  {role.enumValues.map((each) => (
                    <div key={each}>
                      <SubmitButton
                        size="small"
                        kind={roles.includes(each) ? "danger" : "quiet"}
                        name="change"
                        value={`${roles.includes(each) ? "revoke" : "grant"} ${each}`}
                      >
                        {t(roles.includes(each) ? "people.revoke" : "people.grant")}: {t(`role.${each}`)}
                        <span className="hidden-text"> {name}</span>
                      </SubmitButton>
                    </div>
                  ))}
                </FormDisclosure>
              </Form>
            ),
          },
        ]}
      />
      <div className="desk-sections">
        <Card>
          <h2 className="task-title">{t("people.add")}</h2>
          <p className="muted small">{t("people.addLead")}</p>
          <Form action={add.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
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
          </Form>
        </Card>
        <Card>
          <h2 className="task-title">{t("tokens.title")}</h2>
          <p className="muted small">{t("tokens.lead")}</p>
          <TokenForm
            action={makeToken.bind(null, place)}
            words={{
              name: t("tokens.name"),
              create: t("tokens.create"),
              made: t("tokens.made"),
              copy: siteWords(locale)("copy"),
              copied: siteWords(locale)("copied"),
            }}
          />
          <ul className="tasks" aria-label={t("tokens.caption")}>
            {tokens.map(({ id, name, createdAt, lastUsedAt }) => (
              <li key={id} className="task">
                <div className="task-text">
                  <p className="task-name">{name}</p>
                  <p className="task-meta">
                    <span>{t("tokens.createdAt", { at: at(createdAt) })}</span>
                    <span>{lastUsedAt ? t("tokens.used", { at: at(lastUsedAt) }) : t("tokens.neverUsed")}</span>
                  </p>
                </div>
                <div className="task-action">
                  <OneTap action={endToken.bind(null, place)} fields={{ token: id }} kind="danger" about={name}>
                    {t("tokens.revoke")}
                  </OneTap>
                </div>
              </li>
            ))}
          </ul>
          {tokens.length === 0 && <p className="muted small">{t("tokens.none")}</p>}
        </Card>
      </div>
    </DeskFrame>
  );
}
