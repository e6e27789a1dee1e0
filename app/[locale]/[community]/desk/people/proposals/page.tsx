import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { localeOf } from "@/app/_web/language";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { can } from "@/lib/identity/actor";
import { listProposals } from "@/lib/identity/organizers";
import { DeskFrame } from "../../_parts/frame";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { Proposals } from "../_people/proposals";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/people/proposals">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskPeopleWords(await localeOf(params))("proposals.title"), robots: { index: false } };
}

/** Where a letter about a proposed organizer leads: for whoever may agree, treasurers too, who see nothing else of people. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "organizers.agree", "people/proposals");
  const t = deskPeopleWords(desk.locale);
  const proposals = await listProposals(desk.actor);
  const above = { name: deskSettingsWords(desk.locale)("people.title"), href: deskHref(desk.place, "people") };
  return (
    <DeskFrame
      desk={desk}
      above={can(desk.actor, "people.manage") ? [above] : undefined}
      section="people"
      path="people/proposals"
      title={t("proposals.title")}
    >
      {proposals.length === 0 ? (
        <Empty title={t("proposals.none")}>{t("proposals.noneText")}</Empty>
      ) : (
        <Proposals desk={desk} place={{ ...desk.place, back: "people/proposals" }} proposals={proposals} isAlone />
      )}
    </DeskFrame>
  );
}
