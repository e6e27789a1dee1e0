import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Table } from "@/app/_ui/table";
import { localeOf } from "@/app/_web/language";
import { promoKind, promoStatus } from "@/db/schema";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { dateText } from "@/lib/core/i18n/moment";
import { nextStep } from "@/lib/promos/next-step";
import { type ListedPromo, listPromos, promoFacets } from "@/lib/promos/queries";
import { DeskFrame } from "../_parts/frame";
import { type Desk, openDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { StatusBadge } from "./_promos/frame";
import { goalText, windowText } from "./_promos/texts";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoWords(await localeOf(params))("title"), robots: { index: false } };
}

/** The community's promos, by kind and state, with what is next in each. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "promos.manage", "promos");
  const { locale, place, actor, query } = desk;
  const t = promoWords(locale);
  const kind = promoKind.enumValues.find((each) => each === query.kind);
  const status = promoStatus.enumValues.find((each) => each === query.status);
  const [found, there] = await Promise.all([listPromos(actor, { kind, status }), promoFacets(actor)]);
  const isFiltered = kind !== undefined || status !== undefined;
  const make = <ButtonLink href={deskHref(place, "promos/new")}>{t("new")}</ButtonLink>;
  return (
    <DeskFrame
      desk={desk}
      section="promos"
      title={t("title")}
      actions={found.length > 0 || isFiltered ? make : undefined}
    >
      <div className="stack" data-gap="2">
        <Chips
          label={t("list.kinds")}
          all={{ name: t("list.allKinds"), href: deskHref(place, "promos", { kind: "", status }) }}
          items={offered(promoKind.enumValues, there.kinds, kind).map((each) => ({
            name: t(`kind.${each}`),
            href: deskHref(place, "promos", { kind: each, status }),
            isChosen: each === kind,
          }))}
        />
        <Chips
          label={t("list.states")}
          all={{ name: t("list.allStates"), href: deskHref(place, "promos", { kind, status: "" }) }}
          items={offered(promoStatus.enumValues, there.statuses, status).map((each) => ({
            name: t(`status.${each}`),
            href: deskHref(place, "promos", { kind, status: each }),
            isChosen: each === status,
          }))}
        />
      </div>
      {found.length > 0 ? (
        <PromoTable desk={desk} rows={found} />
      ) : isFiltered ? (
        <Empty title={t("list.noneFound")}>{t("list.noneFoundText")}</Empty>
      ) : (
        <Empty title={t("list.none")} action={make}>
          {t("list.noneText")}
        </Empty>
      )}
    </DeskFrame>
  );
}

function PromoTable({ desk, rows }: { desk: Desk; rows: ListedPromo[] }) {
  const { locale, place, community, now } = desk;
  const { timeZone } = community;
  const t = promoWords(locale);
  return (
    <Table
      caption={t("list.caption")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          name: t("list.name"),
          cell: ({ id, name, kind, campaignName }) => (
            <>
              <Anchor href={deskHref(place, `promos/${id}`)}>{name}</Anchor>
              <p className="small muted">{[t(`kind.${kind}`), campaignName].filter(Boolean).join(" · ")}</p>
            </>
          ),
        },
        { name: t("list.state"), cell: ({ status }) => <StatusBadge locale={locale} status={status} /> },
        { name: t("list.when"), cell: (promo) => windowText(promo, timeZone, locale) ?? t("list.noTime") },
        {
          name: t("list.goal"),
          cell: (promo) => {
            const goal = goalText(promo, locale);
            if (!goal) return <span className="muted">{t("list.noGoal")}</span>;
            return promo.metricBy ? t("list.by", { goal, date: dateText(promo.metricBy, timeZone, locale) }) : goal;
          },
        },
        { name: t("list.next"), cell: (promo) => t(`overview.button.${nextStep(promo, now)}`) },
      ]}
    />
  );
}

const offered = <Value,>(all: readonly Value[], there: ReadonlySet<Value>, chosen: Value | undefined) =>
  all.filter((each) => there.has(each) || each === chosen);

type Chip = { name: string; href: string };

/** Nothing to choose from is not offered. */
function Chips({ label, all, items }: { label: string; all: Chip; items: (Chip & { isChosen: boolean })[] }) {
  const isAll = !items.some(({ isChosen }) => isChosen);
  if (items.length < 2 && isAll) return null;
  return (
    <nav aria-label={label} className="chips">
      {[{ ...all, isChosen: isAll }, ...items].map(({ name, href, isChosen }) => (
        <Anchor key={href} className="chip" href={href} aria-current={isChosen ? "true" : undefined}>
          {name}
        </Anchor>
      ))}
    </nav>
  );
}
