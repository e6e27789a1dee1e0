import type { Metadata } from "next";
import { localeOf } from "@/app/_web/language";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { DeskFrame } from "../../_parts/frame";
import { openCampaignDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { LinkForm } from "../_links/link-form";
import { loadForm } from "../_links/load";
import { makeLink } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/links/new">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskLinkWords(await localeOf(params))("form.newTitle"), robots: { index: false } };
}

/** Makes a link for a post. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "links.manage", "links/new");
  const { locale, campaign, actor, place, now } = desk;
  const t = deskLinkWords(locale);
  return (
    <DeskFrame
      desk={desk}
      section="links"
      path="links/new"
      title={t("form.newTitle")}
      above={[{ name: t("title"), href: deskHref(place, "links") }]}
      choosesCampaign
    >
      {campaign && (
        <LinkForm
          locale={locale}
          action={makeLink.bind(null, place)}
          campaign={campaign}
          {...(await loadForm(actor, campaign, now))}
        />
      )}
    </DeskFrame>
  );
}
