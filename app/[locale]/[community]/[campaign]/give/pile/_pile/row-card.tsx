import { Disclosure } from "@/app/_ui/blocks";
import type { IconName } from "@/app/_ui/icon";
import { Anchor } from "@/app/_ui/link";
import { Badge, type Tone } from "@/app/_ui/notice";
import { FormCheck, FormField, FormSelect } from "@/app/_web/form";
import { languageOptions, symbolOf } from "@/app/[locale]/_listing/choices";
import { languageName, topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { bookPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { hyphenateIsbn } from "@/lib/catalog/isbn";
import type { ReviewedRow, RowState } from "@/lib/catalog/pile/judge";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { topicsOf } from "@/lib/catalog/rules";
import { CONDITIONS, MAX_TITLE } from "@/lib/catalog/vocabulary";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { fields } from "@/lib/core/i18n/messages/fields";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { importWords } from "@/lib/core/i18n/messages/import";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { rowField } from "./typed";

const LOOK: Record<RowState, { tone: Tone; icon: IconName }> = {
  found: { tone: "good", icon: "check" },
  typed: { tone: "good", icon: "check" },
  notFound: { tone: "plain", icon: "search" },
  copy: { tone: "wait", icon: "copy" },
  again: { tone: "wait", icon: "copy" },
  invalid: { tone: "bad", icon: "warn" },
  listed: { tone: "good", icon: "book" },
};

type RowProps = {
  locale: Locale;
  campaign: PublicCampaign;
  row: ReviewedRow;
  number: number;
  /** By field of a listing, in words. */
  errors: Record<string, string>;
};

/** One book of the pile: what it is, whether it goes into the catalog, and what is different about it. */
export function PileRowCard(props: RowProps) {
  const { locale, campaign, row, number } = props;
  const t = pileWords(locale);
  const { state } = row;
  const isCopy = state === "copy" || state === "again";
  return (
    <li className="pile-row" data-state={state} aria-label={t("bookOf", { number })}>
      <div className="pile-row-head">
        <span className="code nums">
          {row.isbn13 ? hyphenateIsbn(row.isbn13) : state === "invalid" ? t("bookOf", { number }) : t("noIsbn")}
        </span>
        {row.isUnheard && state === "notFound" && (
          <span className="while-looking">
            <Badge>{t("looksUp")}</Badge>
          </span>
        )}
        <span className={row.isUnheard && state === "notFound" ? "when-looked" : undefined}>
          <Badge {...LOOK[state]}>{t(`state.${state}`)}</Badge>
        </span>
      </div>
      {state === "listed" ? (
        <p>
          {row.fields.title}{" "}
          <Anchor
            href={`/${locale}${bookPath(campaign, row.code ?? "")}`}
            aria-label={`${t("toBook")}: ${row.fields.title}`}
          >
            {t("toBook")}
          </Anchor>
        </p>
      ) : state === "invalid" ? (
        <Invalid {...props} />
      ) : (
        <>
          <input type="hidden" name={rowField(row.key, "shown")} value="take" />
          {isCopy && row.fields.title && <p className="pile-row-title">{row.fields.title}</p>}
          {!isCopy && <TitleFields {...props} />}
          <Mended {...props} />
          <FormCheck name={rowField(row.key, "take")} defaultChecked={row.take}>
            {state === "copy" ? t("takeCopy", { count: row.copies }) : t(state === "again" ? "takeAgain" : "take")}
          </FormCheck>
          <Disclosure summary={t("own")} plain open={OWN_FIELDS.some((field) => props.errors[field])}>
            <div className="stack" data-gap="3">
              {isCopy && <TitleFields {...props} />}
              <OwnFields {...props} />
            </div>
          </Disclosure>
        </>
      )}
    </li>
  );
}

const OWN_FIELDS = ["language", "category", "condition", "minimumMinor"];

function TitleFields({ locale, row, errors }: RowProps) {
  const g = giveWords(locale);
  return (
    <div className="pile-fields" data-wide>
      <FormField
        name={rowField(row.key, "title")}
        label={g("bookTitle")}
        defaultValue={row.fields.title}
        error={errors.title}
        maxLength={MAX_TITLE}
        autoComplete="off"
      />
      <FormField
        name={rowField(row.key, "authors")}
        label={g("authors")}
        optional={siteWords(locale)("optional")}
        defaultValue={row.fields.authors}
        error={errors.authors}
        maxLength={2_000}
        autoComplete="off"
      />
    </div>
  );
}

function OwnFields({ locale, campaign, row, errors }: RowProps) {
  const t = pileWords(locale);
  const g = giveWords(locale);
  const asForAll = { value: "", label: t("asForAll") };
  const known = row.knownLanguage;
  const language = known
    ? { value: "", label: t("asForAllLanguage", { language: languageName(known, locale) }) }
    : asForAll;
  return (
    <div className="pile-fields">
      <FormSelect
        name={rowField(row.key, "condition")}
        label={g("condition")}
        defaultValue={row.fields.condition}
        error={errors.condition}
        options={[
          asForAll,
          ...CONDITIONS.map((value) => ({ value, label: catalogWords(locale)(`condition.${value}`) })),
        ]}
      />
      <FormField
        name={rowField(row.key, "minimum")}
        label={g("minimum")}
        defaultValue={row.fields.minimum}
        error={errors.minimumMinor}
        placeholder={t("asForAll")}
        suffix={symbolOf(campaign.currency, locale)}
        inputMode="decimal"
        maxLength={20}
        autoComplete="off"
      />
      <FormSelect
        name={rowField(row.key, "category")}
        label={g("category")}
        defaultValue={row.fields.category}
        error={errors.category}
        options={[asForAll, ...topicsOf(campaign).map((value) => ({ value, label: topicName(value, locale) }))]}
      />
      <FormSelect
        name={rowField(row.key, "language")}
        label={g("language")}
        defaultValue={row.fields.language}
        error={errors.language}
        options={[language, ...languageOptions(locale, row.fields.language)]}
      />
    </div>
  );
}

/** What is wrong, and the number to be mended; a row of a table is mended in the table. */
function Invalid({ locale, row }: RowProps) {
  const t = pileWords(locale);
  const { problem } = row;
  if (problem?.kind === "row")
    return (
      <div>
        <p>{t("row", { line: problem.line })}</p>
        {problem.codes.map((code) => (
          <p key={code} className="field-error">
            {importWords(locale)(code, problem.values)}
          </p>
        ))}
      </div>
    );
  return (
    <>
      <input type="hidden" name={rowField(row.key, "shown")} value="isbn" />
      <FormField
        name={rowField(row.key, "isbn")}
        label={t("isbn")}
        hint={t("isbnHint")}
        defaultValue={row.fields.isbn}
        error={problem ? wrongIsbn(locale, problem) : undefined}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
      />
    </>
  );
}

function wrongIsbn(locale: Locale, problem: Exclude<NonNullable<ReviewedRow["problem"]>, { kind: "row" }>): string {
  const words = fields(locale);
  if (problem.kind === "wrongCheckDigit")
    return words("fields.isbnWrongDigit", { group: problem.group, expected: problem.expected });
  return words(problem.kind === "notBook" ? "fields.isbnNotBook" : "fields.isbn");
}

function Mended({ locale, row }: RowProps) {
  return row.mended?.codes.map((code) => (
    <p key={code} className="muted small">
      {importWords(locale)(code, row.mended?.values)}
    </p>
  ));
}
