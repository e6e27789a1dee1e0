import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Icon } from "@/app/_ui/icon";
import { localeOf } from "@/app/_web/language";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { listHosts, listLinks } from "@/lib/referrals/links";
import { DeskFrame } from "../_parts/frame";
import { openCampaignDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { Hosts } from "./_links/hosts";
import { LinkTable } from "./_links/link-table";
import { clicksOf } from "./_links/load";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/links">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskLinkWords(await localeOf(params))("title"), robots: { index: false } };
}

/** A campaign's tracked links, and the sites they may lead to. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "links.manage", "links");
  const { locale, campaign, actor, place } = desk;
  const t = deskLinkWords(locale);
  const [links, hosts, clicks] = campaign
    ? await Promise.all([listLinks(actor, campaign.id), listHosts(actor), clicksOf(actor, campaign)])
    : [[], [], new Map()];
  const make = (
    <ButtonLink size="small" href={deskHref(place, "links/new")}>
      <Icon name="plus" />
      {t("make")}
    </ButtonLink>
  );
  return (
    <DeskFrame desk={desk} section="links" title={t("title")} choosesCampaign actions={links.length > 0 && make}>
      {campaign && (
        <>
          {links.length === 0 ? (
            <Empty title={t("none")} action={make}>
              {t("noneText")}
            </Empty>
          ) : (
            <section className="stack" aria-label={t("caption")}>
              <p className="muted">{t("lead")}</p>
              <LinkTable desk={desk} campaign={campaign} links={links} clicks={clicks} />
            </section>
          )}
          <Hosts desk={desk} hosts={hosts} />
        </>
      )}
    </DeskFrame>
  );
}
