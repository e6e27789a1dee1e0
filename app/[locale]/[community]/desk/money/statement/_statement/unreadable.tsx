import { Notice } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import type { Unreadable } from "@/lib/donations/statements/read";
import type { Say } from "./line-what";

const SHOWN_MAX = 50;

/** Lines of the file that are not in the comparison, and why. */
export function UnreadableLines({ say, lines }: { say: Say; lines: Unreadable[] }) {
  const t = deskStatementWords(say.locale);
  return (
    <section className="stack" data-gap="3">
      <Notice tone="wait">
        <p>
          <b>{t("unreadable.title", { count: lines.length })}</b>
        </p>
        <p>{t("unreadable.lead")}</p>
      </Notice>
      <Table
        caption={t("unreadable.caption")}
        rows={lines.slice(0, SHOWN_MAX)}
        rowKey={({ line }) => String(line)}
        columns={[
          { name: t("unreadable.line"), align: "end", cell: ({ line }) => line },
          { name: t("unreadable.text"), cell: ({ text }) => text || "—" },
          { name: t("unreadable.why"), cell: ({ code }) => t(`unreadable.${code}`) },
        ]}
      />
      {lines.length > SHOWN_MAX && (
        <p className="small muted">{t("unreadable.shown", { shown: SHOWN_MAX, total: lines.length })}</p>
      )}
    </section>
  );
}
