import { Disclosure } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile, FormTextArea } from "@/app/_web/form";
import { pilePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { UnderWay } from "@/app/[locale]/[community]/desk/books/import/_import/under-way";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { collectAction } from "../actions";
import { Scanner } from "./scanner";

type CollectFormProps = { locale: Locale; campaign: PublicCampaign; into?: { name: string; rows: number } };

/** Three ways into one pile. What is scanned is written into the text, so that the person sees and can mend it. */
export function CollectForm({ locale, campaign, into }: CollectFormProps) {
  const t = pileWords(locale);
  return (
    <>
      <div className="stack" data-gap="3">
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
        {into && (
          <p className="muted">
            {t("joins", { count: into.rows })}{" "}
            <Anchor href={`/${locale}${pilePath(campaign)}?pile=${into.name}`}>{t("back")}</Anchor>
          </p>
        )}
      </div>
      {campaign.notAccepted && (
        <Disclosure summary={giveWords(locale)("notAccepted")}>
          <p className="prose">{campaign.notAccepted}</p>
        </Disclosure>
      )}
      <Form
        action={collectAction.bind(null, locale, { community: campaign.communitySlug, campaign: campaign.slug })}
        lost={giveWords(locale)("filesAgain")}
        gap={5}
      >
        <Scanner
          words={{
            start: t("scan.start"),
            stop: t("scan.stop"),
            starting: t("scan.starting"),
            aim: t("scan.aim"),
            count: Array.from({ length: COUNTED }, (_, count) => t("scan.count", { count })),
            added: t("scan.added", { isbn: "{isbn}" }),
            again: t("scan.again", { isbn: "{isbn}" }),
            notBook: t("scan.notBook", { code: "{isbn}" }),
            photo: t("scan.photo"),
            photoHint: t("scan.photoHint"),
            photoNone: t("scan.photoNone"),
            noCamera: t("scan.noCamera"),
            denied: t("scan.denied"),
            broken: t("scan.broken"),
            video: t("scan.video"),
          }}
        />
        <FormTextArea
          name="text"
          label={t("text")}
          hint={t("textHint")}
          maxLength={200_000}
          rows={6}
          autoComplete="off"
          spellCheck={false}
        />
        <FormFile name="table" label={t("table")} hint={t("tableHint")} accept=".csv,text/csv,text/plain" />
        {into && <input type="hidden" name="into" value={into.name} />}
        <SubmitButton size="large" wide>
          {t("look")}
        </SubmitButton>
        <UnderWay>{t("looking")}</UnderWay>
      </Form>
    </>
  );
}

/** The words for so many scanned books go along; nobody scans more in one go. */
const COUNTED = 121;
