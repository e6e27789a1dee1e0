import { Card, Disclosure } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { env } from "@/lib/core/env";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { INVITE_USES_MAX } from "@/lib/identity/input";
import { INVITE_DAYS_MAX, type listInvites } from "@/lib/identity/invites";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import type { Place } from "../../_parts/place";
import { DAY_MS, localText } from "../../_parts/times";
import { endInvite, invite } from "../actions";

type Invite = Awaited<ReturnType<typeof listInvites>>[number];
type InvitesProps = { desk: Desk; place: Place; invites: readonly Invite[] };

const WEEK_DAYS = 7;
const USUAL_USES = 30;

/** Links by which people become members: a new one, those that work, and those that did. */
export function Invites({ desk, place, invites }: InvitesProps) {
  const { locale, community, now } = desk;
  const t = deskPeopleWords(locale);
  const day = (days: number) => localText(new Date(now.getTime() + days * DAY_MS), community.timeZone).slice(0, 10);
  const open = invites.filter(({ state }) => state === "open");
  const over = invites.filter(({ state }) => state !== "open");
  return (
    <Card>
      <h2 className="task-title">{t("invites.title")}</h2>
      <p className="muted small">{t("invites.lead")}</p>
      <Form action={invite.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
        <div className="line-form">
          <FormField
            label={t("invites.uses")}
            name="maxUses"
            inputMode="numeric"
            defaultValue={String(USUAL_USES)}
            max={INVITE_USES_MAX}
            required
          />
          <FormField
            label={t("invites.until")}
            name="until"
            type="date"
            min={day(0)}
            max={day(INVITE_DAYS_MAX)}
            defaultValue={day(WEEK_DAYS)}
            required
          />
          <SubmitButton size="small" kind="quiet">
            {t("invites.make")}
          </SubmitButton>
        </div>
      </Form>
      {open.length > 0 && <InviteList desk={desk} place={place} invites={open} name={t("invites.caption")} />}
      {invites.length === 0 && <p className="muted small">{t("invites.none")}</p>}
      {over.length > 0 && (
        <Disclosure summary={t("invites.over")} plain>
          <InviteList desk={desk} place={place} invites={over} name={t("invites.over")} />
        </Disclosure>
      )}
    </Card>
  );
}

function InviteList({ desk, place, invites, name }: InvitesProps & { name: string }) {
  const { locale, community, now } = desk;
  const t = deskPeopleWords(locale);
  const site = siteWords(locale);
  return (
    <ul className="tasks" aria-label={name}>
      {invites.map(({ id, token, state, uses, maxUses, expiresAt, madeBy }) => {
        const url = token && `${env.APP_URL.replace(/\/+$/, "")}/${community.locale}/join/${token}`;
        const used = t("invites.used", { uses, max: maxUses });
        return (
          <li key={id} className="task invite">
            <div className="task-text">
              <p className="task-name nums">{used}</p>
              <p className="task-meta">
                {state === "open" ? (
                  <span>{t("invites.open", { until: momentText(expiresAt, community.timeZone, locale, now) })}</span>
                ) : (
                  <Badge>{t(`invites.${state}`)}</Badge>
                )}
                <span>{t("invites.madeBy", { name: madeBy })}</span>
              </p>
              {url && (
                <div className="invite-link">
                  <code>
                    <span className="hidden-text">{t("invites.address")}: </span>
                    {url}
                  </code>
                  <CopyButton text={url} label={site("copy")} done={site("copied")} />
                </div>
              )}
            </div>
            {state === "open" && (
              <div className="task-action">
                <OneTap action={endInvite.bind(null, place)} fields={{ invite: id }} kind="danger" about={used}>
                  {t("invites.revoke")}
                </OneTap>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
