import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ButtonLink } from "@/app/_ui/button";
import { localeOf } from "@/app/_web/language";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { copiesOf, countLeftovers, countMovedOn, leftoversInput, listLeftovers } from "@/lib/catalog/leftovers";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { closingOf } from "@/lib/reports/closing";
import { thanksProgress } from "@/lib/reports/thanks";
import { DeskFrame } from "../../../_parts/frame";
import { openDesk } from "../../../_parts/open";
import { deskHref } from "../../../_parts/place";
import { After } from "./_close/after";
import { Before } from "./_close/before";

export const instant = false;

const ON_PAGE = 100;

type Props = PageProps<"/[locale]/[community]/desk/campaigns/[campaign]/close">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskClosingWords(await localeOf(params))("title"), robots: { index: false } };
}

/** Closing a campaign: what is still under way and what will happen; once it is done, how it ended and what comes next. */
export default async function Page(request: Props) {
  const { campaign: slug } = await request.params;
  const path = `campaigns/${slug}/close`;
  const desk = await openDesk(request, "campaigns.manage", path);
  const { locale, actor, campaigns, query, now } = desk;
  const campaign = campaigns.find((each) => each.slug === slug) ?? notFound();
  const cursor = leftoversInput.shape.cursor.catch(undefined).parse(query.from);
  const page = { limit: ON_PAGE, cursor };
  const [closing, thanks, left, count, moved, copies] = await Promise.all([
    closingOf(actor, campaign.id, now),
    thanksProgress(actor, campaign.id),
    listLeftovers(actor, campaign.id, page, now),
    countLeftovers(actor, campaign.id, now),
    countMovedOn(campaign.communityId, campaign.id),
    copiesOf(actor, campaign.id),
  ]);
  const t = deskClosingWords(locale);
  const place = { ...desk.place, campaign: slug, back: path };
  const settings = deskHref({ ...desk.place, campaign: slug }, "settings");
  const parts = { desk, place, campaign, closing, thanks, left: { ...left, count, moved }, copies };
  return (
    <DeskFrame
      desk={desk}
      section="settings"
      path={path}
      title={t("title")}
      above={[{ name: deskSettingsWords(locale)("title"), href: settings }]}
      actions={
        closing.status !== "draft" && (
          <ButtonLink kind="quiet" size="small" href={`/${locale}${campaignPath(campaign)}`}>
            {deskSettingsWords(locale)("public")}
          </ButtonLink>
        )
      }
    >
      <p className="closing-name">{campaign.name}</p>
      {closing.status === "closed" ? <After {...parts} /> : <Before {...parts} />}
    </DeskFrame>
  );
}
