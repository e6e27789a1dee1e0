import type { Metadata } from "next";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { importBooks } from "@/lib/catalog/import/commit";
import { readImportFile } from "@/lib/catalog/import/kept-file";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { deskImportWords } from "@/lib/core/i18n/messages/desk-import";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { Refusal } from "@/lib/core/refusal";
import { DeskFrame } from "../../_parts/frame";
import { type Desk, openCampaignDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { UnderWay } from "./_import/under-way";
import { Verdicts } from "./_import/verdicts";
import { upload } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/books/import">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskImportWords(await localeOf(params))("title"), robots: { index: false } };
}

/** A table of books: chosen, judged row by row, and added once that is confirmed. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "catalog.import", "books/import");
  const { locale, campaign, place, query } = desk;
  const t = deskImportWords(locale);
  const judged = campaign && query.file ? await judge(desk, campaign, query.file) : undefined;
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: deskBookWords(locale)("title"), href: deskHref(place, "books") }]}
      section="books"
      path="books/import"
      title={t("title")}
      choosesCampaign={!judged?.report}
    >
      {judged?.report && query.file ? (
        <Verdicts desk={desk} file={query.file} report={judged.report} />
      ) : (
        <>
          {judged && <Notice tone="wait">{judged.refusal ?? t("gone")}</Notice>}
          <p className="muted">{t("lead")}</p>
          <Form action={upload.bind(null, { ...place, back: "books/import" })}>
            <FormFile label={t("file")} hint={t("fileHint")} name="file" accept=".csv,text/csv,text/plain" required />
            <div>
              <SubmitButton>{t("check")}</SubmitButton>
            </div>
            <UnderWay>{t("checking")}</UnderWay>
          </Form>
        </>
      )}
    </DeskFrame>
  );
}

/** The verdicts on a kept table, judged anew each time it is looked at: books may have come meanwhile. */
async function judge({ actor, locale, now }: Desk, campaign: PublicCampaign, file: string) {
  const bytes = await readImportFile(actor, file, now);
  if (!bytes) return {};
  try {
    return { report: await importBooks(actor, campaign.id, bytes, { dryRun: true }, now) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: refusals(locale)(error.code, error.values) };
    throw error;
  }
}
