import type { ReactNode } from "react";
import { Anchor } from "@/app/_ui/link";
import { Badge, type Tone } from "@/app/_ui/notice";
import type { PromoStatus } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { DeskFrame } from "../../_parts/frame";
import { deskHref } from "../../_parts/place";
import type { PromoDesk } from "./open";

/** The parts of a promo in the order of the work. Each is a page at `promos/{id}/{path}`. */
const TABS = [
  { name: "overview", path: "" },
  { name: "meetings", path: "meetings" },
  { name: "brief", path: "brief" },
  { name: "placements", path: "placements" },
  { name: "contingency", path: "contingency" },
  { name: "numbers", path: "numbers" },
  { name: "report", path: "report" },
] as const;
export type PromoTab = (typeof TABS)[number]["name"];

type PromoFrameProps = PromoDesk & {
  tab: PromoTab;
  /** The page's address below the promo, where it is not the tab's own: "placements/story-4". */
  path?: string;
  /** A page below its tab has a title of its own; a tab's page is titled by the promo. */
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
};

/** The frame of a promo's pages: where it stands, and its parts. */
export function PromoFrame({ desk, promo, tab, path, title, actions, children }: PromoFrameProps) {
  const { locale, place } = desk;
  const t = promoWords(locale);
  const own = TABS.find(({ name }) => name === tab)?.path ?? "";
  const address = (below: string) => ["promos", promo.id, below].filter(Boolean).join("/");
  const above = [
    { name: t("title"), href: deskHref(place, "promos") },
    ...(title
      ? [
          { name: promo.name, href: deskHref(place, address("")) },
          { name: t(`tabs.${tab}`), href: deskHref(place, address(own)) },
        ]
      : []),
  ];
  return (
    <DeskFrame
      desk={desk}
      section="promos"
      path={address(path ?? own)}
      title={title ?? promo.name}
      above={above}
      actions={actions}
    >
      <div className="promo-head">
        <p className="row small" data-gap="2">
          <span>{t(`kind.${promo.kind}`)}</span>
          <StatusBadge locale={locale} status={promo.status} />
          {promo.campaign?.name && <span className="muted">{promo.campaign.name}</span>}
        </p>
        <nav aria-label={t("tabs.label")} className="promo-tabs">
          <ul>
            {TABS.map(({ name, path }) => (
              <li key={name}>
                <Anchor href={deskHref(place, address(path))} aria-current={name === tab ? "page" : undefined}>
                  {t(`tabs.${name}`)}
                </Anchor>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {children}
    </DeskFrame>
  );
}

const TONES: Record<PromoStatus, Tone> = {
  idea: "plain",
  briefed: "wait",
  agreed: "good",
  running: "good",
  measuring: "wait",
  reported: "good",
  cancelled: "bad",
};

/** Where a promo stands, in a word. */
export function StatusBadge({ locale, status }: { locale: Locale; status: PromoStatus }) {
  return <Badge tone={TONES[status]}>{promoWords(locale)(`status.${status}`)}</Badge>;
}
