import type { Metadata } from "next";
import { Card, Empty } from "@/app/_ui/blocks";
import { localeOf } from "@/app/_web/language";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { deskWebhookWords } from "@/lib/core/i18n/messages/desk-webhooks";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { EVENT_GROUPS, type WebhookEvent } from "@/lib/messages/webhooks/events";
import { listWebhooks } from "@/lib/messages/webhooks/queries";
import { DeskFrame } from "../_parts/frame";
import { openDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { AddForm } from "./_webhooks/add-form";
import { HowTo } from "./_webhooks/how-to";
import { WebhookCard } from "./_webhooks/webhook-card";
import { add } from "./actions";

export const instant = false;

/** What most programs want to know. */
const TICKED: readonly WebhookEvent[] = ["claim.held", "claim.fulfilled", "donation.confirmed", "book.listed"];

type Props = PageProps<"/[locale]/[community]/desk/webhooks">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskWebhookWords(await localeOf(params))("title"), robots: { index: false } };
}

/** The addresses of other programs that are told what happens. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "webhooks.manage", "webhooks");
  const { locale, actor } = desk;
  const t = deskWebhookWords(locale);
  const site = siteWords(locale);
  const place = { ...desk.place, back: "webhooks" };
  const known = await listWebhooks(actor);
  const groups = (["claim", "donation", "book"] as const).map((group) => ({
    legend: t(`add.${group}`),
    events: EVENT_GROUPS[group].map((name) => ({ name, label: t(`events.${name}`), ticked: TICKED.includes(name) })),
  }));
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: deskSettingsWords(locale)("title"), href: deskHref(desk.place, "settings") }]}
      section="settings"
      path="webhooks"
      title={t("title")}
    >
      <p className="muted">{t("lead")}</p>
      {known.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <ul className="stack" aria-label={t("caption")}>
          {known.map((webhook) => (
            <li key={webhook.id}>
              <WebhookCard desk={desk} place={place} webhook={webhook} />
            </li>
          ))}
        </ul>
      )}
      <Card>
        <h2 className="task-title">{t("add.title")}</h2>
        <AddForm
          action={add.bind(null, place)}
          groups={groups}
          words={{
            url: t("add.url"),
            urlHint: t("add.urlHint"),
            submit: t("add.submit"),
            made: t("add.made"),
            copy: site("copy"),
            copied: site("copied"),
          }}
        />
      </Card>
      <HowTo locale={locale} />
    </DeskFrame>
  );
}
