import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Table } from "@/app/_ui/table";
import type { Leftover } from "@/lib/catalog/leftovers";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { formatMoney } from "@/lib/core/money";
import { csvHref } from "../../../../_parts/links";
import { deskHref } from "../../../../_parts/place";
import type { CloseProps } from "./parts";

/** The books nobody took, with whom to ask about them. */
export function Leftovers({ desk, place, campaign, left }: CloseProps) {
  const { locale } = desk;
  const t = deskClosingWords(locale);
  const { items, count, moved, nextCursor } = left;
  const more = nextCursor && deskHref(desk.place, place.back, { from: nextCursor }, "left");
  return (
    <Card gap={4}>
      <div className="row" data-ends>
        <h2 id="left">
          {t("left.title")} {count > 0 && <span className="task-count nums">{count}</span>}
        </h2>
        {count > 0 && (
          <div className="row" data-gap="2">
            <a className="button" data-kind="quiet" data-size="small" href={csvHref(campaign, "leftovers")} download>
              {t("left.csv")}
            </a>
            <ButtonLink kind="quiet" size="small" href={deskHref({ ...place, back: undefined }, "books/stickers")}>
              {t("left.stickers")}
            </ButtonLink>
          </div>
        )}
      </div>
      {moved > 0 && <p>{t("left.moved", { count: moved })}</p>}
      {count === 0 && <p className="muted">{t(moved > 0 ? "left.noneMoved" : "left.none")}</p>}
      {count > 0 && (
        <>
          <p className="muted small">{t("left.lead")}</p>
          <Table
            caption={t("left.caption")}
            rows={items}
            rowKey={({ code }) => code}
            columns={[
              {
                name: t("left.book"),
                cell: ({ title, authors, code }) => (
                  <>
                    <Anchor href={deskHref({ ...place, back: undefined }, `books/${code}`)}>{title}</Anchor>
                    <p className="muted small">
                      {authors.join(", ")} <span className="code">{code}</span>
                    </p>
                  </>
                ),
              },
              { name: t("left.giver"), cell: (book) => <Giver locale={locale} giver={book.giver} /> },
              { name: t("left.place"), cell: ({ pickupPoint, city }) => pickupPoint ?? city ?? "—" },
              {
                name: t("left.minimum"),
                align: "end",
                cell: ({ minimumMinor, currency }) => (
                  <span className="nums nowrap">{formatMoney(minimumMinor, currency, locale)}</span>
                ),
              },
            ]}
          />
          {more && (
            <p>
              <Anchor href={more}>{t("left.more")}</Anchor>
            </p>
          )}
        </>
      )}
    </Card>
  );
}

/** Whoever was erased has no name, and a guest whose time is over no address. */
function Giver({ locale, giver }: { locale: Locale; giver: Leftover["giver"] }) {
  const { name, email, phone } = giver;
  const reach = email ? <a href={`mailto:${email}`}>{email}</a> : phone && <a href={`tel:${phone}`}>{phone}</a>;
  return (
    <>
      <p>{nameOf(locale, name)}</p>
      <p className="muted small break">{reach || deskClosingWords(locale)("left.noContact")}</p>
    </>
  );
}
