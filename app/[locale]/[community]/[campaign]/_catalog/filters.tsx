import type { ReactNode } from "react";
import { Disclosure } from "@/app/_ui/blocks";
import { Icon } from "@/app/_ui/icon";
import { Anchor } from "@/app/_ui/link";
import type { Facets, FacetValue } from "@/lib/catalog/facets";
import { type BookFilters, SORTS } from "@/lib/catalog/input";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { languageName, topicName } from "./names";
import { booksPath, filterEntries } from "./paths";

type FiltersProps = {
  locale: Locale;
  campaign: Pick<PublicCampaign, "communitySlug" | "slug">;
  filters: BookFilters;
  facets: Facets;
};
type Facet = "category" | "language" | "condition" | "city";

/** Topics at hand, the other filters and the order behind a line. Each choice is a link: it works without JavaScript and can be sent. */
export function Filters({ locale, campaign, filters, facets }: FiltersProps) {
  const t = catalogWords(locale);
  const href = (change: Partial<BookFilters>) => `/${locale}${booksPath(campaign, { ...filters, ...change })}`;
  const group = (facet: Facet, label: string) => (
    <FacetChips
      label={label}
      values={withChosen(facets[facet], filters[facet])}
      chosen={filters[facet]}
      name={(value) => nameOf(facet, value, locale)}
      href={(values) => href({ [facet]: values })}
    />
  );
  return (
    <div className="filters">
      {group("category", t("filters.topic"))}
      <Disclosure
        summary={
          <span>
            <Icon name="filter" /> {t("filters.open")}
          </span>
        }
      >
        <div className="stack">
          {facets.available > 0 && (
            <ChipGroup label={t("filters.availability")}>
              <Chip
                href={href({ available: filters.available ? undefined : true })}
                isChosen={filters.available === true}
                count={facets.available}
              >
                {t("filters.onlyFree")}
              </Chip>
            </ChipGroup>
          )}
          {group("language", t("filters.language"))}
          {group("condition", t("filters.condition"))}
          {group("city", t("filters.city"))}
          <ChipGroup label={t("filters.sort")}>
            {SORTS.map((sort) => (
              <Chip
                key={sort}
                href={href({ sort })}
                isChosen={(filters.sort ?? (filters.q ? undefined : "newest")) === sort}
              >
                {t(`sort.${sort}`)}
              </Chip>
            ))}
          </ChipGroup>
        </div>
      </Disclosure>
    </div>
  );
}

/** What is chosen now, each with the way to take it back. */
export function ChosenFilters({ locale, campaign, filters }: Omit<FiltersProps, "facets">) {
  const t = catalogWords(locale);
  const chosen = filterEntries(filters).filter(([name]) => name !== "sort" && name !== "q");
  if (chosen.length === 0) return null;
  return (
    <ul className="chips" aria-label={t("search.chosen")}>
      {chosen.map(([name, value]) => {
        const text =
          name === "available"
            ? t(filters.available ? "filters.onlyFree" : "filters.onlyTaken")
            : nameOf(name as Facet, value, locale);
        const rest = name === "available" ? { available: undefined } : without(filters, name as Facet, value);
        return (
          <li key={`${name} ${value}`}>
            <Anchor
              className="chip"
              data-on
              href={`/${locale}${booksPath(campaign, { ...filters, ...rest })}`}
              aria-label={t("search.remove", { filter: text })}
            >
              {text}
              <Icon name="close" />
            </Anchor>
          </li>
        );
      })}
      <li>
        <Anchor className="chip" href={`/${locale}${booksPath(campaign, { q: filters.q })}`}>
          {t("search.clear")}
        </Anchor>
      </li>
    </ul>
  );
}

type FacetChipsProps = {
  label: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  name: (value: string) => string;
  href: (values: string[]) => string;
};

/** A facet with a single value filters nothing, so it does not show. */
function FacetChips({ label, values, chosen, name, href }: FacetChipsProps) {
  if (values.length < 2 && chosen.length === 0) return null;
  return (
    <ChipGroup label={label}>
      {values.map(({ value, count }) => {
        const isChosen = chosen.includes(value);
        return (
          <Chip
            key={value}
            href={href(isChosen ? chosen.filter((other) => other !== value) : [...chosen, value])}
            isChosen={isChosen}
            count={count}
          >
            {name(value)}
          </Chip>
        );
      })}
    </ChipGroup>
  );
}

function ChipGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="facet">
      <p className="legend" aria-hidden="true">
        {label}
      </p>
      <ul className="chips" aria-label={label}>
        {children}
      </ul>
    </div>
  );
}

function Chip({
  href,
  isChosen,
  count,
  children,
}: {
  href: string;
  isChosen: boolean;
  count?: number;
  children: string;
}) {
  return (
    <li>
      <Anchor className="chip" href={href} aria-current={isChosen || undefined} scroll={false} rel="nofollow">
        {children}
        {count !== undefined && <span className="count nums">{count}</span>}
      </Anchor>
    </li>
  );
}

function nameOf(facet: Facet, value: string, locale: Locale): string {
  if (facet === "category") return topicName(value, locale);
  if (facet === "language") return languageName(value, locale);
  const key = `condition.${value}`;
  return facet === "condition" && catalogWords.has(key) ? catalogWords(locale)(key) : value;
}

/** What is chosen stays in sight when nothing is left of it. */
function withChosen(values: readonly FacetValue[], chosen: readonly string[]): FacetValue[] {
  const missing = chosen.filter((value) => !values.some((known) => known.value === value));
  return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}

function without(filters: BookFilters, facet: Facet, value: string): Partial<BookFilters> {
  return { [facet]: filters[facet].filter((other) => other !== value) };
}
