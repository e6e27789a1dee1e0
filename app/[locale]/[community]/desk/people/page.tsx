import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { MoreLink } from "@/app/_ui/more-link";
import { localeOf } from "@/app/_web/language";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import { listDomains } from "@/lib/identity/domains";
import { memberListInput } from "@/lib/identity/input";
import { listInvites } from "@/lib/identity/invites";
import { listProposals } from "@/lib/identity/organizers";
import { findMembers } from "@/lib/identity/roles";
import { listTokens } from "@/lib/identity/tokens";
import { DeskFrame } from "../_parts/frame";
import { numberText } from "../_parts/links";
import { openDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { AddPeople } from "./_people/add-people";
import { Domains } from "./_people/domains";
import { Invites } from "./_people/invites";
import { MemberFilter } from "./_people/member-filter";
import { MemberTable } from "./_people/member-table";
import { Proposals } from "./_people/proposals";
import { Tokens } from "./_people/tokens";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/people">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskSettingsWords(await localeOf(params))("people.title"), robots: { index: false } };
}

/** Who is of the community, what each may do, the ways to become one of them, and the tokens of whoever looks. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "people.manage", "people");
  const { locale, actor, now } = desk;
  const t = deskPeopleWords(locale);
  const place = { ...desk.place, back: "people" };
  const input = memberListInput.parse(desk.query);
  const [found, proposals, invites, domains, tokens] = await Promise.all([
    findMembers(actor, input),
    listProposals(actor),
    listInvites(actor, now),
    listDomains(actor),
    listTokens(actor),
  ]);
  const { q, role, from } = input;
  const number = (of: number) => numberText(of, locale);
  const ways = `ways-${new URLSearchParams(desk.query)}`.replace(/\W+/g, "-"); // pages left behind stay in the document
  const until = from + found.items.length;
  return (
    <DeskFrame
      desk={desk}
      section="people"
      title={deskSettingsWords(locale)("people.title")}
      actions={
        <>
          <ButtonLink size="small" href={`#${ways}`}>
            {t("toWays")}
          </ButtonLink>
          <ButtonLink kind="quiet" size="small" href={deskHref(desk.place, "people/erase")}>
            {ownDataWords(locale)("desk.link")}
          </ButtonLink>
          <ButtonLink kind="quiet" size="small" href={deskHref(desk.place, "audit")}>
            {t("log")}
          </ButtonLink>
        </>
      }
    >
      {proposals.length > 0 && <Proposals desk={desk} place={place} proposals={proposals} />}
      <MemberFilter locale={locale} place={desk.place} input={input} />
      {found.items.length === 0 ? (
        <Empty
          title={t("nobody")}
          action={
            <ButtonLink kind="quiet" href={deskHref(desk.place, "people")}>
              {t("all")}
            </ButtonLink>
          }
        >
          {t("nobodyText")}
        </Empty>
      ) : (
        <>
          <p className="muted small nums">{t("found", { count: found.total })}</p>
          <MemberTable
            desk={desk}
            place={place}
            members={found.items}
            proposed={new Set(proposals.map(({ personId }) => personId))}
          />
          {(found.next !== null || from > 0) && (
            <MoreLink
              href={found.next === null ? null : deskHref(desk.place, "people", { q, role, from: found.next })}
              note={t("shown", { from: number(from + 1), to: number(until), total: number(found.total) })}
            >
              {t("more")}
            </MoreLink>
          )}
        </>
      )}
      <div id={ways} className="desk-sections">
        <Invites desk={desk} place={place} invites={invites} />
        <AddPeople desk={desk} place={place} />
        <Domains desk={desk} place={place} domains={domains} />
        <Tokens desk={desk} place={place} tokens={tokens} />
      </div>
    </DeskFrame>
  );
}
