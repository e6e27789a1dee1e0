import type { Metadata } from "next";
import { localeOf } from "@/app/_web/language";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { instantIn } from "@/lib/core/zone";
import { DeskFrame } from "../../_parts/frame";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { DAY_MS, localText } from "../../_parts/times";
import { CampaignForm, type CampaignValues } from "../../settings/_settings/campaign-form";
import { makeCampaign } from "../../settings/actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/campaigns/new">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskSettingsWords(await localeOf(params))("newTitle"), robots: { index: false } };
}

/** A new campaign, a draft at first. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "campaigns.manage", "campaigns/new");
  const { locale, place } = desk;
  const t = deskSettingsWords(locale);
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: t("title"), href: deskHref(place, "settings") }]}
      section="settings"
      path="campaigns/new"
      title={t("newTitle")}
    >
      <p className="muted">{t("newLead")}</p>
      <CampaignForm
        locale={locale}
        action={makeCampaign.bind(null, place)}
        campaign={blankCampaign(desk)}
        submit={t("saveDraft")}
        isNew
      />
    </DeskFrame>
  );
}

const MONTH_DAYS = 30;

/** What a campaign begins with: from tomorrow morning, for a month; the last campaign's fund, points and rules. */
function blankCampaign({ community, campaigns, now }: Awaited<ReturnType<typeof openDesk>>): CampaignValues {
  const [last] = campaigns;
  const { timeZone } = community;
  const at = (days: number) =>
    instantIn(`${localText(new Date(now.getTime() + days * DAY_MS), timeZone).slice(0, 10)}T09:00`, timeZone) ?? now;
  return {
    communitySlug: community.slug,
    timeZone,
    slug: "",
    name: "",
    description: "",
    status: "draft",
    fund: last?.fund ?? { name: "", jarUrl: null, iban: null, edrpou: null },
    currency: last?.currency ?? "UAH",
    goalMinor: null,
    defaultMinimumMinor: last?.defaultMinimumMinor ?? null,
    opensAt: at(1),
    closesAt: at(1 + MONTH_DAYS),
    unverifiedHoldMinutes: last?.unverifiedHoldMinutes ?? 30,
    guestHoldHours: last?.guestHoldHours ?? 24,
    memberHoldHours: last?.memberHoldHours ?? 72,
    maxOpenClaims: last?.maxOpenClaims ?? 5,
    confirmHours: last?.confirmHours ?? 24,
    offerHours: last?.offerHours ?? 12,
    allowsCash: last?.allowsCash ?? false,
    cards: last?.cards ?? null,
    pickupPoints: last?.pickupPoints ?? [],
    topics: last?.topics ?? [],
    notAccepted: last?.notAccepted ?? "",
  };
}
