import type { Metadata } from "next";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { readMemberFile } from "@/lib/catalog/import/kept-file";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { importMembers } from "@/lib/identity/member-import";
import { DeskFrame } from "../../_parts/frame";
import { type Desk, openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { Verdicts } from "./_import/verdicts";
import { upload } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/people/import">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskPeopleWords(await localeOf(params))("import.title"), robots: { index: false } };
}

/** A list of people: chosen, judged row by row, and added once that is confirmed. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "people.manage", "people/import");
  const { locale, place, query } = desk;
  const t = deskPeopleWords(locale);
  const rows = query.file ? await judge(desk, query.file) : undefined;
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: deskSettingsWords(locale)("people.title"), href: deskHref(place, "people") }]}
      section="people"
      path="people/import"
      title={t("import.title")}
    >
      {rows && query.file ? (
        <Verdicts desk={desk} file={query.file} rows={rows} />
      ) : (
        <>
          {query.file && <Notice tone="wait">{t("import.gone")}</Notice>}
          <p className="muted">{t("import.lead")}</p>
          <Form action={upload.bind(null, { ...place, back: "people/import" })}>
            <FormFile
              label={t("import.file")}
              hint={t("import.fileHint")}
              name="file"
              accept=".csv,text/csv,text/plain"
              required
            />
            <div>
              <SubmitButton>{t("import.check")}</SubmitButton>
            </div>
          </Form>
        </>
      )}
    </DeskFrame>
  );
}

/** What would become of a kept list, judged anew each time it is looked at: people may have come meanwhile. */
async function judge({ actor, community, now }: Desk, file: string) {
  const bytes = await readMemberFile(actor, file, now);
  if (!bytes) return undefined;
  return (await importMembers(actor, bytes, { dryRun: true, locale: community.locale }, now)).rows;
}
