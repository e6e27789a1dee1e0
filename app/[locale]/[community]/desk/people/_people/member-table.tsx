import { ButtonLink } from "@/app/_ui/button";
import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Table } from "@/app/_ui/table";
import { Form, FormDisclosure } from "@/app/_web/form";
import { type Role, role as roles } from "@/db/schema";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import type { findMembers } from "@/lib/identity/roles";
import type { Desk } from "../../_parts/open";
import { deskHref, type Place } from "../../_parts/place";
import { changeRole } from "../actions";

type Member = Awaited<ReturnType<typeof findMembers>>["items"][number];
type MemberTableProps = { desk: Desk; place: Place; members: readonly Member[]; proposed: ReadonlySet<string> };

/** Members and staff, and what can be changed about each. */
export function MemberTable({ desk, place, members, proposed }: MemberTableProps) {
  const { locale, actor } = desk;
  const t = deskSettingsWords(locale);
  const people = deskPeopleWords(locale);
  return (
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
          cell: ({ roles, personId }) => (
            <div className="bulk" data-gap="1">
              {roles.map((each) => (
                <Badge key={each} tone={each === "member" ? "plain" : "good"}>
                  {t(`role.${each}`)}
                </Badge>
              ))}
              {proposed.has(personId) && (
                <Badge tone="wait">
                  {t("role.organizer")}: {people("waiting")}
                </Badge>
              )}
            </div>
          ),
        },
        {
          name: "",
          cell: (member) => (
            <RoleForm desk={desk} place={place} member={member} isProposed={proposed.has(member.personId)} />
          ),
        },
      ]}
    />
  );
}

type RoleFormProps = { desk: Desk; place: Place; member: Member; isProposed: boolean };

function RoleForm({ desk: { locale }, place, member, isProposed }: RoleFormProps) {
  const { personId, name } = member;
  const t = deskSettingsWords(locale);
  const hidden = <span className="hidden-text"> {name}</span>;
  const what = (role: Role) => {
    if (member.roles.includes(role)) return "revoke";
    return role === "organizer" ? "propose" : "grant";
  };
  return (
    <Form action={changeRole.bind(null, place)} gap={2}>
      <input type="hidden" name="personId" value={personId} />
      <FormDisclosure
        plain
        gap={2}
        summary={
          <>
            {t("people.change")}
            {hidden}
          </>
        }
      >
        {roles.enumValues
          .filter((role) => !(isProposed && role === "organizer"))
          .map((role) => (
            <div key={role}>
              <SubmitButton
                size="small"
                kind={what(role) === "revoke" ? "danger" : "quiet"}
                name="change"
                value={`${what(role)} ${role}`}
              >
                {what(role) === "propose"
                  ? deskPeopleWords(locale)("propose")
                  : `${t(what(role) === "revoke" ? "people.revoke" : "people.grant")}: ${t(`role.${role}`)}`}
                {hidden}
              </SubmitButton>
            </div>
          ))}
        <div>
          <ButtonLink kind="plain" size="small" href={deskHref(place, "people/erase", { person: personId })}>
            {ownDataWords(locale)("desk.member")}
            {hidden}
          </ButtonLink>
        </div>
      </FormDisclosure>
    </Form>
  );
}
