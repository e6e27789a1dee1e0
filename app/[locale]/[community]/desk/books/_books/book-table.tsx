import { Anchor } from "@/app/_ui/link";
import { Badge, type Tone } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import { dayText } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import type { DeskBook } from "@/lib/catalog/desk";
import type { OwnBookState } from "@/lib/catalog/state";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { formatMoney } from "@/lib/core/money";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";

export const STATE_TONE: Record<OwnBookState, Tone> = {
  draft: "plain",
  pending_review: "wait",
  available: "good",
  reserved: "wait",
  exchanged: "plain",
  handed_over: "plain",
  withdrawn: "plain",
  rejected: "bad",
};

type BookTableProps = { desk: Desk; books: DeskBook[] };

/** Books as rows, each leading to its own page. */
export function BookTable({ desk: { locale, place, community }, books }: BookTableProps) {
  const t = deskBookWords(locale);
  return (
    <Table
      caption={t("caption")}
      rows={books}
      rowKey={({ code }) => code}
      columns={[
        {
          name: t("column.book"),
          cell: (book) => (
            <>
              <p className="table-name">
                <Anchor href={deskHref(place, `books/${book.code}`)}>{book.title}</Anchor>
              </p>
              <p className="muted">{book.authors.join(", ")}</p>
            </>
          ),
        },
        {
          name: t("column.state"),
          cell: (book) => <Badge tone={STATE_TONE[book.state]}>{t(`state.${book.state}`)}</Badge>,
        },
        {
          name: t("column.giver"),
          cell: ({ giver }) => (
            <>
              {nameOf(locale, giver.name)}
              {giver.isOutsider && <span className="muted"> · {t("outsider")}</span>}
            </>
          ),
        },
        { name: t("column.place"), cell: (book) => book.pickupPoint ?? book.city },
        {
          name: t("column.minimum"),
          align: "end",
          cell: (book) => <span className="nowrap">{formatMoney(book.minimumMinor, book.currency, locale)}</span>,
        },
        {
          name: t("column.added"),
          align: "end",
          cell: (book) => <span className="nowrap">{dayText(book.createdAt, community.timeZone, locale)}</span>,
        },
      ]}
    />
  );
}
