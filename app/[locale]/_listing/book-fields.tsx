import { FormChoices, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import { topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import type { OwnListing } from "@/lib/catalog/own";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { topicsOf } from "@/lib/catalog/rules";
import { CONDITIONS, MAX_DESCRIPTION, MAX_TITLE } from "@/lib/catalog/vocabulary";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney, plainAmount } from "@/lib/core/money";
import { lookIsbn } from "./actions";
import { languageOptions, symbolOf } from "./choices";
import { ConditionField } from "./condition-field";
import { MINIMUM_CHIP, minimumChips, OWN_MINIMUM } from "./input";
import { IsbnField, QuietField } from "./isbn-field";

type BookFieldsProps = { locale: Locale; campaign: PublicCampaign; listing?: OwnListing };

/** What a listing says, to be typed for a new one and changed for one that is there. The ISBN comes first: it is on the back cover. */
export function BookFields({ locale, campaign, listing }: BookFieldsProps) {
  const t = giveWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <>
      <IsbnField
        check={lookIsbn.bind(null, locale, campaign.communitySlug, campaign.slug, listing?.isbn13 ?? "")}
        editions={`/api/editions?${new URLSearchParams({ community: campaign.communitySlug, campaign: campaign.slug })}`}
        initial={listing?.isbn13 ?? undefined}
        words={{
          label: t("isbn"),
          hint: t("isbnHint"),
          optional,
          check: t("isbnCheck"),
          looking: t("isbnLooking"),
          found: t("isbnFound", { title: "{title}" }),
          notFound: t("isbnNotFound"),
        }}
      />
      <FormField name="title" label={t("bookTitle")} defaultValue={listing?.title} maxLength={MAX_TITLE} />
      <FormField
        name="authors"
        label={t("authors")}
        optional={optional}
        hint={t("authorsHint")}
        defaultValue={listing?.authors.join("; ")}
        maxLength={2_000}
      />
      <FormSelect
        name="language"
        label={t("language")}
        defaultValue={listing?.language ?? ""}
        options={[
          ...(listing ? [] : [{ value: "", label: t("languageChoose") }]),
          ...languageOptions(locale, listing?.language),
        ]}
      />
      <FormSelect
        name="category"
        label={t("category")}
        defaultValue={listing?.category ?? ""}
        options={[
          ...(listing ? [] : [{ value: "", label: t("categoryChoose") }]),
          ...topicsOf(campaign).map((value) => ({ value, label: topicName(value, locale) })),
        ]}
      />
      <ConditionField
        legend={t("condition")}
        chosen={listing?.condition}
        options={CONDITIONS.map((value) => ({
          value,
          label: catalogWords(locale)(`condition.${value}`),
          meaning: t(`conditionMeaning.${value}`),
        }))}
      />
      <MinimumFields {...{ locale, campaign, listing }} />
      <PlaceFields {...{ locale, campaign, listing }} />
      <FormTextArea
        name="description"
        label={t("description")}
        optional={optional}
        hint={t("descriptionHint")}
        defaultValue={listing?.description}
        maxLength={MAX_DESCRIPTION}
      />
      {/* not asked here, and not to be lost by a change */}
      <QuietField name="publisher" initial={listing?.publisher ?? ""} />
      <QuietField name="year" initial={String(listing?.year ?? "")} />
    </>
  );
}

function MinimumFields({ locale, campaign, listing }: BookFieldsProps) {
  const t = giveWords(locale);
  const money = (minor: number) => formatMoney(minor, campaign.currency, locale);
  const chips = minimumChips(campaign);
  const own = listing && !chips.includes(listing.minimumMinor) ? listing.minimumMinor : undefined;
  return (
    <div className="stack own-choice" data-gap="2">
      <FormChoices
        legend={t("minimum")}
        name={MINIMUM_CHIP}
        hint={t("minimumHint", { amount: money(campaign.defaultMinimumMinor) })}
        options={[
          ...chips.map((minor) => ({ value: plainAmount(minor), label: money(minor) })),
          { value: OWN_MINIMUM, label: t("minimumOwn") },
        ]}
        chosen={own ? OWN_MINIMUM : plainAmount(listing?.minimumMinor ?? campaign.defaultMinimumMinor)}
      />
      <div className="own-choice-field">
        <FormField
          name="minimumMinor"
          label={t("minimumOwn")}
          suffix={symbolOf(campaign.currency, locale)}
          inputMode="decimal"
          maxLength={20}
          autoComplete="off"
          defaultValue={own && plainAmount(own)}
        />
      </div>
    </div>
  );
}

function PlaceFields({ locale, campaign, listing }: BookFieldsProps) {
  const t = giveWords(locale);
  const points = campaign.pickupPoints;
  return (
    <div className="stack" data-gap="3">
      {points.length > 0 && (
        <FormChoices
          legend={t("place")}
          name="pickupPoint"
          hint={t("placeHint")}
          options={[...points.map((point) => ({ value: point, label: point })), { value: "", label: t("placeOther") }]}
          chosen={listing ? (listing.pickupPoint ?? "") : undefined}
        />
      )}
      <FormField
        name="city"
        label={t("city")}
        optional={points.length > 0 ? siteWords(locale)("optional") : undefined}
        defaultValue={listing?.city ?? undefined}
        maxLength={100}
        autoComplete="address-level2"
      />
    </div>
  );
}
