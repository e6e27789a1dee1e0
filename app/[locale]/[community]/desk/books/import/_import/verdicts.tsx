import { Card, Facts } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Badge, Notice, type Tone } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Table } from "@/app/_ui/table";
import { Form } from "@/app/_web/form";
import type { ImportedRow, ImportReport } from "@/lib/catalog/import/commit";
import { deskImportWords } from "@/lib/core/i18n/messages/desk-import";
import { importWords } from "@/lib/core/i18n/messages/import";
import { numberText } from "../../../_parts/links";
import type { Desk } from "../../../_parts/open";
import { deskHref } from "../../../_parts/place";
import { confirmImport, drop } from "../actions";
import { UnderWay } from "./under-way";

const SHOWN_MAX = 200;
const KINDS = ["all", "reject", "warn", "accept", "duplicate"] as const;
type Kind = Exclude<(typeof KINDS)[number], "all">;
const TONE: Record<Kind, Tone> = { accept: "good", warn: "wait", reject: "bad", duplicate: "plain" };

type VerdictsProps = { desk: Desk; file: string; report: ImportReport };

/** What becomes of each row, and the button that makes it so. */
export function Verdicts({ desk, file, report }: VerdictsProps) {
  const { locale, place, query } = desk;
  const t = deskImportWords(locale);
  const kind = KINDS.find((each) => each === query.show) ?? "all";
  const rows = report.rows.filter((row) => kind === "all" || kindOf(row) === kind);
  const fresh = report.accepted + report.warned - report.duplicates;
  const back = { ...place, back: "books/import" };
  const count = (each: Kind) => report.rows.filter((row) => kindOf(row) === each).length;
  const number = (of: number) => numberText(of, locale);
  return (
    <div className="stack" data-gap="5">
      <Card>
        <Facts
          items={[
            { name: t("new"), value: number(fresh) },
            { name: t("warned"), value: number(count("warn")) },
            { name: t("rejected"), value: number(count("reject")) },
            { name: t("duplicates"), value: number(count("duplicate")) },
          ]}
        />
        <Notice tone="wait">{fresh > 0 ? t("nothingYet") : t("nothingNew")}</Notice>
        {fresh > 0 && <p className="muted small">{t("place")}</p>}
        <div className="bulk">
          {fresh > 0 && (
            <Form action={confirmImport.bind(null, back)} gap={2}>
              <input type="hidden" name="file" value={file} />
              <SubmitButton>{t("confirm", { count: fresh })}</SubmitButton>
              <UnderWay asks={{ address: progressAddress(desk, fresh), total: fresh }}>{t("adding")}</UnderWay>
            </Form>
          )}
          <Form action={drop.bind(null, back)} gap={2}>
            <input type="hidden" name="file" value={file} />
            <SubmitButton kind={fresh > 0 ? "plain" : "quiet"}>{t("drop")}</SubmitButton>
          </Form>
        </div>
      </Card>
      <nav className="chips" aria-label={t("show.label")}>
        {KINDS.map((each) => {
          const many = each === "all" ? report.rows.length : count(each);
          if (many === 0) return null;
          return (
            <Anchor
              key={each}
              className="chip"
              scroll={false}
              href={deskHref(place, "books/import", { file, show: each === "all" ? undefined : each })}
              aria-current={each === kind ? "true" : undefined}
            >
              {t(`show.${each}`)} <span className="count nums">{number(many)}</span>
            </Anchor>
          );
        })}
      </nav>
      {rows.length > SHOWN_MAX && (
        <p className="muted small">{t("shown", { shown: number(SHOWN_MAX), total: number(rows.length) })}</p>
      )}
      <Table
        caption={t("caption")}
        rows={rows.slice(0, SHOWN_MAX)}
        rowKey={({ line }) => String(line)}
        columns={[
          { name: t("line"), align: "end", cell: ({ line }) => line },
          {
            name: t("book"),
            cell: ({ book }) =>
              book ? (
                <>
                  <p className="table-name">{book.title}</p>
                  <p className="muted">{book.authors.join(", ")}</p>
                </>
              ) : (
                "—"
              ),
          },
          {
            name: t("verdict"),
            cell: (row) => <Badge tone={TONE[kindOf(row)]}>{t(kindOf(row))}</Badge>,
          },
          {
            name: t("why"),
            cell: ({ codes, values }) => codes.map((code) => <p key={code}>{importWords(locale)(code, values)}</p>),
          },
        ]}
      />
    </div>
  );
}

/** What comes into the campaign after this page was made is what this import adds. */
function progressAddress({ locale, place, now }: Desk, total: number): string {
  const query = new URLSearchParams({ locale, since: now.toISOString(), total: String(total) });
  return `/api/desk/${place.community}/${place.campaign}/import?${query}`;
}

function kindOf({ isDuplicate, verdict }: ImportedRow): Kind {
  return isDuplicate ? "duplicate" : verdict;
}
