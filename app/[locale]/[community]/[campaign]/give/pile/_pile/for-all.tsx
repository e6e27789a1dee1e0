import { Card } from "@/app/_ui/blocks";
import { FormField, FormSelect } from "@/app/_web/form";
import { languageOptions, symbolOf } from "@/app/[locale]/_listing/choices";
import { topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import type { ForAll } from "@/lib/catalog/pile/draft";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { topicsOf } from "@/lib/catalog/rules";
import { CONDITIONS } from "@/lib/catalog/vocabulary";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { allField } from "./typed";

type ForAllFieldsProps = { locale: Locale; campaign: PublicCampaign; forAll: ForAll };

/** What holds for every book that says nothing else. */
export function ForAllFields({ locale, campaign, forAll }: ForAllFieldsProps) {
  const t = pileWords(locale);
  const g = giveWords(locale);
  const points = campaign.pickupPoints;
  return (
    <Card gap={4}>
      <div className="stack" data-gap="1">
        <h2>{t("forAll")}</h2>
        <p className="muted small">{t("forAllHint")}</p>
      </div>
      <div className="pile-fields">
        <FormSelect
          name={allField("condition")}
          label={g("condition")}
          defaultValue={forAll.condition}
          options={CONDITIONS.map((value) => ({ value, label: catalogWords(locale)(`condition.${value}`) }))}
        />
        <FormField
          name={allField("minimum")}
          label={g("minimum")}
          defaultValue={forAll.minimum}
          suffix={symbolOf(campaign.currency, locale)}
          inputMode="decimal"
          maxLength={20}
          autoComplete="off"
        />
        <FormSelect
          name={allField("category")}
          label={g("category")}
          defaultValue={forAll.category}
          options={topicsOf(campaign).map((value) => ({ value, label: topicName(value, locale) }))}
        />
        <FormSelect
          name={allField("language")}
          label={g("language")}
          defaultValue={forAll.language}
          options={languageOptions(locale, forAll.language)}
        />
        {points.length > 0 && (
          <FormSelect
            name={allField("pickupPoint")}
            label={t("place")}
            defaultValue={forAll.pickupPoint}
            options={[
              ...points.map((point) => ({ value: point, label: point })),
              { value: "", label: t("placeOther") },
            ]}
          />
        )}
        <FormField
          name={allField("city")}
          label={t("city")}
          hint={points.length > 0 ? t("cityHint") : undefined}
          defaultValue={forAll.city}
          maxLength={100}
          autoComplete="address-level2"
        />
      </div>
    </Card>
  );
}
