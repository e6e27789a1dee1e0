import { Card, Disclosure } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile } from "@/app/_web/form";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { momentText } from "@/lib/core/i18n/moment";
import type { Taking } from "@/lib/donations/statements/queries";
import type { Place } from "../../../_parts/place";
import { upload } from "../actions";
import { Bank, type BankSeen } from "./bank";
import type { Say } from "./line-what";

type TakeOverProps = { say: Say; place: Place; statements: Taking[]; bank: BankSeen | undefined };

/** The way in: a file, or monobank itself. Folded once there is something to match. */
export function TakeOver({ say, place, statements, bank }: TakeOverProps) {
  const t = deskStatementWords(say.locale);
  const ways = (
    <div className="stack" data-gap="4">
      <Form action={upload.bind(null, place)} gap={3}>
        <FormFile
          label={t("import.file")}
          hint={t("import.fileHint")}
          name="file"
          accept=".csv,.txt,text/csv,text/plain"
          required
        />
        <div>
          <SubmitButton kind={statements.length > 0 ? "quiet" : "main"}>{t("import.submit")}</SubmitButton>
        </div>
      </Form>
      {bank && <Bank say={say} place={place} bank={bank} />}
      {statements.length > 0 && (
        <div className="stack" data-gap="1">
          <h3 className="small muted">{t("import.before")}</h3>
          <ul className="small takings">
            {statements.slice(0, 10).map(({ id, source, name, linesRead, linesNew, byName, createdAt }) => (
              <li key={id}>
                {t("import.taken", {
                  name: source === "monobank" ? t("import.monobank") : name,
                  read: linesRead,
                  fresh: linesNew,
                })}{" "}
                <span className="muted">
                  {[byName, momentText(createdAt, say.timeZone, say.locale, say.now)].filter(Boolean).join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
  if (statements.length === 0 && !bank?.sync)
    return (
      <Card gap={3}>
        <h2>{t("import.title")}</h2>
        <p className="muted">{t("lead")}</p>
        {ways}
      </Card>
    );
  return (
    <Disclosure summary={t("import.more")} open={bank?.sync?.status === "running"}>
      {ways}
    </Disclosure>
  );
}
