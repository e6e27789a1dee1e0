import type { ReactNode } from "react";
import { Crumbs, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { can, type Permission } from "@/lib/identity/actor";
import type { Desk } from "./open";
import { deskHref, deskPath } from "./place";
import { Said } from "./said";
import { saidText } from "./said-text";

const SECTIONS = [
  { name: "today", path: "", needs: "desk.see" },
  { name: "money", path: "money", needs: "money.see" },
  { name: "books", path: "books", needs: "catalog.review" },
  { name: "handOver", path: "hand-over", needs: "claims.manage" },
  { name: "promos", path: "promos", needs: "promos.manage" },
  { name: "sources", path: "sources", needs: "sources.see" },
  { name: "links", path: "links", needs: "links.manage" },
  { name: "settings", path: "settings", needs: "campaigns.manage" },
  { name: "people", path: "people", needs: "people.manage" },
] as const satisfies { name: string; path: string; needs: Permission }[];

type FrameProps = {
  desk: Desk & { campaign?: PublicCampaign };
  /** The page's own section, and the rest of its address below the desk where it has one. */
  section: (typeof SECTIONS)[number]["name"];
  path?: string;
  title: string;
  /** The pages this one lies under. */
  above?: readonly { name: string; href: string }[];
  /** What stands beside the title: the page's own links. */
  actions?: ReactNode;
  /** The page is about one campaign: others can be chosen. */
  choosesCampaign?: boolean;
  children: ReactNode;
};

/** The frame of the desk's pages: its sections, the campaign at hand, and how the last action went. */
export function DeskFrame({ desk, section, path, title, above, actions, choosesCampaign, children }: FrameProps) {
  const { locale, actor, place, query, campaigns, campaign } = desk;
  const t = deskWords(locale);
  const here = SECTIONS.find(({ name }) => name === section);
  const own = path ?? here?.path ?? "";
  const { done: _done, code: _code, count: _count, ...lasting } = query;
  const said = saidText(query, locale);
  return (
    <Shell locale={locale} path={deskPath(place, own, lasting)} community={place.community}>
      <nav className="desk-nav" aria-label={t("nav.label")}>
        <ul className="wrap">
          {SECTIONS.filter(({ needs }) => can(actor, needs)).map(({ name, path }) => (
            <li key={name}>
              <Anchor href={deskHref(place, path)} aria-current={name === section ? "page" : undefined}>
                {t(`nav.${name}`)}
              </Anchor>
            </li>
          ))}
        </ul>
      </nav>
      <Body gap={5}>
        <div className="row desk-title" data-ends>
          <div className="stack" data-gap="1">
            {above && <Crumbs label={siteWords(locale)("crumbs")} items={[...above, { name: title }]} />}
            {!above && choosesCampaign && campaign && <p className="small muted">{campaign.name}</p>}
            <h1>{title}</h1>
          </div>
          {actions && (
            <div className="row" data-gap="2">
              {actions}
            </div>
          )}
        </div>
        {choosesCampaign && campaigns.length > 1 && (
          <nav aria-label={t("campaigns")} className="chips">
            {campaigns.map(({ slug, name }) => (
              <Anchor
                key={slug}
                className="chip"
                href={deskHref({ ...place, campaign: slug }, own)}
                aria-current={slug === campaign?.slug ? "true" : undefined}
              >
                {name}
              </Anchor>
            ))}
          </nav>
        )}
        {said && <Said key={said.key} text={said.text} tone={said.tone} />}
        {choosesCampaign && !campaign ? <NoCampaign desk={desk} /> : children}
      </Body>
    </Shell>
  );
}

/** A community that has no campaign yet, and the next step. */
export function NoCampaign({ desk: { locale, actor, place } }: { desk: Desk }) {
  const t = deskWords(locale);
  const mayOpen = can(actor, "campaigns.manage");
  return (
    <Empty
      title={t("noCampaign.title")}
      action={mayOpen && <ButtonLink href={deskHref(place, "campaigns/new")}>{t("noCampaign.open")}</ButtonLink>}
    >
      {t(mayOpen ? "noCampaign.text" : "noCampaign.others")}
    </Empty>
  );
}
