import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { localeOf } from "@/app/_web/language";
import { HandoverPanel } from "@/app/[locale]/_handover/panel";
import { findHandoverView, handoverHistory } from "@/lib/claims/handovers/queries";
import { findClaimRef } from "@/lib/claims/queries";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { DeskFrame } from "../../_parts/frame";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/hand-over/[code]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: handoverWords(await localeOf(params))("deskTitle"), robots: { index: false } };
}

/** One hand-over, for an organizer who arranges it for either side, and what happened to it. */
export default async function Page(request: Props) {
  const { code } = await request.params;
  const desk = await openDesk(request, "claims.manage", `hand-over/${code}`);
  const { locale, actor, campaigns, query, now, community } = desk;
  const ref = await findClaimRef(actor, code);
  const view = ref && (await findHandoverView(actor, ref, now));
  const campaign = campaigns.find(({ id }) => id === view?.campaignId);
  if (!ref || !view || !campaign) notFound();
  const history = await handoverHistory(actor, ref);
  const place = { ...desk.place, campaign: campaign.slug };
  const t = handoverWords(locale);
  return (
    <DeskFrame
      desk={{ ...desk, place, campaign }}
      section="handOver"
      path={`hand-over/${view.claimCode}`}
      title={view.bookTitle}
      above={[{ name: deskWords(locale)("handOver.title"), href: deskHref(place, "hand-over") }]}
    >
      <div className="split">
        <Card gap={4}>
          <h2>{t("deskTitle")}</h2>
          <p className="muted small">
            <Anchor href={deskHref(place, `books/${view.bookCode}`)}>{view.bookTitle}</Anchor> ·{" "}
            <span className="code">{view.claimCode}</span>
          </p>
          <HandoverPanel
            locale={locale}
            at={{ desk: true, locale, community: community.slug, campaign: campaign.slug, code: view.claimCode }}
            view={view}
            now={now}
            said={query.said}
          />
        </Card>
        <Card>
          <h2>{t("desk.history")}</h2>
          <ol className="stack" data-gap="2">
            {history.map(({ id, event, at, byName, reason }) => (
              <li key={id}>
                <p>{t(`desk.event.${event}`)}</p>
                <p className="muted small">
                  {momentText(at, community.timeZone, locale, now)} · {byName ?? t("desk.system")}
                </p>
                {reason && <p className="quoted small">{reason}</p>}
              </li>
            ))}
          </ol>
        </Card>
      </div>
    </DeskFrame>
  );
}
