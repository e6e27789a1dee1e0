import { Card, Facts } from "@/app/_ui/blocks";
import { Badge, Notice, type Tone } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Table } from "@/app/_ui/table";
import { Form } from "@/app/_web/form";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { fields } from "@/lib/core/i18n/messages/fields";
import type { MemberRow, MemberVerdict } from "@/lib/identity/member-import";
import { numberText } from "../../../_parts/links";
import type { Desk } from "../../../_parts/open";
import { confirmMembers, drop } from "../actions";

const SHOWN_MAX = 200;
const TONE: Record<MemberVerdict, Tone> = { new: "good", guest: "good", member: "plain", twice: "wait", bad: "bad" };
/** What somebody has to look at comes first. */
const ORDER: readonly MemberVerdict[] = ["bad", "twice", "guest", "new", "member"];

type VerdictsProps = { desk: Desk; file: string; rows: readonly MemberRow[] };

/** What becomes of each row, and the button that makes it so. */
export function Verdicts({ desk, file, rows }: VerdictsProps) {
  const { locale, place } = desk;
  const t = deskPeopleWords(locale);
  const back = { ...place, back: "people/import" };
  const count = (...verdicts: MemberVerdict[]) => rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const fresh = count("new", "guest");
  const number = (of: number) => numberText(of, locale);
  const shown = rows.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)).slice(0, SHOWN_MAX);
  return (
    <div className="stack" data-gap="5">
      <Card>
        <Facts
          items={[
            { name: t("import.fresh"), value: number(fresh) },
            { name: t("import.known"), value: number(count("member")) },
            { name: t("import.twice"), value: number(count("twice")) },
            { name: t("import.bad"), value: number(count("bad")) },
          ]}
        />
        <Notice tone="wait">{t(fresh > 0 ? "import.nothingYet" : "import.nothingNew")}</Notice>
        <div className="bulk">
          {fresh > 0 && (
            <Form action={confirmMembers.bind(null, back)} gap={2}>
              <input type="hidden" name="file" value={file} />
              <SubmitButton>{t("import.confirm", { count: fresh })}</SubmitButton>
            </Form>
          )}
          <Form action={drop.bind(null, back)} gap={2}>
            <input type="hidden" name="file" value={file} />
            <SubmitButton kind={fresh > 0 ? "plain" : "quiet"}>{t("import.drop")}</SubmitButton>
          </Form>
        </div>
      </Card>
      {rows.length > SHOWN_MAX && (
        <p className="muted small">{t("import.shownRows", { shown: number(SHOWN_MAX), total: number(rows.length) })}</p>
      )}
      <Table
        caption={t("import.caption")}
        rows={shown}
        rowKey={({ line }) => String(line)}
        columns={[
          { name: t("import.line"), align: "end", cell: ({ line }) => line },
          {
            name: t("import.person"),
            cell: ({ name, email }) => (
              <>
                <p className="table-name">{name || "—"}</p>
                <p className="muted">{email || "—"}</p>
              </>
            ),
          },
          {
            name: t("import.verdict"),
            cell: ({ verdict, problem }) => (
              <>
                <Badge tone={TONE[verdict]}>{t(`import.verdicts.${verdict}`)}</Badge>
                {problem && <p className="small">{fields(locale)(problem)}</p>}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
