import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import { languageName, topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import type { DeskBookInFull } from "@/lib/catalog/desk-book";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { topicsOf } from "@/lib/catalog/rules";
import { CONDITIONS, LANGUAGE_UNKNOWN } from "@/lib/catalog/vocabulary";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { plainAmount } from "@/lib/core/money";
import type { Place } from "../../_parts/place";
import { saveBook } from "../actions";

const LANGUAGES = ["uk", "en", "pl", "de", "fr", "es", "it", "cs", LANGUAGE_UNKNOWN];

type EditFormProps = { locale: Locale; place: Place; book: DeskBookInFull; campaign: PublicCampaign };

/** Everything a listing says, to be changed. */
export function EditForm({ locale, place, book, campaign }: EditFormProps) {
  const t = deskBookWords(locale);
  const optional = siteWords(locale)("optional");
  const languages = withOwn(LANGUAGES, book.language).map((value) => ({ value, label: languageName(value, locale) }));
  const topics = withOwn(topicsOf(campaign), book.category).map((value) => ({
    value,
    label: topicName(value, locale),
  }));
  const conditions = CONDITIONS.map((value) => ({ value, label: catalogWords(locale)(`condition.${value}`) }));
  // a point the campaign no longer has is a place in words
  const isKnownPoint = book.pickupPoint !== null && campaign.pickupPoints.includes(book.pickupPoint);
  const city = book.city ?? (isKnownPoint ? "" : (book.pickupPoint ?? ""));
  return (
    <Form action={saveBook.bind(null, place, book.code)} checkFields={deskWords(locale)("checkFields")}>
      <FormField label={t("edit.title")} name="title" defaultValue={book.title} required />
      <FormField
        label={t("edit.authors")}
        hint={t("edit.authorsHint")}
        name="authors"
        defaultValue={book.authors.join("; ")}
        optional={optional}
      />
      <div className="fields-two">
        <FormSelect label={t("edit.category")} name="category" defaultValue={book.category} options={topics} />
        <FormSelect label={t("edit.condition")} name="condition" defaultValue={book.condition} options={conditions} />
        <FormSelect label={t("edit.language")} name="language" defaultValue={book.language} options={languages} />
        <FormField
          label={t("edit.minimum")}
          name="minimumMinor"
          inputMode="decimal"
          suffix={book.currency === "UAH" ? "₴" : book.currency}
          defaultValue={plainAmount(book.minimumMinor)}
        />
        {campaign.pickupPoints.length > 0 && (
          <FormSelect
            label={t("edit.pickupPoint")}
            name="pickupPoint"
            defaultValue={isKnownPoint ? (book.pickupPoint ?? "") : ""}
            options={[
              { value: "", label: t("edit.pickupNone") },
              ...campaign.pickupPoints.map((point) => ({ value: point, label: point })),
            ]}
          />
        )}
        <FormField
          label={t("edit.city")}
          name="city"
          defaultValue={city}
          optional={campaign.pickupPoints.length > 0 ? optional : undefined}
        />
        <FormField
          label={t("edit.isbn")}
          name="isbn"
          inputMode="numeric"
          defaultValue={book.isbn13 ?? ""}
          optional={optional}
        />
        <FormField
          label={t("edit.publisher")}
          name="publisher"
          defaultValue={book.publisher ?? ""}
          optional={optional}
        />
        <FormField
          label={t("edit.year")}
          name="year"
          inputMode="numeric"
          defaultValue={book.year ? String(book.year) : ""}
          optional={optional}
        />
      </div>
      <FormTextArea
        label={t("edit.description")}
        name="description"
        defaultValue={book.description}
        optional={optional}
      />
      <div>
        <SubmitButton>{t("edit.save")}</SubmitButton>
      </div>
    </Form>
  );
}

const withOwn = (known: readonly string[], own: string) => (known.includes(own) ? known : [own, ...known]);
