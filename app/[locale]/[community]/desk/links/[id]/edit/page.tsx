import type { Metadata } from "next";
import { localeOf } from "@/app/_web/language";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { DeskFrame } from "../../../_parts/frame";
import { deskHref } from "../../../_parts/place";
import { LinkForm } from "../../_links/link-form";
import { loadForm, openLink } from "../../_links/load";
import { linkName } from "../../_links/names";
import { saveLink } from "../../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/links/[id]/edit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskLinkWords(await localeOf(params))("form.editTitle"), robots: { index: false } };
}

/** Changes a link: what it says and where it leads. */
export default async function Page(request: Props) {
  const { desk, link } = await openLink(request, "edit");
  const { locale, campaign, actor, place, now } = desk;
  const t = deskLinkWords(locale);
  return (
    <DeskFrame
      desk={desk}
      section="links"
      path={`links/${link.id}/edit`}
      title={t("form.editTitle")}
      above={[
        { name: t("title"), href: deskHref(place, "links") },
        { name: linkName(link, locale), href: deskHref(place, `links/${link.id}`) },
      ]}
    >
      <LinkForm
        locale={locale}
        action={saveLink.bind(null, place, link.id)}
        campaign={campaign}
        link={link}
        {...(await loadForm(actor, campaign, now))}
      />
    </DeskFrame>
  );
}
