import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Card, Pairs } from "@/app/_ui/blocks";
import { Consent } from "@/app/_ui/consent";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { localeOf } from "@/app/_web/language";
import { pageTags } from "@/app/_web/page-tags";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { Locale } from "@/lib/core/i18n/locale";
import { aboutWords } from "@/lib/core/i18n/messages/about";
import { privacyWords } from "@/lib/core/i18n/messages/privacy";
import { dateText } from "@/lib/core/i18n/moment";
import { findCommunity } from "@/lib/identity/communities";
import { type PrivacyFacts, privacyFacts } from "@/lib/privacy/facts";

export const ensureStatic = "navigation";
export const generateStaticParams = () => [{ community: "-" }];

type Props = PageProps<"/[locale]/[community]/privacy">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  "use cache";
  const locale = await localeOf(params);
  const { community: slug } = await params;
  keepUntilChanged(tags.site);
  const community = slug === "-" ? undefined : await findCommunity(slug);
  if (!community) return {};
  const t = privacyWords(locale);
  const description = t("description", { community: community.name });
  return pageTags({ locale, path: `/${slug}/privacy`, title: t("title"), description });
}

/** What a community keeps of people and why, and where the money goes: from its settings as they are. */
export default async function PrivacyPage({ params }: Props) {
  "use cache";
  const locale = await localeOf(params);
  const { community: slug } = await params;
  if (slug === "-") notFound();
  keepUntilChanged(tags.site);
  const community = await findCommunity(slug);
  if (!community) notFound();
  const facts = await privacyFacts(community);
  const t = privacyWords(locale);
  const { name, timeZone } = community;
  const path = `/${slug}/privacy`;
  return (
    <Shell locale={locale} path={path} community={slug}>
      <Body width="text" gap={6}>
        <div className="stack" data-gap="3">
          <h1>{t("title")}</h1>
          <p>{t("lead", { community: name })}</p>
        </div>
        <Part title={t("who.title")}>
          <p>{t("who.text", { community: name })}</p>
          <Pairs
            items={[
              { name: t("who.organizers"), value: facts.staff.organizers.join(", ") },
              { name: t("who.treasurers"), value: facts.staff.treasurers.join(", ") },
            ]}
          />
        </Part>
        <Part title={t("what.title")}>
          <Points
            items={[
              t("what.look"),
              t("what.claim"),
              t("what.give"),
              t("what.money"),
              t("what.handover"),
              t("what.messages"),
            ]}
          />
          <p>{t("what.basis")}</p>
        </Part>
        <Part title={t("long.title")}>
          <Points
            items={[
              t("long.contacts", { days: facts.contactDays }),
              t("long.proofs", { days: facts.proofDays }),
              t("long.outsiders", { days: facts.contactDays }),
              t("long.members"),
              t("long.accounts"),
              t("long.codes"),
            ]}
          />
        </Part>
        <Part title={t("sees.title")}>
          <Points items={[t("sees.all"), t("sees.other"), t("sees.organizers"), t("sees.treasurers"), t("sees.smm")]} />
        </Part>
        <Part title={t("given.title")}>
          {facts.services.length === 0 && <p>{t("given.none")}</p>}
          {facts.services.length > 0 && (
            <Points items={[t("given.mail"), ...facts.services.map((service) => t(`given.${service}`))]} />
          )}
          <p>{t("given.never")}</p>
        </Part>
        <Part title={t("traces.title")}>
          <p>{aboutWords(locale)("links")}</p>
          <p>{aboutWords(locale)("cookies")}</p>
          <Consent locale={locale} path={path} stays />
        </Part>
        <Part title={t("rights.title")} id="rights">
          <Points
            items={[t("rights.know"), t("rights.fix"), t("rights.erase"), t("rights.withdraw"), t("rights.complain")]}
          />
          <p>{t("rights.how")}</p>
          <p>
            <Anchor href={`/${locale}/${slug}/me/data`}>{t("rights.mine")}</Anchor>
          </p>
        </Part>
        <Part title={t("money.title")} id="money">
          <Points items={[t("money.direct"), t("money.records"), t("money.late"), t("money.change")]} />
          {facts.campaigns.length === 0 && <p className="muted">{t("money.none")}</p>}
          {facts.campaigns.map((campaign) => (
            <Money key={campaign.id} locale={locale} community={slug} timeZone={timeZone} campaign={campaign} />
          ))}
          {facts.campaigns.some(({ cards }) => cards) && <p className="muted small">{t("money.fees")}</p>}
        </Part>
      </Body>
    </Shell>
  );
}

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section className="stack" data-gap="3" id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Points({ items }: { items: readonly string[] }) {
  return (
    <ul className="stack" data-gap="2">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

const PROVIDERS = { stripe: "Stripe", mono: "plata by mono" } as const;

type MoneyProps = { locale: Locale; community: string; timeZone: string; campaign: PrivacyFacts["campaigns"][number] };

function Money({ locale, community, timeZone, campaign }: MoneyProps) {
  const { fund, cards, allowsCash, confirmHours, closesAt, isClosed } = campaign;
  const t = privacyWords(locale);
  const ways = [
    t("money.transfer"),
    ...(cards ? [t("money.card", { provider: PROVIDERS[cards] })] : []),
    ...(allowsCash ? [t("money.cash")] : []),
  ];
  return (
    <Card gap={3}>
      <h3 className="task-title">
        <Anchor href={`/${locale}${campaignPath({ communitySlug: community, slug: campaign.slug })}`}>
          {campaign.name}
        </Anchor>
      </h3>
      <Pairs
        items={[
          { name: t("money.fund"), value: fund.name },
          { name: t("money.edrpou"), value: fund.edrpou },
          { name: "IBAN", value: fund.iban && <span className="nums break">{fund.iban}</span> },
          { name: t("money.ways"), value: ways.join(", ") },
          { name: t("money.check"), value: t("money.hours", { hours: confirmHours }) },
          { name: t("money.until"), value: isClosed ? null : dateText(closesAt, timeZone, locale) },
        ]}
      />
    </Card>
  );
}
